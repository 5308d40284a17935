"""What somebody has typed and not saved, as a document: the same tables as ``snapshot``, and no row in the database."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from conditions.content.additions import without_empty_additions
from conditions.content.canonical import normalised
from conditions.content.passages import Path
from conditions.vocabulary import DOCUMENT_SCHEMA, AgeGroup, Attribute, BodySite, Kind

from .draft_rows import FIELDS, ROWS
from .snapshot import citation_entry, look_alike_entry, treatment_entry

# The keys whose rows point at other rows, and how one is written.
LINKED = {"treatments": treatment_entry, "look_alikes": look_alike_entry, "sources": citation_entry}

Row = Mapping[str, Any]


def document_of(kind: Kind, fields: Mapping[str, Any], rows: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """A condition or a treatment from the values of its form, in the order given.

    ``fields`` are the fields of the draft by name; ``rows`` its rows by key of the document, each with the fields of
    its model. Links are objects: a treatment, a condition, a source.
    """
    document: dict[str, Any] = {"schema": DOCUMENT_SCHEMA, "kind": kind.value}
    draft = SimpleNamespace(**fields)
    for field in FIELDS[kind]:
        field.read(draft, document)
    for table in ROWS[kind]:
        document[table.key] = [table.entry(row) for row in rows.get(table.key, ())]
    for key, entry in LINKED.items():
        if key == "sources" or kind == Kind.CONDITION:
            document[key] = [entry(SimpleNamespace(**row)) for row in rows.get(key, ())]
    if kind == Kind.CONDITION:
        facts = {row["attribute"]: row["text"] for row in rows.get("facts", ())}
        document["facts"] = {attribute: facts[attribute] for attribute in Attribute.values if attribute in facts}
        document["body_sites"] = [site for site in BodySite.values if site in fields["body_sites"]]
        document["age_groups"] = [group for group in AgeGroup.values if group in fields["age_groups"]]
    return normalised(without_empty_additions(document))


def path_of_field(kind: Kind, name: str) -> Path:
    """Where the document keeps a field of the draft."""
    return next((field.path for field in FIELDS[kind] if field.name == name), (name,))
