"""What a number stands for now: a handout as it was given and what has changed since, or one document."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from conditions import library
from conditions.content.short_codes import is_sound, printed
from conditions.models import Clinic, Handout, HandoutPart, Publication, Revision, ShortCode
from conditions.vocabulary import Basis, Kind, Print


class WrongNumber(Exception):
    """These are not seven digits of which the last one checks the others: somebody mistyped."""


class UnknownNumber(Exception):
    """A sound number that was never given out."""


@dataclass(frozen=True)
class Change:
    """What patients are told of one change since a version was given. A withdrawal in between counts as one."""

    on: datetime
    note: str
    about_safety: bool
    was_withdrawal: bool


@dataclass(frozen=True)
class Part:
    """One document of a handout: the version that was given, what stands in its place now, and the changes between."""

    kind: Kind
    slug: str
    title: str
    number: int
    is_sensitive: bool
    now: library.Page | library.Withdrawn
    changes: tuple[Change, ...]

    @property
    def is_withdrawn(self) -> bool:
        return isinstance(self.now, library.Withdrawn)


@dataclass(frozen=True)
class Given:
    """A handout. ``on`` is when it was given; ``size`` is how large it is printed."""

    code: str
    on: datetime
    language: str
    size: Print
    parts: tuple[Part, ...]

    @property
    def printed(self) -> str:
        """204 0818"""
        return printed(self.code)

    @property
    def is_sensitive(self) -> bool:
        """Something in it people may read on a shared phone."""
        return any(part.is_sensitive for part in self.parts)

    @property
    def is_gone(self) -> bool:
        """Everything in it was withdrawn."""
        return all(part.is_withdrawn for part in self.parts)


@dataclass(frozen=True)
class Current:
    """The permanent number of a document. Its own address says what stands there: the page, or why there is none."""

    code: str
    kind: Kind
    slug: str


def find(code: str) -> ShortCode:
    """The row of a number, in one query. Raises WrongNumber or UnknownNumber."""
    if not is_sound(code):
        raise WrongNumber
    found = ShortCode.objects.filter(code=code).select_related("handout", *(kind.value for kind in Kind)).first()
    if found is None:
        raise UnknownNumber
    return found


def resolve(code: str, clinic: Clinic) -> Given | Current:
    """What a number stands for; three more queries for a handout. Raises WrongNumber or UnknownNumber."""
    found = find(code)
    if found.handout:
        return _given(found.code, found.handout, clinic)
    document = found.condition or found.treatment or found.guide
    return Current(found.code, document.kind, document.slug)


def pages_given(handout: Handout, clinic: Clinic) -> list[library.Page]:
    """The words that were given, whatever has become of them since, with today's numbers of the clinic."""
    revisions = list(handout.parts.values_list("revision", flat=True))
    published = Publication.objects.begun(handout.made_at).exclude(basis=Basis.WITHDRAWN)
    in_order = published.filter(revision__in=revisions).order_by("live_at", "pk").values_list("revision", "pk")
    newest = dict(in_order)
    read = library.read(newest.values(), clinic)
    return [read[newest[revision]] for revision in revisions]


def _given(code: str, handout: Handout, clinic: Clinic) -> Given:
    kinds = (f"revision__{kind}" for kind in Kind)
    parts = list(handout.parts.select_related("revision", *kinds))
    histories = _histories(handout, parts)
    pages = library.read((history[-1].pk for history in histories.values()), clinic)
    return Given(
        code=code,
        on=handout.made_at,
        language=handout.language,
        size=Print(handout.size),
        parts=tuple(_part(part, handout.made_at, histories[_document(part.revision)], pages) for part in parts),
    )


def _part(part: HandoutPart, on: datetime, history: Sequence[Publication], pages: dict) -> Part:
    revision = part.revision
    return Part(
        kind=revision.kind,
        slug=revision.document.slug,
        title=revision.content["title"],
        number=revision.number,
        is_sensitive=revision.content["sensitive"],
        now=pages[history[-1].pk],
        changes=tuple(sorted(_changes(history, revision.number, on), key=_safety_first)),
    )


def _histories(handout: Handout, parts: Iterable[HandoutPart]) -> dict[tuple[str, int], list[Publication]]:
    """What went live or was withdrawn of each document, oldest first, in one query that reads no words."""
    documents = Q()
    for part in parts:
        kind, key = _document(part.revision)
        documents |= Q(**{kind: key})
    # The versions first: nearly every publication has begun, so a database that starts there reads them all.
    versions = Revision.objects.filter(documents, language=handout.language).values("pk")
    # Two servers' clocks may differ: what was live when it was given has begun, whatever the clock says here.
    begun = Publication.objects.begun(max(timezone.now(), handout.made_at))
    rows = begun.filter(revision__in=versions).select_related("revision")
    histories = defaultdict(list)
    for publication in rows.defer("revision__content").order_by("live_at", "pk"):
        histories[_document(publication.revision)].append(publication)
    return histories


def _document(revision: object) -> tuple[str, int]:
    """(kind, key) of the document of a revision, without asking for the document."""
    keys = ((kind.value, getattr(revision, f"{kind}_id")) for kind in Kind)
    return next((kind, key) for kind, key in keys if key is not None)


def _changes(history: Sequence[Publication], number: int, on: datetime) -> Iterable[Change]:
    """New versions and withdrawals. The same words published again are no change."""
    for publication in history:
        was_withdrawal = publication.basis == Basis.WITHDRAWN
        if was_withdrawal and publication.live_at > on:
            # Why it was taken down is told as safety: whoever has the paper may have acted on it.
            yield Change(publication.live_at, publication.reason, about_safety=True, was_withdrawal=True)
        elif not was_withdrawal and publication.revision.number > number:
            yield Change(publication.live_at, publication.change_note, publication.about_safety, was_withdrawal=False)


def _safety_first(change: Change) -> tuple[bool, float]:
    return not change.about_safety, -change.on.timestamp()
