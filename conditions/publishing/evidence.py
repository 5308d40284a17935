"""The evidence register: what a source supports, what has become of it, and which documents that concerns.

A source is not history, but who marked it, when and why is: each mark is an event.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from conditions.content.statements import statements
from conditions.models import Citation, Governed, Publication, Source
from conditions.vocabulary import Kind, Standing

from . import found_in, record, rules
from .blockers import Blocker, texts
from .errors import NotReady

OPENED_WITHIN_DAYS = 365
ABOUT = "source"  # the kind of its events


@dataclass
class Doubt:
    """A source that is no longer as we read it, and the documents that rely on it, in the draft or live."""

    source: Source
    drafts: list[Governed] = field(default_factory=list)
    live: list[Governed] = field(default_factory=list)

    @property
    def documents(self) -> list[Governed]:
        return sorted({*self.drafts, *self.live}, key=lambda document: document.title.casefold())


@dataclass(frozen=True)
class Statement:
    """A sentence that rests on a source, and where it stands."""

    place: str
    sentence: str
    in_draft: bool
    is_live: bool

    @property
    def where(self) -> str:
        return "draft and live" if self.in_draft and self.is_live else "live" if self.is_live else "only in the draft"


@dataclass
class Reliance:
    """One document that lists a source, and its statements that rest on it; there may be none."""

    document: Governed
    statements: list[Statement] = field(default_factory=list)


@transaction.atomic
def mark(source: Source, *, standing: str, note: str, by: AbstractBaseUser) -> Source:
    """Say what has become of a source: changed, retracted, or again as we read it.

    Raises NotAllowed, or NotReady without a word on what happened or if it is marked so already.
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    rules.require(rules.may(by, "change_source"), "change the register of sources")
    if standing != Standing.CURRENT and not note.strip():
        raise NotReady("Say what happened to it, for example: retracted by the journal in March 2026.")
    if (source.standing, source.standing_note) == (standing, note.strip()):
        raise NotReady("It is marked so already.")
    source.standing, source.standing_note = standing, note.strip()
    source.standing_by, source.standing_at = by, timezone.now()
    source.save(update_fields=["standing", "standing_note", "standing_by", "standing_at"])
    sentence = f"{by.get_username()} marked the source {source.key} as “{Standing(standing).label}”"
    told = f"{sentence}: {source.standing_note}" if source.standing_note else sentence
    record.append("marked", by=by, kind=ABOUT, slug=source.key, language="", sentence=told)
    return source


def blockers(document: dict[str, Any]) -> list[Blocker]:
    """What a retracted source forbids: a document that lists it is neither sent for review nor published."""
    keys = [entry["key"] for entry in document["sources"]]
    retracted = Source.objects.filter(key__in=keys, standing=Standing.RETRACTED)
    return [
        Blocker(
            f"Source “{source.key}”",
            f"It was retracted ({source.standing_note}). Remove it, and every statement that has no other source.",
            "retracted_source",
        )
        for source in retracted
    ]


def needing_attention(at: datetime | None = None) -> list[Doubt]:
    """The sources that changed or were retracted and that a document still relies on: retracted ones first.

    A constant number of queries, however many documents there are.
    """
    doubts = {
        source.key: Doubt(source)
        for source in Source.objects.exclude(standing=Standing.CURRENT).select_related("standing_by").order_by("key")
    }
    if not doubts:
        return []
    _fill(doubts, at or timezone.now())
    relied_on = [doubt for doubt in doubts.values() if doubt.documents]
    return sorted(relied_on, key=lambda doubt: doubt.source.standing != Standing.RETRACTED)


def _fill(doubts: dict[str, Doubt], at: datetime) -> None:
    for citation in _citations(doubts):
        doubts[citation.source.key].drafts.append(citation.condition or citation.treatment or citation.guide)
    for kind in Kind:
        live = Publication.objects.live(kind, at).select_related(f"revision__{kind}")
        for publication in live:
            for entry in publication.revision.content["sources"]:
                if entry["key"] in doubts:
                    doubts[entry["key"]].live.append(publication.revision.document)


def _citations(keys: Iterable[str]) -> QuerySet[Citation]:
    kinds = [kind.value for kind in Kind]
    return Citation.objects.filter(source__key__in=list(keys)).select_related("source", *kinds)


def relying_on(source: Source, at: datetime) -> list[Reliance]:
    """Every document that lists or cites the source, in its draft or live, with each statement that rests on it."""
    found: dict[Governed, dict[str, dict[str, Any]]] = {}
    for citation in _citations([source.key]):
        found.setdefault(citation.condition or citation.treatment or citation.guide, {})
    for text in found_in.drafts(f"@{source.key}"):
        for sentence in statements(text.text, source.key):
            _add(found, text.document, sentence, text.place, in_draft=True)
    for document, content in found_in.live(f'"{source.key}"', f"@{source.key}", at=at):
        if any(entry["key"] == source.key for entry in content["sources"]):
            found.setdefault(document, {})
        for place, text in texts(content):
            for sentence in statements(text, source.key):
                _add(found, document, sentence, place, is_live=True)
    return [
        Reliance(document, [Statement(sentence=sentence, **told) for sentence, told in found[document].items()])
        for document in sorted(found, key=lambda document: document.title.casefold())
    ]


def _add(found: dict[Governed, Any], document: Governed, sentence: str, place: str, **where: bool) -> None:
    told = found.setdefault(document, {}).setdefault(sentence, {"place": place, "in_draft": False, "is_live": False})
    told.update(where)


def not_opened_since(day: date) -> Q:
    """Sources that nobody has opened since that day, or ever."""
    return Q(read_on__isnull=True) | Q(read_on__lt=day)


def keep_answer(source: Source, *, result: str, note: str, at: datetime) -> None:
    """Keep what came back when the address of a source was asked. It decides nothing: a person does."""
    Source.objects.filter(pk=source.pk).update(check_result=result, check_note=note[:600], checked_at=at)
