"""The one JSON value back to draft rows."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from conditions.content.additions import with_additions
from conditions.content.canonical import normalised
from conditions.models import (
    DOCUMENTS,
    AffectedAge,
    AffectedSite,
    Citation,
    Condition,
    Fact,
    FormerAddress,
    Governed,
    LookAlike,
    Source,
    Treatment,
    TreatmentOption,
)
from conditions.vocabulary import Kind

from . import guide_rows
from .draft_rows import FIELDS, ROWS
from .errors import NotReady


@transaction.atomic
def restore(document: dict[str, Any], *, by: AbstractBaseUser | None) -> Governed:
    """Write a document into the draft of its address, creating both if need be; returns the draft.

    A document that was renamed since is found by its former address and keeps its new one. Treatments, look-alikes
    and sources that the document names must exist (sources are created), else NotReady names them all. So must the
    steps that the answers of a guide lead to.
    """
    document = with_additions(normalised(document))
    draft = find(document["kind"], document["slug"]) or DOCUMENTS[document["kind"]]()
    kept_slug = draft.slug
    for field in FIELDS[document["kind"]]:
        field.write(draft, document)
    draft.slug = kept_slug or draft.slug
    draft.edited_by = by
    draft.version = draft.version + 1 if draft.pk else 1
    draft.save()
    for rows in ROWS[document["kind"]]:
        rows.write(draft, document[rows.key])
    _write_sources(draft, document["sources"])
    if draft.kind == Kind.CONDITION:
        _write_links_of_condition(draft, document)
    if draft.kind == Kind.GUIDE:
        slugs = [slug for entry in document["steps"] for slug in entry["conditions"]]
        guide_rows.write(draft, document, _found(Condition, slugs), by=by)
    return draft


def find(kind: str, slug: str) -> Governed | None:
    """The document at an address, today's or a former one, locked for this transaction; None if there is none."""
    documents = DOCUMENTS[kind].objects.select_for_update()
    found = documents.filter(slug=slug).first()
    if found:
        return found
    former = FormerAddress.objects.filter(kind=kind, slug=slug).values_list(f"{kind}_id", flat=True)
    return documents.filter(pk__in=former).first()


def _write_sources(draft: Governed, entries: list[dict[str, Any]]) -> None:
    draft.citation_rows.all().delete()
    known = {source.key: source for source in Source.objects.filter(key__in=[entry["key"] for entry in entries])}
    for position, entry in enumerate(entries, start=1):
        source = known.get(entry["key"]) or write_source(entry)
        Citation.objects.create(**{draft.kind.value: draft}, source=source, says=entry["says"], position=position)


def write_source(entry: dict[str, Any], **more: Any) -> Source:
    """Create or correct one source of the register; its details are as the entry says."""
    details = {key: entry[key] for key in ("title", "publisher", "url", "how_read", "note")}
    details["read_on"] = date.fromisoformat(entry["read_on"]) if entry["read_on"] else None
    return Source.objects.update_or_create(key=entry["key"], defaults={**details, **more})[0]


def _write_links_of_condition(draft: Condition, document: dict[str, Any]) -> None:
    treatments = _found(Treatment, [entry["treatment"] for entry in document["treatments"]])
    likes = _found(Condition, [entry["condition"] for entry in document["look_alikes"] if entry["condition"]])
    for rows in (
        draft.affectedsite_rows,
        draft.affectedage_rows,
        draft.fact_rows,
        draft.treatmentoption_rows,
        draft.lookalike_rows,
    ):
        rows.all().delete()
    AffectedSite.objects.bulk_create(
        AffectedSite(condition=draft, site=site, position=position)
        for position, site in enumerate(document["body_sites"], start=1)
    )
    AffectedAge.objects.bulk_create(
        AffectedAge(condition=draft, age_group=group, position=position)
        for position, group in enumerate(document["age_groups"], start=1)
    )
    Fact.objects.bulk_create(
        Fact(condition=draft, attribute=attribute, text=text, position=position)
        for position, (attribute, text) in enumerate(document["facts"].items(), start=1)
    )
    TreatmentOption.objects.bulk_create(
        TreatmentOption(
            condition=draft,
            treatment=treatments[entry["treatment"]],
            advice=entry["advice"],
            note=entry["note"],
            position=position,
        )
        for position, entry in enumerate(document["treatments"], start=1)
    )
    LookAlike.objects.bulk_create(
        LookAlike(
            condition=draft,
            name=entry["name"],
            like=likes.get(entry["condition"]),
            difference=entry["difference"],
            position=position,
        )
        for position, entry in enumerate(document["look_alikes"], start=1)
    )


def _found(model: type[Governed], slugs: list[str]) -> dict[str, Any]:
    """The documents by the addresses given, former ones included. NotReady names every one that does not exist."""
    by_slug = {slug: find(model.kind.value, slug) for slug in set(slugs)}
    missing = sorted(slug for slug, found in by_slug.items() if not found)
    if missing:
        raise NotReady(*(f"There is no {model.kind.value} “{slug}”." for slug in missing))
    return by_slug
