"""Where documents stand, for many at once: one query however long the list is.

``publishing.standing`` answers for one document, exactly. Here an edit after the newest version counts as a change
that was not sent, without comparing the words.
"""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from conditions.models import Publication, Review, Revision
from conditions.publishing.standing import approval_of
from conditions.vocabulary import Basis, Decision, Kind


def with_standing(documents: QuerySet, kind: Kind, at: datetime) -> QuerySet:
    """Each document with its newest version, that version's review, and the publication in force."""
    newest = Revision.objects.filter(**{kind.value: OuterRef("pk"), "language": OuterRef("language")}).order_by(
        "-number"
    )
    reviews = Review.objects.filter(revision=OuterRef("newest_id")).order_by("-created_at", "-pk")
    of_document = {f"revision__{kind.value}": OuterRef("pk"), "revision__language": OuterRef("language")}
    in_force = Publication.objects.begun(at).filter(**of_document).order_by("-live_at", "-pk")
    planned = Publication.objects.standing().filter(live_at__gt=at, **of_document).order_by("live_at")
    return documents.annotate(
        newest_id=Subquery(newest.values("pk")[:1]),
        newest_number=Subquery(newest.values("number")[:1]),
        newest_at=Subquery(newest.values("created_at")[:1]),
        newest_submitted_by=Subquery(newest.values("submitted_by")[:1]),
        newest_edited_by=Subquery(newest.values("edited_by")[:1]),
        newest_decision=Subquery(reviews.values("decision")[:1]),
        newest_published=Exists(Publication.objects.standing().filter(revision=OuterRef("newest_id"))),
        planned_at=Subquery(planned.values("live_at")[:1]),
        force_basis=Subquery(in_force.values("basis")[:1]),
        force_number=Subquery(in_force.values("revision__number")[:1]),
        force_revision=Subquery(in_force.values("revision")[:1]),
        force_signed=Exists(approval_of("force_revision")),
    )


_NOT_PUBLISHED = Q(newest_number__isnull=False, newest_published=False)
_UNSIGNED = Q(force_signed=False)

# value in the address -> (words, condition)
PLACES: dict[str, tuple[Any, Q]] = {
    "draft": (_("Draft only, never sent"), Q(newest_number__isnull=True)),
    "review": (_("Waiting for review"), _NOT_PUBLISHED & Q(newest_decision__isnull=True)),
    "changes": (_("Changes requested"), _NOT_PUBLISHED & Q(newest_decision=Decision.CHANGES_REQUESTED)),
    "approved": (_("Approved, not yet published"), _NOT_PUBLISHED & Q(newest_decision=Decision.APPROVED)),
    "planned": (_("Goes live later"), Q(planned_at__isnull=False)),
    "live": (_("Live"), Q(force_basis__isnull=False) & ~Q(force_basis=Basis.WITHDRAWN)),
    "sample": (_("Live as sample content"), Q(force_basis=Basis.SAMPLE) & _UNSIGNED),
    "emergency": (_("Live in an emergency, needs a second person"), Q(force_basis=Basis.BREAK_GLASS) & _UNSIGNED),
    "withdrawn": (_("Withdrawn"), Q(force_basis=Basis.WITHDRAWN)),
    "edited": (_("Edited since the last version"), Q(newest_at__lt=F("edited_at"))),
}


class WhereItStands(admin.SimpleListFilter):
    title = _("where it stands")
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value, words) for value, (words, _condition) in PLACES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(PLACES[self.value()][1]) if self.value() in PLACES else queryset


def in_words(document: Any) -> str:
    """Where a document that came ``with_standing`` stands."""
    said = [words for words in (_in_force(document), _newest(document), _edited(document)) if words]
    sentence = "; ".join(said)
    return sentence[:1].upper() + sentence[1:]


def _in_force(document: Any) -> str:
    if document.force_basis is None:
        return "" if document.newest_number else "Draft only, never sent for review"
    if document.force_basis == Basis.WITHDRAWN:
        return "Withdrawn"
    if document.force_basis == Basis.SAMPLE and not document.force_signed:
        return "Live as sample content"
    if document.force_basis == Basis.BREAK_GLASS and not document.force_signed:
        return "Live in an emergency, needs a second person"
    return "Live"


def _newest(document: Any) -> str:
    if document.planned_at:
        return f"new version goes live on {date_format(timezone.localtime(document.planned_at), 'j F Y, H:i')}"
    if document.newest_number is None or document.newest_published:
        return ""
    told = {
        None: "waiting for review",
        Decision.APPROVED.value: "approved, not yet published",
        Decision.CHANGES_REQUESTED.value: "has changes requested",
    }
    return f"version {document.newest_number} {told[document.newest_decision]}"


def _edited(document: Any) -> str:
    return "edited since" if document.newest_at and document.edited_at > document.newest_at else ""
