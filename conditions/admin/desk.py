"""What waits for somebody: the lists on the first page of the desk."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from conditions.models import DOCUMENTS
from conditions.publishing import rules, standing

from .listing import PLACES, in_words, with_standing

LONGEST = 20


@dataclass(frozen=True)
class Task:
    title: str
    words: str
    url: str
    kind: str


@dataclass(frozen=True)
class ToDo:
    waiting: list[Task] = field(default_factory=list)
    unapproved: list[Task] = field(default_factory=list)
    mine: list[Task] = field(default_factory=list)


def to_do(user: AbstractBaseUser) -> ToDo:
    """What this person may see: everything that waits, and the drafts they were the last to edit."""
    if not rules.may(user, "view_revision"):
        return ToDo()
    at = timezone.now()
    waiting, mine = [], []
    for model in DOCUMENTS.values():
        documents = with_standing(model.objects.all(), model.kind, at)
        unsent = Q(newest_number__isnull=True) | Q(newest_at__lt=F("edited_at"))
        waiting += documents.filter(PLACES["review"][1]).order_by("newest_at")[:LONGEST]
        mine += documents.filter(unsent, edited_by=user).order_by("-edited_at")[:LONGEST]
    unapproved = standing.unapproved_in_force(at).select_related(*(f"revision__{kind.value}" for kind in DOCUMENTS))
    return ToDo(
        waiting=[_task(document) for document in waiting],
        unapproved=[_emergency(publication) for publication in unapproved[:LONGEST]],
        mine=[_task(document) for document in mine],
    )


def _task(document: Any) -> Task:
    return Task(document.title, in_words(document), change_url(document), str(document.kind.label))


def _emergency(publication: Any) -> Task:
    document = publication.revision.document
    words = f"version {publication.revision.number}, published because: {publication.reason}"
    return Task(document.title, words, change_url(document), str(document.kind.label))


def change_url(document: Any) -> str:
    return reverse(f"admin:conditions_{document._meta.model_name}_change", args=[document.pk])
