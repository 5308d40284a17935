"""What patients can read now: live revisions as frozen leaflets. Public code comes here and never sees a draft row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from conditions.content.document import Document
from conditions.content.leaflet import ConditionLeaflet, leaflet
from conditions.content.markup import Text
from conditions.content.placeholders import filled
from conditions.content.short_codes import printed
from conditions.models import Clinic, FormerAddress, Publication, Revision, Source
from conditions.publishing.standing import approval, approval_of, publication_in_force, review_due
from conditions.vocabulary import SOURCE_LANGUAGE, Basis, Kind, Standing

UNREVIEWED = _("Sample content: not yet reviewed by this clinic.")
UNAPPROVED = _("Published in an emergency. A second person has not approved it yet.")
OVERDUE = _("This leaflet was due for review by %(date)s. It has not been reviewed again yet.")


class NotPublished(Exception):
    """Nothing was ever published at this address."""


class Moved(Exception):
    """The document has another address now."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True)
class Page:
    """A leaflet with the facts of its publication: what the foot of the page states."""

    leaflet: Any
    number: int
    digest: str
    content: dict[str, Any]
    basis: Basis
    live_at: datetime
    change_note: str
    reviewed_on: date | None
    review_due: date | None
    told_overdue_after: date | None
    code: str

    @property
    def is_sample(self) -> bool:
        """Sample content that no reviewer of this clinic has approved."""
        return self.basis == Basis.SAMPLE and self.reviewed_on is None

    @property
    def is_unapproved(self) -> bool:
        """Published in an emergency, and nobody else has approved it yet."""
        return self.basis == Basis.BREAK_GLASS and self.reviewed_on is None

    @property
    def notice(self) -> str:
        """What a reader must know about how far the words were checked; empty if they were approved, and in time."""
        if self.is_sample:
            return str(UNREVIEWED)
        if self.is_unapproved:
            return str(UNAPPROVED)
        return OVERDUE % {"date": date_format(self.review_due, "j F Y")} if self.is_overdue else ""

    @property
    def is_overdue(self) -> bool:
        """Whether patients are told that a review is late: after the clinic's days of grace."""
        return self.told_overdue_after is not None and self.told_overdue_after < timezone.localdate()

    @property
    def printed_code(self) -> str:
        """204 0818: the number that always leads to the current version."""
        return printed(self.code)

    @property
    def url(self) -> str:
        return address(self.leaflet.kind, self.leaflet.slug)


@dataclass(frozen=True)
class Listed:
    """A live document in a list: its summary and its “do not”, whole.

    ``names`` has "" for one that is not shown; ``care_cards`` are as stored.
    """

    kind: Kind
    title: str
    url: str
    summary: str
    do_not: str
    names: tuple[str, ...]
    care_cards: tuple[dict[str, Any], ...]
    is_sample: bool


@dataclass(frozen=True)
class Link:
    """Where a live document is, for a page that only names it."""

    title: str
    url: str


@dataclass(frozen=True)
class Withdrawn:
    """A leaflet that was taken down: why, when, and what to read instead."""

    title: str
    reason: str
    on: datetime
    replacement_url: str
    replacement_title: str


def address(kind: str, slug: str) -> str:
    return f"/{kind}s/{slug}/"


def page(kind: Kind, slug: str, clinic: Clinic, language: str = SOURCE_LANGUAGE) -> Page | Withdrawn:
    """What stands at an address, in one query. Raises Moved or NotPublished."""
    of_slug = {f"revision__{kind}__slug": slug, "revision__language": language}
    publication = _of_kinds(Publication.objects.in_force(kind, timezone.now()).filter(**of_slug), kind).first()
    if publication is None:
        raise _absence(kind, slug)
    if publication.basis == Basis.WITHDRAWN:
        return _withdrawn(publication)
    return _page(publication, clinic)


def pages(kind: Kind, clinic: Clinic, language: str = SOURCE_LANGUAGE) -> list[Page]:
    """Every live document of a kind, by title, in one query."""
    live = Publication.objects.live(kind, timezone.now()).filter(revision__language=language)
    found = [_page(publication, clinic) for publication in _of_kinds(live, kind)]
    return sorted(found, key=lambda page: page.leaflet.title.casefold())


def pages_at(kind: Kind, slugs: Sequence[str], clinic: Clinic, language: str = SOURCE_LANGUAGE) -> dict[str, Page]:
    """The live documents of a kind that stand at some address names, or once did: by the name asked for, in order.

    One query, and at most two more if a name is not a current one.
    """
    named = set(slugs)
    found = _pages_named(kind, named, clinic, language)
    if named - set(found):
        former = FormerAddress.objects.filter(kind=kind, slug__in=named - set(found))
        moved = dict(former.values_list("slug", f"{kind}__slug"))
        now = _pages_named(kind, set(moved.values()), clinic, language) if moved else {}
        found |= {old: now[slug] for old, slug in moved.items() if slug in now}
    return {slug: found[slug] for slug in slugs if slug in found}


def live_pages(revisions: Iterable[int], clinic: Clinic, language: str = SOURCE_LANGUAGE) -> dict[int, Page]:
    """Those of some revisions that are live, by their keys, in one query for each kind of leaflet."""
    found = {}
    for kind in (Kind.CONDITION, Kind.TREATMENT):
        live = Publication.objects.live(kind, timezone.now()).filter(revision__in=list(revisions))
        for publication in _of_kinds(live.filter(revision__language=language), kind):
            found[publication.revision_id] = _page(publication, clinic)
    return found


def listed(kind: Kind, revisions: Iterable[int], clinic: Clinic) -> dict[int, Listed]:
    """What a list says of those of some revisions of a kind that are live, by their keys; in one query."""
    # In no order: for one by time SQLite would read all publications, though it has an index for those few revisions.
    live = Publication.objects.live(kind, timezone.now()).filter(revision__in=list(revisions)).order_by()
    rows = live.annotate(
        is_signed=Exists(approval_of("revision")),
        slug=F(f"revision__{kind}__slug"),
        title=F("revision__content__title"),
        summary=F("revision__content__summary"),
        warning=F("revision__content__callout__heading"),
        first_dont=F("revision__content__donts__0__text"),
        names=F("revision__content__also_known_as"),
        care_cards=F("revision__content__care_cards"),
    ).values(
        "revision_id", "basis", "is_signed", "slug", "title", "summary", "warning", "first_dont", "names", "care_cards"
    )
    numbers = clinic.numbers()
    return {row["revision_id"]: _listed(kind, row, numbers) for row in rows}


def _listed(kind: Kind, row: dict[str, Any], numbers: dict[str, str]) -> Listed:
    def line(text: str) -> str:
        return Text(filled(text, numbers, markdown=True)).bare

    return Listed(
        kind=kind,
        title=filled(row["title"], numbers),
        url=address(kind, row["slug"]),
        summary=line(row["summary"]),
        do_not=line(row["warning"] or row["first_dont"] or ""),
        names=tuple("" if name["search_only"] else filled(name["name"], numbers) for name in row["names"] or ()),
        care_cards=tuple(row["care_cards"] or ()),
        is_sample=row["basis"] == Basis.SAMPLE and not row["is_signed"],
    )


def read(publications: Iterable[int], clinic: Clinic) -> dict[int, Page | Withdrawn]:
    """What some publications of any kind say, by their keys, in one query, and one for each replacement."""
    found = _of_kinds(Publication.objects.filter(pk__in=list(publications)), *Kind)
    found = found.select_related("replacement_condition", "replacement_treatment")
    return {
        publication.pk: _withdrawn(publication) if publication.basis == Basis.WITHDRAWN else _page(publication, clinic)
        for publication in found
    }


def links(kind: Kind, language: str = SOURCE_LANGUAGE) -> dict[str, Link]:
    """Every live document of a kind by address name, in one query that reads no words but titles; by title."""
    live = Publication.objects.live(kind, timezone.now()).filter(revision__language=language)
    found = live.values_list(f"revision__{kind}__slug", "revision__content__title")
    in_order = sorted(found, key=lambda pair: pair[1].casefold())
    return {slug: Link(title, address(kind, slug)) for slug, title in in_order}


def links_from_frozen_words(kind: Kind, language: str = SOURCE_LANGUAGE) -> dict[str, Link]:
    """``links``, also by the former address names that a revision may still carry."""
    found = links(kind, language)
    former = FormerAddress.objects.filter(kind=kind).values_list("slug", f"{kind}__slug")
    return found | {old: found[slug] for old, slug in former if slug in found}


def published_versions(kind: Kind, slug: str, language: str = SOURCE_LANGUAGE) -> list[Publication]:
    """Every publication and withdrawal of a document that patients have seen, newest first."""
    of_slug = {f"revision__{kind}__slug": slug, "revision__language": language}
    begun = Publication.objects.begun(timezone.now()).filter(**of_slug)
    return list(begun.select_related("revision", "review__reviewer").order_by("-live_at", "-pk"))


@dataclass(frozen=True)
class Signature:
    """Who approved a version, as the clinic wants it told, and when."""

    who: str
    on: datetime


def signature(publication: Publication, clinic: Clinic) -> Signature | None:
    """By role; by name where the clinic chooses that, but never by the name somebody logs in with."""
    review = publication.review or approval(publication.revision)
    if review is None or publication.basis == Basis.WITHDRAWN:
        return None
    name = review.reviewer.get_full_name() if clinic.names_in_history else ""
    return Signature(name or str(_("A clinical reviewer")), review.created_at)


def published_version(kind: Kind, slug: str, number: int, clinic: Clinic, language: str = SOURCE_LANGUAGE) -> Page:
    """One version as it was published, with today's numbers of the clinic. Raises Moved or NotPublished."""
    of_version = {
        f"revision__{kind}__slug": slug,
        "revision__language": language,
        "revision__number": number,
    }
    begun = Publication.objects.begun(timezone.now()).exclude(basis=Basis.WITHDRAWN).filter(**of_version)
    publication = _of_kinds(begun, kind).order_by("-live_at", "-pk").first()
    if publication is None:
        raise _absence(kind, slug)
    return replace(_page(publication, clinic), told_overdue_after=None)  # of an exact version nothing is late


def published_key(kind: Kind, slug: str, number: int, language: str = SOURCE_LANGUAGE) -> int:
    """The key of a revision that patients have read, live or not any more. Raises Moved or NotPublished."""
    of_slug = {f"{kind}__slug": slug, "language": language, "number": number}
    begun = Publication.objects.begun(timezone.now()).exclude(basis=Basis.WITHDRAWN)
    found = Revision.objects.filter(**of_slug, publications__in=begun).values_list("pk", flat=True).first()
    if found is None:
        raise _absence(kind, slug)
    return found


def draft_page(revision_content: dict[str, Any], clinic: Clinic) -> Page:
    """A document that is not live, as the real page would show it: for previews by staff."""
    return Page(
        leaflet=leaflet(revision_content, clinic.numbers()),
        number=0,
        digest="",
        content=revision_content,
        basis=Basis.APPROVED,
        live_at=timezone.now(),
        change_note="",
        reviewed_on=None,
        review_due=None,
        told_overdue_after=None,
        code="",
    )


def retractions() -> dict[str, str]:
    """What happened to each source of the register that was retracted, by its short name."""
    return dict(Source.objects.filter(standing=Standing.RETRACTED).values_list("key", "standing_note"))


def with_callout(pages_: list[Page]) -> list[Page]:
    """The conditions whose callout has words, in the order given."""
    return [found for found in pages_ if isinstance(found.leaflet, ConditionLeaflet) and found.leaflet.callout.heading]


def _pages_named(kind: Kind, slugs: set[str], clinic: Clinic, language: str) -> dict[str, Page]:
    of_slugs = {f"revision__{kind}__slug__in": slugs, "revision__language": language}
    live = _of_kinds(Publication.objects.live(kind, timezone.now()).filter(**of_slugs), kind)
    return {publication.revision.document.slug: _page(publication, clinic) for publication in live}


def _absence(kind: Kind, slug: str) -> Moved | NotPublished:
    """Why nothing stands at an address: it has another one now, or there never was anything."""
    former = FormerAddress.objects.filter(kind=kind, slug=slug).select_related(kind.value).first()
    return Moved(getattr(former, kind.value).slug) if former else NotPublished(slug)


def _of_kinds(publications: QuerySet[Publication], *kinds: Kind) -> QuerySet[Publication]:
    """With the revision, its document and number, and the time of the approval of exactly that revision."""
    approved_at = Subquery(approval_of("revision").values("created_at")[:1])
    numbers = [f"revision__{kind}__short_code" for kind in kinds]
    return publications.select_related(*numbers).annotate(approved_at=approved_at)


def _page(publication: Publication, clinic: Clinic) -> Page:
    revision: Revision = publication.revision
    # The address is the document's own: after a rename the frozen words still carry the former one.
    words: Document = leaflet({**revision.content, "slug": revision.document.slug}, clinic.numbers())
    short_code = getattr(revision.document, "short_code", None)  # a leaflet is readable before it has its number
    reviewed = timezone.localtime(publication.approved_at).date() if publication.approved_at else None
    due = review_due(reviewed, words.review_months) if reviewed and words.review_months else None
    return Page(
        leaflet=words,
        number=revision.number,
        digest=revision.digest,
        content=revision.content,
        basis=Basis(publication.basis),
        live_at=publication.live_at,
        change_note=publication.change_note,
        reviewed_on=reviewed,
        review_due=due,
        told_overdue_after=due + timedelta(days=clinic.overdue_grace_days) if due else None,
        code=short_code.code if short_code else "",
    )


def _withdrawn(publication: Publication) -> Withdrawn:
    replacement = publication.replacement
    # It was live then, so it has a publication; the title of its draft is nobody's to read yet.
    published = publication_in_force(replacement) if replacement else None
    return Withdrawn(
        title=publication.revision.content["title"],
        reason=publication.reason,
        on=publication.live_at,
        replacement_url=replacement.get_absolute_url() if replacement else "",
        replacement_title=published.revision.content["title"] if published else "",
    )
