"""The leaflets and guides: A to Z, the page itself, its JSON and text, its public history and past versions."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone

from conditions import library
from conditions.content.a_to_z import by_letter
from conditions.content.guide_text import guide_text
from conditions.content.linked_data import linked_data
from conditions.content.plain_text import plain_text
from conditions.entries import entries
from conditions.models import Clinic
from conditions.vocabulary import Basis, Kind

from . import errors
from .rendering import absolute, cached, public

View = Callable[..., HttpResponse]

TEMPLATES = {
    Kind.CONDITION: "conditions/leaflet.html",
    Kind.TREATMENT: "treatments/leaflet.html",
    Kind.GUIDE: "guides/guide.html",
}


def found_or_explained(view: View) -> View:
    """Answer for the three ways in which a leaflet is not where it was looked for: moved, withdrawn, never there."""

    @wraps(view)
    def wrapped(request: HttpRequest, kind: Kind, slug: str, **more: int) -> HttpResponse:
        try:
            return view(request, kind, slug, **more)
        except library.Moved as moved:
            name = request.resolver_match.url_name
            address = reverse(name, kwargs={"slug": moved.slug, **more})
            return HttpResponsePermanentRedirect(address, preserve_request=request.method == "POST")
        except library.NotPublished:
            return errors.leaflet_not_found(request, kind, slug)

    return wrapped


def index(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Under every name that people call it: a title, or another name with the title that it leads to."""
    clinic = Clinic.current()
    found = entries(kind, clinic)
    titles = [(entry.title, entry, False) for entry in found]
    others = [(name[:1].upper() + name[1:], entry, True) for entry in found for name in entry.other_names]
    letters = by_letter([*titles, *others], lambda named: named[0]) if found else []
    return public(request, f"{kind}s/index.html", {"letters": letters, "entries": found}, clinic=clinic)


@found_or_explained
def leaflet(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    clinic = Clinic.current()
    page = library.page(kind, slug, clinic)
    if isinstance(page, library.Withdrawn):
        return errors.gone(request, page, clinic)
    context = {"page": page, "asks_if_clear": True, **beside(page)}
    if kind != Kind.GUIDE:
        context["linked_data"] = linked_data(page.leaflet, timezone.localtime(page.live_at), page.reviewed_on)
    return public(request, TEMPLATES[kind], context, clinic=clinic)


def beside(page: library.Page) -> dict[str, Any]:
    """What a page shows besides its own words: the live documents that it leads to."""
    if page.leaflet.kind == Kind.GUIDE:
        return {"conditions": library.links_from_frozen_words(Kind.CONDITION)}
    return {"leaflet": page.leaflet, "guides": list(library.links(Kind.GUIDE).values())}


@found_or_explained
def as_json(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    page = library.page(kind, slug, Clinic.current())
    if isinstance(page, library.Withdrawn):
        return JsonResponse(_withdrawn(page), status=410)
    return cached(
        JsonResponse(
            {
                "url": absolute(page.url),
                "number": page.code,
                "version": page.number,
                "sha256": page.digest,
                "live_since": page.live_at.isoformat(),
                "change_note": page.change_note,
                "reviewed_on": page.reviewed_on.isoformat() if page.reviewed_on else None,
                "review_due": page.review_due.isoformat() if page.review_due else None,
                "notice": page.notice,
                "guides": [absolute(link.url) for link in library.links(Kind.GUIDE).values() if link.url != page.url],
                "text": _text(page.leaflet),
                "document": page.content,
            },
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        )
    )


@found_or_explained
def as_text(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    clinic = Clinic.current()
    page = library.page(kind, slug, clinic)
    if isinstance(page, library.Withdrawn):
        said = _withdrawn(page)
        return HttpResponse("\n".join(f"{key}: {value}" for key, value in said.items()) + "\n", "text/plain", 410)
    text = _text(page.leaflet, notice=page.notice, address=absolute(page.url), version=page.number)
    return cached(HttpResponse(text, "text/plain; charset=utf-8"))


def _text(document: Any, **more: Any) -> str:
    return guide_text(document, **more) if document.kind == Kind.GUIDE else plain_text(document, **more)


@found_or_explained
def history(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    versions = library.published_versions(kind, slug)
    clinic = Clinic.current()
    if not versions:
        library.page(kind, slug, clinic)  # raises Moved or NotPublished
    signed = [(publication, library.signature(publication, clinic)) for publication in versions]
    context = {"versions": signed, "current": versions[0], "kind": kind, "slug": slug}
    return public(request, "leaflets/history.html", context, clinic=clinic)


@found_or_explained
def past_version(request: HttpRequest, kind: Kind, slug: str, number: int) -> HttpResponse:
    clinic = Clinic.current()
    page = library.published_version(kind, slug, number, clinic)
    newest = library.published_versions(kind, slug)[0]
    is_past = newest.revision.number != number or newest.basis == Basis.WITHDRAWN
    context = {"page": page, "newest": newest, "is_past": is_past, **beside(page)}
    return public(request, TEMPLATES[kind], context, clinic=clinic)


def _withdrawn(page: library.Withdrawn) -> dict[str, str]:
    return {
        "withdrawn": page.title,
        "date": timezone.localtime(page.on).date().isoformat(),
        "reason": page.reason,
        "replacement": page.replacement_url,
    }
