"""Where some words stand: in which drafts, and in what patients can read now.

A constant number of queries, however many documents there are: one for each table of a draft, one for each kind of
live document, and only rows that contain the words are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from conditions.content.markup import without_citations
from conditions.models import (
    DOCUMENTS,
    AdviceItem,
    CareCard,
    Caution,
    DrawingShown,
    Fact,
    Governed,
    LookAlike,
    Myth,
    Picture,
    Publication,
    Question,
    Section,
    Step,
    TreatmentOption,
    TypeOf,
    WordExplained,
)
from conditions.vocabulary import Kind

_ANY = ("condition", "treatment")
# table of a draft -> the links of which one leads to its document
_ROWS: dict[type[models.Model], tuple[str, ...]] = {
    CareCard: _ANY,
    Section: _ANY,
    AdviceItem: _ANY,
    Question: _ANY,
    WordExplained: _ANY,
    Picture: _ANY,
    TypeOf: ("condition",),
    Fact: ("condition",),
    Myth: ("condition",),
    DrawingShown: ("condition",),
    LookAlike: ("condition",),
    TreatmentOption: ("condition", "treatment"),  # the second is what it names, and part of its place
    Caution: ("treatment",),
    Step: ("guide",),
}


@dataclass(frozen=True)
class Drafted:
    """One text of a draft: whose, where in it, and what it says."""

    document: Governed
    place: str
    text: str


def drafts(*words: str) -> Iterator[Drafted]:
    """Every text of a draft that contains one of the words, in capitals or not."""
    for model in DOCUMENTS.values():
        for document in _containing(model.objects.all(), words):
            yield from _texts(document, document, words, "")
    for model, owners in _ROWS.items():
        for row in _containing(model._default_manager.select_related(*owners), words):
            owner = next(found for name in owners if (found := getattr(row, name)) is not None)
            yield from _texts(owner, row, words, f"{model._meta.verbose_name} “{row}”")


def _containing(rows: QuerySet, words: tuple[str, ...]) -> QuerySet:
    wanted = Q()
    for name in _text_fields(rows.model):
        for word in words:
            wanted |= Q(**{f"{name}__contains": word})
    return rows.filter(wanted)


def _texts(document: Governed, row: models.Model, words: tuple[str, ...], place: str) -> Iterator[Drafted]:
    for name in _text_fields(type(row)):
        text = getattr(row, name)
        if any(word.casefold() in text.casefold() for word in words):
            told = place or str(row._meta.get_field(name).verbose_name)
            yield Drafted(document, without_citations(told[:1].upper() + told[1:]), text)


def _text_fields(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.TextField)]


def live(*words: str, at: datetime) -> Iterator[tuple[Governed, dict[str, Any]]]:
    """(document, its live words) of each live document whose words, as JSON, contain one of these."""
    wanted = Q()
    for word in words:
        wanted |= Q(as_text__contains=word)
    for kind in Kind:
        found = Publication.objects.live(kind, at).select_related(f"revision__{kind}")
        for publication in found.annotate(as_text=Cast("revision__content", TextField())).filter(wanted):
            yield publication.revision.document, publication.revision.content
