"""What waits for somebody: the lists on the first page of the desk."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from conditions.clarity import Answers, unclear
from conditions.models import DOCUMENTS, MissedWord, Publication, Revision
from conditions.publishing import evidence, rules, standing
from conditions.publishing.digest import told as told_due
from conditions.publishing.due import Due, reviews_due
from conditions.vocabulary import Basis

from .clarity import told as told_clear
from .listing import PLACES, in_words, with_standing

LONGEST = 20  # documents in one list
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Task:
    title: str
    words: str
    url: str
    kind: str


@dataclass(frozen=True)
class Tasks:
    """One list, and how many more there are than it shows."""

    shown: list[Task] = field(default_factory=list)
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.shown)


@dataclass(frozen=True)
class Owned:
    """What one person looks after and is due, in one span of time."""

    owner: str
    tasks: Tasks


@dataclass(frozen=True)
class ToDo:
    waiting: Tasks = Tasks()
    mine: Tasks = Tasks()
    unapproved: Tasks = Tasks()
    doubts: list[evidence.Doubt] = field(default_factory=list)
    unclear: Tasks = Tasks()
    due: dict[str, list[Owned]] = field(default_factory=dict)
    unpublished: Tasks = Tasks()
    missed: Tasks = Tasks()
    samples: int = 0
    is_writer: bool = False


def to_do(user: AbstractBaseUser) -> ToDo:
    """What this person may see. A constant number of queries, however many documents there are."""
    if not rules.may(user, "view_revision"):
        return ToDo()
    at = timezone.now()
    return ToDo(
        waiting=_documents(at, _waits_for(user), order="newest_at"),
        mine=_documents(at, _drafts_of(user), order="-edited_at") if rules.may_submit(user) else Tasks(),
        unapproved=_emergencies(at),
        doubts=evidence.needing_attention(at),
        unclear=_shortened([_unclear(revision, given) for revision, given in unclear(at)]),
        due=_due(user),
        unpublished=_documents(at, _UNPUBLISHED, order="-edited_at", is_live=True),
        missed=_missed() if rules.may(user, "view_missedword") else Tasks(),
        samples=_samples(at),
        is_writer=rules.may_submit(user),
    )


# What belongs in which list

_EDITED = PLACES["edited"][1]
_UNPUBLISHED = _EDITED | PLACES["review"][1] | PLACES["changes"][1] | PLACES["approved"][1]


def _waits_for(user: AbstractBaseUser) -> Q:
    """What this person can move on: read as the second person, publish, or mend because a reviewer asked."""
    nothing = Q(pk__in=[])
    own = Q(newest_submitted_by=user.pk) | Q(newest_edited_by=user.pk)
    asked = PLACES["changes"][1] & ~_EDITED & own
    to_read = PLACES["review"][1] & ~own
    return (
        (asked if rules.may_submit(user) else nothing)
        | (to_read if rules.may_review(user) else nothing)
        | (PLACES["approved"][1] if rules.may_publish(user) else nothing)
    )


def _drafts_of(user: AbstractBaseUser) -> Q:
    """What this person was the last to edit and has not sent, and what they sent that a second person must read."""
    unsent = Q(newest_number__isnull=True) | _EDITED
    return (unsent & Q(edited_by=user.pk)) | (PLACES["review"][1] & Q(newest_submitted_by=user.pk))


def _documents(at: datetime, which: Q, *, order: str, is_live: bool = False) -> Tasks:
    found: list[Any] = []
    for kind, model in DOCUMENTS.items():
        documents = model.objects.all()
        if is_live:  # asked of the publications: a hundred times as fast as of each document, when there are thousands
            documents = documents.filter(pk__in=Publication.objects.live(kind, at).values(f"revision__{kind}"))
        found += with_standing(documents, kind, at).filter(which).order_by(order, "pk")
    found.sort(key=attrgetter(order.lstrip("-")), reverse=order.startswith("-"))
    return _shortened([_task(document) for document in found])


def _shortened(tasks: list[Task]) -> Tasks:
    return Tasks(tasks[:LONGEST], max(len(tasks) - LONGEST, 0))


def _samples(at: datetime) -> int:
    """How many documents patients read as sample content that nobody here has approved."""
    unsigned = Publication.objects.filter(~Exists(standing.approval_of("revision")), basis=Basis.SAMPLE)
    return sum(unsigned.filter(pk__in=Publication.objects.live(kind, at).values("pk")).count() for kind in DOCUMENTS)


def _missed() -> Tasks:
    """What patients searched for and did not find: each a word that may want a row in the list of search words."""
    words = MissedWord.objects.exclude(word="").order_by("-times", "word")
    add = reverse("admin:conditions_synonym_add")
    return _shortened([Task(row.word, f"{row.times} times", f"{add}?said={row.word}", "Word") for row in words])


def _emergencies(at: datetime) -> Tasks:
    found = standing.unapproved_in_force(at).select_related(*(f"revision__{kind.value}" for kind in DOCUMENTS))
    return _shortened([_emergency(publication) for publication in found])


def _due(user: AbstractBaseUser) -> dict[str, list[Owned]]:
    """Span of time -> owner -> documents; what one looks after oneself stands first."""
    spans: dict[str, list[Due]] = {"Overdue": [], "Due within 30 days": [], "Due within 90 days": []}
    for due in reviews_due():
        span = "Overdue" if due.is_overdue else "Due within 30 days" if due.days <= MONTH.days else "Due within 90 days"
        spans[span].append(due)
    return {span: _by_owner(dues, user) for span, dues in spans.items() if dues}


def _by_owner(dues: list[Due], user: AbstractBaseUser) -> list[Owned]:
    owners: dict[Any, list[Due]] = {}
    for due in dues:
        owners.setdefault(due.document.owner, []).append(due)
    in_order = sorted(owners, key=lambda owner: (owner != user, owner is None, str(owner)))
    return [Owned(_name(owner, user), _shortened([_due_task(due) for due in owners[owner]])) for owner in in_order]


def _name(owner: Any, user: AbstractBaseUser) -> str:
    if owner is None:
        return "Nobody looks after these"
    return "You" if owner == user else owner.get_full_name() or owner.get_username()


def _due_task(due: Due) -> Task:
    words = told_due(due).partition("): ")[2]
    reviewed = f"{words}; last reviewed {date_format(due.reviewed, 'j F Y')}"
    return Task(due.document.title, reviewed, change_url(due.document), str(due.document.kind.label))


def _task(document: Any) -> Task:
    return Task(document.title, in_words(document), change_url(document), str(document.kind.label))


def _emergency(publication: Any) -> Task:
    document = publication.revision.document
    words = f"version {publication.revision.number}, published because: {publication.reason}"
    return Task(document.title, words, change_url(document), str(document.kind.label))


def _unclear(revision: Revision, given: Answers) -> Task:
    document = revision.document
    words = f"version {revision.number}: {told_clear(given)}"
    return Task(document.title, words, change_url(document), str(document.kind.label))


def change_url(document: Any) -> str:
    return reverse(f"admin:conditions_{document._meta.model_name}_change", args=[document.pk])
