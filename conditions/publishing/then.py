"""What a document said at an instant of the past: derived from the record, which never changes."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from conditions.content.canonical import digest
from conditions.models import Governed, Publication, Review, Revision
from conditions.vocabulary import Basis, Decision

from . import standing


@dataclass(frozen=True)
class Then:
    """``publication`` was in force at the instant, None if nothing had been published yet."""

    at: datetime
    publication: Publication | None
    until: datetime | None = None
    approval: Review | None = None
    approved_later: Review | None = None
    first: datetime | None = None
    that_day: list[Publication] = field(default_factory=list)

    @property
    def is_withdrawn(self) -> bool:
        return self.publication is not None and self.publication.basis == Basis.WITHDRAWN

    @property
    def revision(self) -> Revision | None:
        """The version that patients read; None if none."""
        return self.publication.revision if self.publication and not self.is_withdrawn else None

    @property
    def is_as_frozen(self) -> bool:
        """Whether the words still have the digest that was made when they were frozen."""
        return self.revision is not None and digest(self.revision.content) == self.revision.digest


def then(document: Governed, at: datetime, *, since: datetime) -> Then:
    """What stood at an instant, and what went live or was withdrawn between ``since`` and it."""
    begun = Publication.objects.begun(at).filter(revision__in=standing.revisions_of(document))
    people = ("revision__submitted_by", "revision__edited_by", "published_by")
    begun = begun.select_related(*people, "replacement_condition", "replacement_treatment")
    publications = list(begun.order_by("live_at", "pk"))
    later = _all(document).filter(live_at__gt=at).order_by("live_at", "pk").first()
    publication = publications[-1] if publications else None
    approvals = _approvals(publication)
    return Then(
        at=at,
        publication=publication,
        until=later.live_at if later else None,
        approval=next((review for review in approvals if review.created_at <= at), None),
        approved_later=next((review for review in reversed(approvals) if review.created_at > at), None),
        first=later.live_at if later and not publications else None,
        that_day=[found for found in publications if found.live_at >= since],
    )


def _all(document: Governed) -> QuerySet[Publication]:
    return Publication.objects.standing().filter(revision__in=standing.revisions_of(document))


def _approvals(publication: Publication | None) -> list[Review]:
    """The approvals of the version, the newest first."""
    if publication is None:
        return []
    approvals = publication.revision.reviews.filter(decision=Decision.APPROVED)
    return list(approvals.select_related("reviewer").order_by("-created_at", "-pk"))
