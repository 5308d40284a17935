"""Where documents and revisions stand. Everything here is derived when asked; nothing of it is stored."""

import calendar
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from conditions.models import DOCUMENTS, Comment, Condition, FormerAddress, Governed, Publication, Review, Revision
from conditions.vocabulary import Basis, Decision, Handling, Kind, State


def revisions_of(document: Governed, language: str | None = None) -> QuerySet[Revision]:
    """The revisions of a document in one language, newest first."""
    of_kind = Revision.objects.filter(**{document.kind.value: document, "language": language or document.language})
    return of_kind.order_by("-number")


def publication_in_force(
    document: Governed, language: str | None = None, at: datetime | None = None
) -> Publication | None:
    """What is true of a document now: its newest publication, which may be a withdrawal; None if it never went live."""
    return (
        Publication.objects.begun(at or timezone.now())
        .filter(revision__in=revisions_of(document, language))
        .select_related("revision", "review__reviewer")
        .order_by("-live_at", "-pk")
        .first()
    )


def live_revision(document: Governed, language: str | None = None) -> Revision | None:
    """What patients see now; None if nothing."""
    publication = publication_in_force(document, language)
    return publication.revision if publication and publication.basis != Basis.WITHDRAWN else None


def planned(document: Governed, language: str | None = None) -> QuerySet[Publication]:
    """Publications whose time has not come, the next one first."""
    waiting = Publication.objects.standing().filter(live_at__gt=timezone.now())
    of_document = waiting.filter(revision__in=revisions_of(document, language))
    return of_document.select_related("revision").order_by("live_at")


def latest_review(revision: Revision) -> Review | None:
    return revision.reviews.order_by("-created_at", "-pk").first()


def approval(revision: Revision) -> Review | None:
    """The approval of exactly this revision, if nobody asked for changes afterwards."""
    review = latest_review(revision)
    return review if review and review.decision == Decision.APPROVED else None


def last_approved(revision: Revision) -> Review | None:
    """The approval of the newest older version that was approved: what a reviewer compares this one with."""
    older = revisions_of(revision.document, revision.language).filter(number__lt=revision.number)
    signed = Review.objects.filter(revision__in=older, decision=Decision.APPROVED).select_related("revision")
    in_order = signed.order_by("-revision__number", "-pk")
    return next((review for review in in_order if approval(review.revision) is not None), None)


def comments_on(document: Governed) -> QuerySet[Comment]:
    """What reviewers wanted changed in any version of a document, newest first, with the answers."""
    of_document = Comment.objects.filter(review__revision__in=revisions_of(document))
    return of_document.select_related("review__revision", "by", "answer__by").order_by("-pk")


def open_comments(document: Governed) -> QuerySet[Comment]:
    """The comments that nobody has answered yet."""
    return comments_on(document).filter(answer__isnull=True)


def approval_of(field: str) -> QuerySet[Review]:
    """``approval`` inside a query: of the revision that a field of the outer query names."""
    later = Review.objects.filter(
        revision=OuterRef("revision"), decision=Decision.CHANGES_REQUESTED, pk__gt=OuterRef("pk")
    )
    approvals = Review.objects.filter(revision=OuterRef(field), decision=Decision.APPROVED)
    return approvals.filter(~Exists(later)).order_by("-pk")


def state(revision: Revision, at: datetime | None = None) -> State:
    """Where a revision stands now."""
    at = at or timezone.now()
    in_force = publication_in_force(revision.document, revision.language, at)
    if in_force and in_force.revision_id == revision.pk:
        return State.WITHDRAWN if in_force.basis == Basis.WITHDRAWN else State.LIVE
    standing = Publication.objects.standing().filter(revision=revision)
    if standing.filter(live_at__gt=at).exists():
        return State.SCHEDULED
    if standing.exists() or _newer_exists(revision):
        return State.SUPERSEDED
    review = latest_review(revision)
    if review is None:
        return State.IN_REVIEW
    return State.APPROVED if review.decision == Decision.APPROVED else State.CHANGES_REQUESTED


def _newer_exists(revision: Revision) -> bool:
    return revisions_of(revision.document, revision.language).filter(number__gt=revision.number).exists()


def waits_for_second_person(publication: Publication) -> bool:
    """A break-glass or sample publication whose words nobody has approved yet."""
    return publication.basis in {Basis.BREAK_GLASS, Basis.SAMPLE} and approval(publication.revision) is None


def unapproved_in_force(at: datetime | None = None) -> QuerySet[Publication]:
    """Break-glass publications in force that still wait for a second person."""
    at = at or timezone.now()
    in_force = Q()
    for kind in Kind.values:
        in_force |= Q(pk__in=Publication.objects.in_force(kind, at).values("pk"))
    return Publication.objects.filter(in_force, ~Exists(approval_of("revision")), basis=Basis.BREAK_GLASS)


def known_addresses() -> set[tuple[str, str]]:
    """(kind, address name) of every document that a link may lead to: live, or approved and about to be."""
    known: set[tuple[str, str]] = set()
    now = timezone.now()
    for kind in Kind:
        live = Publication.objects.live(kind, now).values_list(f"revision__{kind}__slug", flat=True)
        known |= {(kind.value, slug) for slug in live}
    approvals = Review.objects.filter(decision=Decision.APPROVED)
    for slugs in approvals.values_list(*(f"revision__{kind}__slug" for kind in Kind)).distinct():
        known |= {(kind.value, slug) for kind, slug in zip(Kind, slugs, strict=True) if slug}
    return known - _withdrawn(now)


def drafted_addresses() -> set[tuple[str, str]]:
    """(kind, address name) of every document that exists and is not withdrawn: enough for sending a draft to review."""
    drafts = {
        (kind.value, slug) for kind, model in DOCUMENTS.items() for slug in model.objects.values_list("slug", flat=True)
    }
    return drafts - _withdrawn(timezone.now())


def drafted_callouts() -> set[str]:
    """The address names of conditions whose draft has a don't-pop callout."""
    warned = Condition.objects.exclude(callout_heading="").exclude(handling=Handling.FINE_TO_TOUCH)
    return set(warned.values_list("slug", flat=True))


def live_callouts() -> set[str]:
    """The address names of conditions whose live leaflet has a don't-pop callout."""
    live = Publication.objects.live(Kind.CONDITION, timezone.now())
    found = live.values_list("revision__condition__slug", "revision__content__callout")
    return {slug for slug, callout in found if has_callout(callout)}


def has_callout(callout: dict[str, Any]) -> bool:
    return bool(callout["heading"]) and callout["handling"] != Handling.FINE_TO_TOUCH


def _withdrawn(at: datetime) -> set[tuple[str, str]]:
    if not Publication.objects.filter(basis=Basis.WITHDRAWN).exists():
        return set()
    return {
        (kind.value, slug)
        for kind in Kind
        for slug in Publication.objects.in_force(kind, at)
        .filter(basis=Basis.WITHDRAWN)
        .values_list(f"revision__{kind}__slug", flat=True)
    }


def is_taken(slug: str, document: Governed) -> bool:
    """Whether an address name belongs to another document of this kind, now or in the past."""
    others = type(document).objects.filter(slug=slug).exclude(pk=document.pk)
    former = FormerAddress.objects.filter(kind=document.kind, slug=slug)
    return others.exists() or former.exclude(**{f"{document.kind.value}_id": document.pk}).exists()


def review_due(reviewed: date, months: int) -> date:
    """The day by which a leaflet that was reviewed on a day must be reviewed again."""
    years, month = divmod(reviewed.month - 1 + months, 12)
    year, month = reviewed.year + years, month + 1
    return date(year, month, min(reviewed.day, calendar.monthrange(year, month)[1]))
