"""Leaflets and handouts as sheets of paper (PDF), in standard or large print."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conditions import library
from conditions.content.short_codes import is_sound, printed
from conditions.handouts.paper import Busy, pdf
from conditions.handouts.resolve import Current, Given, UnknownNumber, WrongNumber, resolve
from conditions.handouts.sheet import sheet_of_handout, sheet_of_page
from conditions.models import Clinic, Publication
from conditions.vocabulary import Basis, Kind, Paper, Print

from . import errors
from .handouts import gone, missed, number_in
from .leaflets import found_or_explained
from .rendering import cached, not_stored

# A PDF holds no HTML. A browser shows it in a viewer of its own, which the policy of our pages would stop.
POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'self'"
SOON = 5  # seconds


@found_or_explained
def leaflet(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    clinic = Clinic.current()
    page = library.page(kind, slug, clinic)
    if isinstance(page, library.Withdrawn):
        return errors.gone(request, page, clinic)
    sheet = sheet_of_page(page, clinic, **_options(request, clinic))
    return _printed(sheet, page.leaflet.slug)


@found_or_explained
def past_version(request: HttpRequest, kind: Kind, slug: str, number: int) -> HttpResponse:
    clinic = Clinic.current()
    page = library.published_version(kind, slug, number, clinic)
    newest = library.published_versions(kind, slug)[0]
    sheet = sheet_of_page(page, clinic, **_options(request, clinic), marks=_marks(number, newest))
    return _printed(sheet, f"{page.leaflet.slug}-{number}")


def handout(request: HttpRequest, written: str) -> HttpResponse:
    """The sheet of a handout as it reads now; of a document's own number, that document's sheet."""
    code = number_in(written)
    canonical = reverse("handout-pdf", args=[code]) if is_sound(code) else request.path
    if request.path != canonical:
        query = request.META.get("QUERY_STRING", "")
        return cached(HttpResponsePermanentRedirect(f"{canonical}?{query}" if query else canonical))
    clinic = Clinic.current()
    try:
        found = resolve(code, clinic)
    except (WrongNumber, UnknownNumber) as miss:
        return missed(request, written, miss, clinic)
    if isinstance(found, Current):
        return cached(HttpResponseRedirect(reverse(f"{found.kind}-pdf", args=[found.slug])))
    return _given(request, found, clinic)


def _given(request: HttpRequest, given: Given, clinic: Clinic) -> HttpResponse:
    if given.is_gone:
        return gone(request, given, clinic)
    options = _options(request, clinic, size=given.size)
    response = _printed(sheet_of_handout(given, clinic, **options), printed(given.code).replace(" ", "-"))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _options(request: HttpRequest, clinic: Clinic, size: str = Print.STANDARD) -> dict[str, str]:
    """What the address asks for, if we have it; else what the clinic prints on, and as it was given."""
    paper, print_ = request.GET.get("paper", "").lower(), request.GET.get("print", "").lower()
    return {
        "paper": paper if paper in Paper.values else clinic.paper,
        "size": print_ if print_ in Print.values else size,
    }


def _marks(number: int, newest: Publication) -> list[str]:
    """What a reader must know of a version that is not the current one."""
    day = date_format(timezone.localtime(newest.live_at), "j F Y")
    if newest.basis == Basis.WITHDRAWN:
        withdrawn = _("This leaflet was withdrawn on %(date)s. Do not follow what it says.") % {"date": day}
        return [withdrawn, newest.reason]
    if newest.revision.number != number:
        told = _("This is an old version: version %(number)d. It was replaced on %(date)s.")
        return [told % {"number": number, "date": day}]
    return []


def _printed(sheet: dict[str, Any], name: str) -> HttpResponse:
    try:
        body = pdf(sheet)
    except Busy:
        sentence = _("Many sheets are being printed just now. Please try again in a few seconds.")
        response = not_stored(HttpResponse(f"{sentence}\n", "text/plain; charset=utf-8", 503))
        response.headers["Retry-After"] = str(SOON)
        return response
    response = cached(HttpResponse(body, "application/pdf"))
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Content-Language"] = sheet["language"]
    response.headers["Content-Security-Policy"] = POLICY
    return response
