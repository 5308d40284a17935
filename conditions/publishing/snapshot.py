"""Draft rows to the one JSON value."""

from typing import Any

from django.db import models

from conditions.content.additions import without_empty_additions
from conditions.content.canonical import digest, normalised
from conditions.models import Condition, Governed, Source
from conditions.vocabulary import DOCUMENT_SCHEMA, AgeGroup, Attribute, BodySite, Kind

from . import guide_rows
from .draft_rows import FIELDS, ROWS


def snapshot(draft: Governed) -> dict[str, Any]:
    """The draft as a document: every key but empty additions, Unicode NFC, in the order that editors set."""
    document: dict[str, Any] = {"schema": DOCUMENT_SCHEMA, "kind": draft.kind.value}
    for field in FIELDS[draft.kind]:
        field.read(draft, document)
    for rows in ROWS[draft.kind]:
        document[rows.key] = rows.read(draft)
    document["sources"] = _sources(draft)
    if draft.kind == Kind.CONDITION:
        document |= _links_of_condition(draft)
    if draft.kind == Kind.GUIDE:
        document |= guide_rows.read(draft)
    return normalised(without_empty_additions(document))


def draft_digest(draft: Governed) -> str:
    """SHA-256 of the draft as it stands now; compare it with a revision's to see unpublished changes."""
    return digest(snapshot(draft))


def _sources(draft: Governed) -> list[dict[str, Any]]:
    citations = draft.citation_rows.select_related("source").order_by("position", "pk")
    return [citation_entry(citation) for citation in citations]


def citation_entry(citation: Any) -> dict[str, Any]:
    return {**source_entry(citation.source), "says": citation.says}


def source_entry(source: Source) -> dict[str, Any]:
    """One source of the register as a document states it."""
    return {
        "key": source.key,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "how_read": source.how_read,
        "read_on": source.read_on.isoformat() if source.read_on else "",
        "note": source.note,
    }


def _links_of_condition(draft: Condition) -> dict[str, Any]:
    facts = dict(draft.fact_rows.values_list("attribute", "text"))
    return {
        "body_sites": _in_order(BodySite, draft.affectedsite_rows.values_list("site", flat=True)),
        "age_groups": _in_order(AgeGroup, draft.affectedage_rows.values_list("age_group", flat=True)),
        "facts": {attribute: facts[attribute] for attribute in Attribute.values if attribute in facts},
        "treatments": [
            treatment_entry(option)
            for option in draft.treatmentoption_rows.select_related("treatment").order_by("position", "pk")
        ],
        "look_alikes": [
            look_alike_entry(row) for row in draft.lookalike_rows.select_related("like").order_by("position", "pk")
        ],
    }


def treatment_entry(option: Any) -> dict[str, Any]:
    treatment = option.treatment
    return {"treatment": treatment.slug, "title": treatment.title, "advice": option.advice, "note": option.note}


def look_alike_entry(row: Any) -> dict[str, Any]:
    return {"name": row.name, "condition": row.like.slug if row.like else "", "difference": row.difference}


def _in_order(vocabulary: type[models.TextChoices], found: models.QuerySet) -> list[str]:
    present = set(found)
    return [value for value in vocabulary.values if value in present]
