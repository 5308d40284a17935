"""Every public address that stands for itself, as a walk over the site needs them: what changed last comes first."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from conditions.entries import entries
from conditions.models import Clinic, Publication, ShortCode
from conditions.vocabulary import DOCUMENT_SCHEMA, Basis, Kind

from .conventions import PAGES, ways_in

AT_ONCE = 5  # documents whose pages come even before the first page of the site
NEWEST_HANDOUTS = 2000
_OF_A_DOCUMENT = ("", "-json", "-text", "-history")


def every_address() -> Iterator[str]:
    """Sheets of paper and pictures are left out: they have files of their own."""
    documents = _documents()
    for kind, slug in documents[:AT_ONCE]:
        yield from _of(kind, slug)
    yield from (reverse(name) for name in (*PAGES, "number", "leave", "sitemap", "robots", "security-txt"))
    yield from ways_in(entries(Kind.CONDITION, Clinic.current()))
    for kind, slug in documents[AT_ONCE:]:
        yield from _of(kind, slug)
    yield from (reverse("schema", args=[f"{kind}-{DOCUMENT_SCHEMA}"]) for kind in Kind)
    yield from _versions()
    yield from _numbers(ShortCode.objects.filter(handout__isnull=True))
    yield from newest_handouts()


def newest_handouts() -> Iterator[str]:
    """Newest first. All of them, up to a limit: whether a patient has ever typed a number makes no difference."""
    return _numbers(ShortCode.objects.filter(handout__isnull=False).order_by("-pk")[:NEWEST_HANDOUTS])


def _documents() -> list[tuple[Kind, str]]:
    """What is live or was withdrawn, newest first."""
    now, found = timezone.now(), []
    for kind in Kind:
        rows = Publication.objects.in_force(kind, now).values_list("live_at", f"revision__{kind}__slug")
        found += [(live_at, kind, slug) for live_at, slug in rows]
    return [(kind, slug) for _live_at, kind, slug in sorted(found, key=lambda row: row[0], reverse=True)]


def _of(kind: Kind, slug: str) -> Iterator[str]:
    yield from (reverse(f"{kind}{what}", args=[slug]) for what in _OF_A_DOCUMENT)
    if kind == Kind.GUIDE:
        yield reverse("guide-sources", args=[slug])


def _versions() -> Iterator[str]:
    """Each version that patients could read, now or before."""
    begun = Publication.objects.begun(timezone.now()).exclude(basis=Basis.WITHDRAWN)
    for kind in Kind:
        of_kind = begun.filter(**{f"revision__{kind}__isnull": False})
        for slug, number in of_kind.values_list(f"revision__{kind}__slug", "revision__number").distinct().order_by():
            yield reverse(f"{kind}-version", args=[slug, number])


def _numbers(codes: QuerySet[ShortCode]) -> Iterator[str]:
    return (reverse("handout", args=[code]) for code in codes.values_list("code", flat=True))
