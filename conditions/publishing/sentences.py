"""What changed in the facts, links, codes and sources of a leaflet, as sentences. Prose is told word by word."""

from collections.abc import Callable, Iterator
from typing import Any

from conditions.vocabulary import Advised, AgeGroup, Attribute, BodySite

from .diff import Change, changes

Document = dict[str, Any]

# Keys that are told here, so that they are not shown word by word as well.
TOLD = (
    "sensitive",
    "body_sites",
    "age_groups",
    "facts",
    "treatments",
    "look_alikes",
    "codes",
    "sources",
    "review_months",
)


def differences(before: Document, after: Document) -> list[str]:
    """One sentence for every fact, link, code or source that was added, removed or changed."""
    return [sentence for tell in _TELLERS for sentence in tell(before, after)]


def prose_changes(before: Document, after: Document) -> list[Change]:
    """What ``differences`` does not tell, word by word; pictures are shown side by side."""
    left_out = dict.fromkeys((*TOLD, "pictures"))
    return changes({**before, **left_out}, {**after, **left_out})


def picture_changes(before: Document, after: Document) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Pairs of pictures that differ, for showing side by side. None: there was, or is, none in this place."""
    old, new = list(before.get("pictures", [])), list(after.get("pictures", []))
    same = {picture["file"]: picture for picture in old}
    pairs = [(same[picture["file"]], picture) for picture in new if picture["file"] in same]
    gone = [picture for picture in old if picture["file"] not in {one["file"] for one in new}]
    added = [picture for picture in new if picture["file"] not in same]
    replaced = list(zip(gone, added, strict=False))
    pairs += replaced
    pairs += [(picture, None) for picture in gone[len(replaced) :]]
    pairs += [(None, picture) for picture in added[len(replaced) :]]
    return [pair for pair in pairs if pair[0] != pair[1]]


def _marks(before: Document, after: Document) -> Iterator[str]:
    if bool(before.get("sensitive")) != bool(after.get("sensitive")):
        yield f"It is {'now' if after.get('sensitive') else 'no longer'} marked as sensitive."
    old, new = before.get("review_months"), after.get("review_months")
    if old != new:
        yield f"It is to be reviewed every {new or '(not set)'} months; before, every {old or '(not set)'}."


def _ticked(key: str, name: str, vocabulary: Any) -> Callable[[Document, Document], Iterator[str]]:
    def tell(before: Document, after: Document) -> Iterator[str]:
        old, new = before.get(key) or [], after.get(key) or []
        added = [str(vocabulary(value).label) for value in new if value not in old]
        gone = [str(vocabulary(value).label) for value in old if value not in new]
        if added:
            yield f"{name}: added {', '.join(added)}."
        if gone:
            yield f"{name}: removed {', '.join(gone)}."

    return tell


def _facts(before: Document, after: Document) -> Iterator[str]:
    old, new = before.get("facts") or {}, after.get("facts") or {}
    for attribute in Attribute:
        was, is_now = old.get(attribute, ""), new.get(attribute, "")
        if was == is_now:
            continue
        name = f"Look-alike fact “{attribute.label}”"
        if was and is_now:
            yield f"{name} was “{was}” and is now “{is_now}”."
        else:
            yield f"{name} is new: “{is_now}”." if is_now else f"{name} was removed; it was “{was}”."


def _treatments(before: Document, after: Document) -> Iterator[str]:
    def name(entry: Document) -> str:
        return f"treatment “{entry['title']}”"

    for old, new in _paired(before, after, "treatments", "treatment"):
        if old is None:
            advice = str(Advised(new["advice"]).label).lower()
            yield f"It now links to the {name(new)}, {advice}: “{new['note']}”"
        elif new is None:
            yield f"It no longer links to the {name(old)}."
        else:
            if old["advice"] != new["advice"]:
                was, is_now = (str(Advised(entry["advice"]).label).lower() for entry in (old, new))
                yield f"The {name(new)} was “{was}” and is now “{is_now}”."
            if old["note"] != new["note"]:
                yield f"What it says of the {name(new)} was “{old['note']}” and is now “{new['note']}”."


def _look_alikes(before: Document, after: Document) -> Iterator[str]:
    for old, new in _paired(before, after, "look_alikes", "name"):
        if old is None:
            yield f"“{new['name']}” is a new look-alike: “{new['difference']}”"
        elif new is None:
            yield f"“{old['name']}” is no longer a look-alike."
        else:
            if old["condition"] != new["condition"]:
                where = f"leads to the leaflet “{new['condition']}”" if new["condition"] else "leads to no leaflet"
                yield f"The look-alike “{new['name']}” now {where}."
            if old["difference"] != new["difference"]:
                yield f"What tells “{new['name']}” apart was “{old['difference']}” and is now “{new['difference']}”."


def _codes(before: Document, after: Document) -> Iterator[str]:
    def key(entry: Document) -> tuple[str, str]:
        return entry["system"], entry["code"]

    old = {key(entry): entry for entry in before.get("codes") or []}
    new = {key(entry): entry for entry in after.get("codes") or []}
    for code in dict.fromkeys([*old, *new]):
        name = f"The code {code[0]} {code[1]}"
        if code not in old:
            yield f"{name} ({new[code]['display']}) is new."
        elif code not in new:
            yield f"{name} ({old[code]['display']}) was removed."
        elif old[code] != new[code]:
            yield f"{name} now says: {', '.join(str(value) for value in new[code].values() if value)}."


def _sources(before: Document, after: Document) -> Iterator[str]:
    for old, new in _paired(before, after, "sources", "key"):
        if old is None:
            yield f"It now rests on the source “{new['title']}” ({new['publisher'] or new['url']})."
        elif new is None:
            yield f"It no longer rests on the source “{old['title']}”."
        else:
            if old["says"] != new["says"]:
                yield f"What it takes from “{new['title']}” was “{old['says']}” and is now “{new['says']}”."
            if {**old, "says": ""} != {**new, "says": ""}:
                yield f"The details of the source “{new['title']}” were corrected."


def _orders(before: Document, after: Document) -> Iterator[str]:
    for key, name, words in (
        ("treatments", "treatment", "treatments"),
        ("look_alikes", "name", "look-alikes"),
        ("sources", "key", "sources"),
    ):
        old, new = ([entry[name] for entry in document.get(key) or []] for document in (before, after))
        if old != new and sorted(old) == sorted(new):
            yield f"The {words} stand in another order."


def _paired(before: Document, after: Document, key: str, name: str) -> list[tuple[Document | None, Document | None]]:
    old = {entry[name]: entry for entry in before.get(key) or []}
    new = {entry[name]: entry for entry in after.get(key) or []}
    return [(old.get(one), new.get(one)) for one in dict.fromkeys([*old, *new]) if old.get(one) != new.get(one)]


_TELLERS = (
    _marks,
    _ticked("body_sites", "Places on the body", BodySite),
    _ticked("age_groups", "Age groups", AgeGroup),
    _facts,
    _treatments,
    _look_alikes,
    _codes,
    _sources,
    _orders,
)
