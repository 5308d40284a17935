"""Which rows and fields of a draft stand for which key of the document: one table, read in both directions.

Rows that point at other rows are written one by one: ``snapshot`` and ``restore`` for leaflets, ``guide_rows``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from conditions.models import (
    AdviceItem,
    AlsoKnownAs,
    CareCard,
    Caution,
    ClinicalCode,
    DrawingShown,
    Myth,
    Picture,
    Question,
    Section,
    TypeOf,
    WordExplained,
)
from conditions.vocabulary import Kind


def joined(lines: list[str]) -> str:
    """Lines of a document as the text box that an editor sees."""
    return "\n".join(lines)


def lines(text: str) -> list[str]:
    """The text box as lines of a document; empty ones are left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Rows:
    """A list in the document that is a table in the draft; the keys have the names of the fields."""

    key: str
    model: type[models.Model]
    fields: tuple[str, ...]
    only: tuple[tuple[str, Any], ...] = ()
    line_fields: tuple[str, ...] = ()

    def read(self, draft: models.Model) -> list[dict[str, Any]]:
        rows = self._of(draft).order_by("position", "pk").values(*self.fields)
        return [self.entry(row) for row in rows]

    def entry(self, values: dict[str, Any]) -> dict[str, Any]:
        """One row as the document states it."""
        return {field: self._out(field, values[field]) for field in self.fields}

    def write(self, draft: models.Model, entries: list[dict[str, Any]]) -> None:
        """Replace the rows by the document's entries, in its order."""
        self._of(draft).delete()
        parent = draft._meta.model_name
        self.model._default_manager.bulk_create(
            self.model(
                **{parent: draft, "position": position},
                **dict(self.only),
                **{field: self._in(field, entry[field]) for field in self.fields},
            )
            for position, entry in enumerate(entries, start=1)
        )

    def _of(self, draft: models.Model) -> models.QuerySet:
        return self.model._default_manager.filter(**{draft._meta.model_name: draft}, **dict(self.only))

    def _out(self, field: str, value: Any) -> Any:
        return lines(value) if field in self.line_fields else value

    def _in(self, field: str, value: Any) -> Any:
        return joined(value) if field in self.line_fields else value


_SHARED_ROWS = (
    Rows("also_known_as", AlsoKnownAs, ("name", "search_only")),
    Rows("care_cards", CareCard, ("urgency", "heading", "items", "ending"), line_fields=("items",)),
    Rows("sections", Section, ("kind", "title", "body")),
    Rows("dos", AdviceItem, ("text", "why"), only=(("is_dont", False),)),
    Rows("donts", AdviceItem, ("text", "why"), only=(("is_dont", True),)),
    Rows("questions", Question, ("question", "answer")),
    Rows("words", WordExplained, ("word", "meaning")),
    Rows(
        "pictures",
        Picture,
        (
            "file",
            "alt",
            "caption",
            "long_description",
            "skin_tone",
            "licence",
            "credit",
            "sensitive",
            "width",
            "height",
        ),
    ),
)

ROWS: dict[str, tuple[Rows, ...]] = {
    Kind.CONDITION: (
        *_SHARED_ROWS,
        Rows("types", TypeOf, ("name", "description")),
        Rows("myths", Myth, ("claim", "verdict", "why")),
        Rows("drawings", DrawingShown, ("drawing", "alt", "caption")),
        Rows("codes", ClinicalCode, ("system", "code", "display", "status", "note", "below", "excluded")),
    ),
    Kind.TREATMENT: (*_SHARED_ROWS, Rows("cautions", Caution, ("who", "why"))),
    Kind.GUIDE: (),
}


@dataclass(frozen=True)
class Field:
    """A value in the document, at a path of keys, that is a field of the draft."""

    path: tuple[str, ...]
    name: str
    out: Callable[[Any], Any] = lambda value: value
    into: Callable[[Any], Any] = lambda value: value

    def read(self, draft: models.Model, document: dict[str, Any]) -> None:
        inner = document
        for key in self.path[:-1]:
            inner = inner.setdefault(key, {})
        inner[self.path[-1]] = self.out(getattr(draft, self.name))

    def write(self, draft: models.Model, document: dict[str, Any]) -> None:
        value: Any = document
        for key in self.path:
            value = value[key]
        setattr(draft, self.name, self.into(value))


def _same(*names: str) -> tuple[Field, ...]:
    return tuple(Field((name,), name) for name in names)


_SHARED_FIELDS = _same("slug", "language", "title", "summary", "sensitive", "review_months")

_LEAFLET_FIELDS = (*_SHARED_FIELDS, Field(("questions_to_ask",), "questions_to_ask", lines, joined))

FIELDS: dict[str, tuple[Field, ...]] = {
    Kind.CONDITION: (
        *_LEAFLET_FIELDS,
        *_same("harmless", "catching"),
        Field(("callout", "handling"), "handling"),
        Field(("callout", "heading"), "callout_heading"),
        Field(("callout", "why"), "callout_why"),
        Field(("callout", "instead"), "callout_instead", lines, joined),
        Field(("callout", "already_squeezed"), "already_squeezed"),
    ),
    Kind.TREATMENT: (
        *_LEAFLET_FIELDS,
        *_same("setting", "who_can_do_it", "time_to_work", "effort"),
        Field(("evidence", "rating"), "evidence_rating"),
        Field(("evidence", "text"), "evidence_text"),
    ),
    Kind.GUIDE: (
        *_SHARED_FIELDS,
        *_same("intro", "emergency"),
        Field(("callout", "heading"), "callout_heading"),
        Field(("callout", "why"), "callout_why"),
        Field(("come_back", "heading"), "come_back_heading"),
        Field(("come_back", "items"), "come_back_items", lines, joined),
    ),
}
