"""The document that stands in a change form, saved or not, valid or not.

Each field is cleaned by the form's own field, so a value means what it would mean in a save. Nothing is written, no
lock is taken, and a field that cannot be read is left out and named: an unfinished leaflet can be looked at too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from conditions.content.passages import Path
from conditions.models import Citation, Fact, Governed, LookAlike, Picture, TreatmentOption
from conditions.models.governed import address_name
from conditions.publishing.draft_rows import ROWS
from conditions.publishing.typed import document_of, path_of_field

from .stale import MOST_ROWS

NO_TITLE, NO_ADDRESS = "No title yet", "new"
_LINKS = {Fact: "facts", TreatmentOption: "treatments", LookAlike: "look_alikes", Citation: "sources"}
_TEXT_OF = {Fact: "text"}  # the one field whose document has the row's key for a path: facts -> attribute


@dataclass
class Unsaved:
    """``names`` leads from a path in the document to the name of the field that holds it."""

    document: dict[str, Any] = field(default_factory=dict)
    names: dict[Path, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def name_of(self, path: Path) -> str:
        """The field that holds a place of the document, or the nearest one around it; empty if none does."""
        while path and path not in self.names:
            path = path[:-1]
        return self.names.get(path, "")


@dataclass(frozen=True)
class _Group:
    """One group of rows on the form: where its rows go in the document, and what reads their fields."""

    key: str
    prefix: str
    label: str
    model: type
    fields: dict[str, forms.Field]


def unsaved(admin: Any, request: HttpRequest, draft: Governed | None) -> Unsaved:
    """What the posted form of a condition or a treatment says. ``draft`` is None while it is being added."""
    found = Unsaved()
    data = request.POST
    own = _own_fields(admin, request, draft, found, data)
    rows = {group.key: _rows(group, data, draft, found) for group in _groups(admin, request, draft)}
    found.document = document_of(admin.model.kind, own, rows)
    return found


def _own_fields(
    admin: Any, request: HttpRequest, draft: Governed | None, found: Unsaved, data: QueryDict
) -> dict[str, Any]:
    kind = admin.model.kind
    base = draft or admin.model()
    values = {each.name: getattr(base, each.name) for each in base._meta.concrete_fields if not each.is_relation}
    values |= {"body_sites": [], "age_groups": []}
    for name, reader in admin.get_form(request, draft, change=draft is not None).base_fields.items():
        if name in {"owner", "version"}:
            continue
        values[name] = _cleaned(reader, data, name, str(reader.label).capitalize(), found)
        found.names[path_of_field(kind, name)] = name
    for ticks in ("body_sites", "age_groups"):
        values[ticks] = values[ticks] or []
    values["title"] = values["title"] or NO_TITLE
    values["slug"] = values["slug"] if _is_address(values["slug"]) else NO_ADDRESS
    return values


def _is_address(slug: str) -> bool:
    try:
        address_name(slug or "")
    except ValidationError:
        return False
    return True


def _groups(admin: Any, request: HttpRequest, draft: Governed | None) -> Iterator[_Group]:
    times: dict[str, int] = {}
    for formset, inline in admin.get_formsets_with_inlines(request, draft):
        prefix = formset.get_default_prefix()
        times[prefix] = times.get(prefix, 0) + 1
        if times[prefix] > 1:
            prefix = f"{prefix}-{times[prefix]}"
        fields = {name: each for name, each in formset.form.base_fields.items() if name not in {"upload", "kept"}}
        yield _Group(_key_of(admin, inline), prefix, str(inline.verbose_name).capitalize(), inline.model, fields)


def _key_of(admin: Any, inline: Any) -> str:
    if inline.model in _LINKS:
        return _LINKS[inline.model]
    tables = [table for table in ROWS[admin.model.kind] if table.model is inline.model]
    side = getattr(inline.form, "is_dont", None)
    return next(table.key for table in tables if dict(table.only).get("is_dont") == side)


def _rows(group: _Group, data: QueryDict, draft: Governed | None, found: Unsaved) -> list[dict[str, Any]]:
    """The rows that would be saved, in their order."""
    unseen, saved = {each.name: each.get_default() for each in _not_shown(group)}, _saved(group, draft)
    links = _chosen(group, data)
    shown = []
    for number in _numbers(group, data):
        stem = f"{group.prefix}-{number}"
        told = Unsaved()
        values = unseen | saved.get(data.get(f"{stem}-id", ""), {}) | _values(group, data, stem, links, told)
        if not _is_begun(group, values):
            continue
        found.missing += told.missing
        if _can_be_shown(group, values, found):
            shown.append((values.pop("position", None), number, stem, values))
    in_order = sorted(shown, key=lambda row: (row[0] is None, row[0] or 0, row[1]))
    for at, (_position, _number, stem, values) in enumerate(in_order):
        _name_row(group, stem, at, values, found)
    return [values for *_place, values in in_order]


def _numbers(group: _Group, data: QueryDict) -> list[int]:
    total = data.get(f"{group.prefix}-TOTAL_FORMS", "")
    rows = range(min(int(total), MOST_ROWS)) if total.isascii() and total.isdigit() and len(total) < 5 else range(0)
    return [number for number in rows if not data.get(f"{group.prefix}-{number}-DELETE")]


def _not_shown(group: _Group) -> list[Any]:
    """The fields of a row that its form does not show."""
    own = (each for each in group.model._meta.concrete_fields if not each.is_relation and not each.primary_key)
    return [each for each in own if each.name not in group.fields]


def _saved(group: _Group, draft: Governed | None) -> dict[str, dict[str, Any]]:
    """What a row has besides its form, such as the file of a picture: from the row as it was saved."""
    absent = [each.name for each in _not_shown(group)]
    if not draft or not absent:
        return {}
    rows = group.model._default_manager.filter(**{draft.kind.value: draft}).values("pk", *absent)
    return {str(row.pop("pk")): row for row in rows}


def _chosen(group: _Group, data: QueryDict) -> dict[str, dict[str, Any]]:
    """The rows that each choice of the group points at, in one query for each field."""
    chosen = {}
    for name, reader in group.fields.items():
        if isinstance(reader, forms.ModelChoiceField):
            typed = {data.get(f"{group.prefix}-{number}-{name}", "") for number in _numbers(group, data)}
            keys = [key for key in typed if key.isascii() and key.isdigit() and len(key) < 19]
            chosen[name] = {str(pk): row for pk, row in reader.queryset.in_bulk(keys).items()}
    return chosen


def _values(
    group: _Group, data: QueryDict, stem: str, links: dict[str, dict[str, Any]], told: Unsaved
) -> dict[str, Any]:
    values = {}
    for name, reader in group.fields.items():
        if name in links:
            values[name] = links[name].get(data.get(f"{stem}-{name}", ""))
        else:
            values[name] = _cleaned(reader, data, f"{stem}-{name}", f"{group.label}, {reader.label}", told)
    return values


def _cleaned(reader: forms.Field, data: QueryDict, name: str, label: str, told: Unsaved) -> Any:
    """The value; of a text that the field refuses, the text, and of anything else what the field starts with."""
    raw = reader.widget.value_from_datadict(data, {}, name)
    try:
        return reader.clean(raw)
    except ValidationError as refused:
        told.missing.append(f"{label}: {' '.join(refused.messages)}")
    if isinstance(reader, forms.CharField):
        return str(raw or "").replace("\x00", "").strip()
    return reader.initial if isinstance(reader, forms.ChoiceField) else None


def _is_begun(group: _Group, values: dict[str, Any]) -> bool:
    """Whether anything was written or chosen in a row, apart from what a new row starts with."""
    texts = [
        name for name, reader in group.fields.items() if isinstance(reader, forms.CharField | forms.ModelChoiceField)
    ]
    return any(values.get(name) for name in texts)


def _can_be_shown(group: _Group, values: dict[str, Any], found: Unsaved) -> bool:
    """A row without its link, its file or one of its choices is no part of a leaflet yet."""
    for name, reader in group.fields.items():
        is_choice = isinstance(reader, forms.ChoiceField) and not isinstance(reader, forms.BooleanField)
        if is_choice and reader.required and not values[name]:
            return False
    if group.model is Picture and not values.get("file"):
        found.missing.append("Picture: a new picture is shown here after you save.")
        return False
    return True


def _name_row(group: _Group, stem: str, at: int, values: dict[str, Any], found: Unsaved) -> None:
    if group.model in _TEXT_OF:
        found.names[(group.key, values["attribute"])] = f"{stem}-{_TEXT_OF[group.model]}"
        return
    visible = [name for name in group.fields if name not in {"position", "id"}]
    found.names[(group.key, at)] = f"{stem}-{visible[0]}"
    found.names |= {(group.key, at, name): f"{stem}-{name}" for name in visible}
