"""A checked pack into drafts: all or nothing, twice is once, and never over somebody's edits or what is live."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from conditions.content.canonical import digest
from conditions.models import DOCUMENTS, Governed, Source, Synonym
from conditions.pictures import store_as_is
from conditions.publishing.restore import find, restore, write_source
from conditions.publishing.snapshot import draft_digest, source_entry
from conditions.publishing.standing import drafted_addresses
from conditions.vocabulary import Kind

from .reader import Pack, PackError, PackRefused, read_pack

# What others refer to comes first.
_IN_ORDER = (Kind.TREATMENT, Kind.CONDITION, Kind.GUIDE)


@dataclass
class Report:
    """What an import did, by title of the document."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    drafts: list[Governed] = field(default_factory=list)


def read_for_this_clinic(folder: Any) -> Pack:
    """Read a pack that may also refer to what this installation has. Raises PackRefused with every error."""
    keys = Source.objects.values_list("key", flat=True)
    return read_pack(folder, addresses=drafted_addresses(), source_keys=keys)


@transaction.atomic
def import_pack(pack: Pack, *, overwrite_edited: bool = False) -> Report:
    """Write the pack's documents into drafts. What is live never changes.

    A draft that somebody edited here since the last import is kept as it is, unless ``overwrite_edited``.
    """
    edited = set() if overwrite_edited else _edited_here(pack)
    report = Report()
    _import_pictures(pack)
    _import_sources(pack, overwrite_edited)
    _import_search_words(pack, overwrite_edited)
    new = _create_missing(pack)
    for kind in _IN_ORDER:
        for entry in pack.of(kind):
            draft = find(kind, entry["slug"])
            report.drafts.append(_import_document(pack, entry, draft, report, draft.pk in new[kind], draft in edited))
    return report


def _import_document(
    pack: Pack, entry: dict[str, Any], draft: Governed, report: Report, is_new: bool, is_edited: bool
) -> Governed:
    if is_edited:
        report.kept.append(draft.title)
        return draft
    document = resolved(entry)
    if not is_new and draft_digest(draft) == digest({**document, "slug": draft.slug}):
        report.unchanged.append(draft.title)
    else:
        draft = restore(document, by=None)
        (report.created if is_new else report.updated).append(draft.title)
    _remember_origin(draft, pack)
    return draft


def resolved(entry: dict[str, Any]) -> dict[str, Any]:
    """A pack document with the details of its sources and the titles of its treatments, as a snapshot has them."""
    keys = [citation["source"] for citation in entry["sources"]]
    register = Source.objects.in_bulk(keys, field_name="key")
    document = {
        **entry,
        "sources": [
            {**source_entry(register[citation["source"]]), "says": citation["says"]} for citation in entry["sources"]
        ],
    }
    if entry["kind"] == Kind.CONDITION:
        document["treatments"] = [_resolved_option(option) for option in entry["treatments"]]
    if entry["kind"] == Kind.GUIDE:
        document["steps"] = [
            {**step, "conditions": [find(Kind.CONDITION, slug).slug for slug in step["conditions"]]}
            for step in entry["steps"]
        ]
    return document


def _resolved_option(option: dict[str, Any]) -> dict[str, Any]:
    treatment = find(Kind.TREATMENT, option["treatment"])
    return {**option, "treatment": treatment.slug, "title": treatment.title}


def _edited_here(pack: Pack) -> set[Governed]:
    """Drafts of the pack's addresses whose words are not those that a pack last brought."""
    drafts = (find(entry["kind"], entry["slug"]) for entry in pack.documents)
    return {draft for draft in drafts if draft and draft_digest(draft) != draft.pack_digest}


def _create_missing(pack: Pack) -> dict[str, set[int]]:
    """Empty drafts for new addresses first, so that documents can refer to each other in any order."""
    new: dict[str, set[int]] = {kind: set() for kind in _IN_ORDER}
    for entry in pack.documents:
        if find(entry["kind"], entry["slug"]) is None:
            draft = DOCUMENTS[entry["kind"]].objects.create(slug=entry["slug"], title=entry["title"])
            new[entry["kind"]].add(draft.pk)
    _require_no_clash(pack)
    return new


def _require_no_clash(pack: Pack) -> None:
    """Two files of a pack may not lead to one document, which a rename could bring about."""
    seen: dict[Governed, str] = {}
    for entry in pack.documents:
        draft = find(entry["kind"], entry["slug"])
        if draft in seen:
            sentence = f"This is the same leaflet as “{seen[draft]}”, which was renamed here."
            raise PackRefused([PackError(f"{entry['kind']}s/{entry['slug']}.yaml", 1, "slug", sentence)])
        seen[draft] = entry["slug"]


def _import_sources(pack: Pack, overwrite_edited: bool) -> None:
    known = Source.objects.in_bulk(list(pack.sources), field_name="key")
    for key, details in pack.sources.items():
        entry = {"key": key, **details}
        origin, source = digest(entry), known.get(key)
        if source and digest(source_entry(source)) not in {source.pack_digest, origin} and not overwrite_edited:
            continue  # somebody corrected it here
        if not source or digest(source_entry(source)) != origin or source.pack_digest != origin:
            write_source(entry, pack_digest=origin)


def _import_search_words(pack: Pack, overwrite_edited: bool) -> None:
    """What a pack knows of how people speak. Words that the list has already stay as staff have them."""
    rows = Synonym.objects.filter(language=pack.about["language"])
    known = {row.said.lower(): row for row in rows}
    for said, means in pack.search_words.items():
        row = known.get(said.lower())
        if row is None:
            Synonym.objects.create(said=said, means=means, language=pack.about["language"])
        elif overwrite_edited and row.means != means:
            row.means = means
            row.save()


def _import_pictures(pack: Pack) -> None:
    for name in sorted(pack.pictures):
        store_as_is(name, (pack.folder / "pictures" / name).read_bytes())


def _remember_origin(draft: Governed, pack: Pack) -> None:
    origin = draft_digest(draft)
    if (draft.pack, draft.pack_digest) != (pack.about["name"], origin):
        type(draft).objects.filter(pk=draft.pk).update(pack=pack.about["name"], pack_digest=origin)
        draft.pack, draft.pack_digest = pack.about["name"], origin


def drafts_of_pack(name: str) -> Iterator[Governed]:
    """The drafts that a pack brought: what others refer to comes first."""
    for kind in _IN_ORDER:
        yield from DOCUMENTS[kind].objects.filter(pack=name).order_by("slug")
