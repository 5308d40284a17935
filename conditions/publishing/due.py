"""Which live documents must be reviewed again, when, and who looks after them.

The day follows from the newest approval of the live words and the interval that they were approved with.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Subquery
from django.utils import timezone

from conditions.models import DOCUMENTS, Governed, Publication
from conditions.vocabulary import Kind

from .standing import approval_of, review_due

HORIZON = 90  # days ahead that the desk shows


@dataclass(frozen=True)
class Due:
    document: Governed
    reviewed: date
    on: date
    today: date

    @property
    def is_overdue(self) -> bool:
        return self.on < self.today

    @property
    def days(self) -> int:
        """Until the day; negative after it."""
        return (self.on - self.today).days


def reviews_due(today: date | None = None, within: int = HORIZON) -> list[Due]:
    """The documents whose review is overdue or due within some days, the most urgent first.

    Two queries for each kind of document, however many there are. Sample content has no approval, so no day either.
    """
    today = today or timezone.localdate()
    found = [due for kind in Kind for due in _of_kind(kind, today, today + timedelta(days=within))]
    return sorted(found, key=lambda due: (due.on, due.document.title.casefold()))


def _of_kind(kind: Kind, today: date, last: date) -> list[Due]:
    days: dict[int, tuple[date, date]] = {}
    for pk, approved_at, months in _approvals(kind):
        reviewed = timezone.localtime(approved_at).date()
        on = review_due(reviewed, months) if months else None
        if on and on <= last:
            days[pk] = (reviewed, on)
    documents = DOCUMENTS[kind].objects.select_related("owner").in_bulk(list(days))
    return [Due(document, *days[pk], today) for pk, document in documents.items()]


def _approvals(kind: Kind) -> Any:
    """(document, when the words that are live were last approved, months between reviews)"""
    approved_at = Subquery(approval_of("revision").values("created_at")[:1])
    live = Publication.objects.live(kind, timezone.now()).annotate(approved_at=approved_at)
    return live.filter(approved_at__isnull=False).values_list(
        f"revision__{kind}", "approved_at", "revision__content__review_months"
    )
