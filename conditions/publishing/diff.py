"""What changed between two documents, as rows that an editor can read."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from conditions.content.additions import with_additions

Document = dict[str, Any]

_PLACES = {
    "owner": "Owner",
    "slug": "Address name",
    "title": "Title",
    "also_known_as": "Other names",
    "summary": "What it is",
    "harmless": "Is it harmless?",
    "catching": "Can you catch it?",
    "sensitive": "Sensitive",
    "body_sites": "Places on the body",
    "age_groups": "Age groups",
    "callout": "Don't-pop callout",
    "care_cards": "When to get help",
    "sections": "Sections",
    "types": "Types",
    "facts": "Look-alike facts",
    "dos": "Do",
    "donts": "Do not",
    "treatments": "Treatments",
    "myths": "Myths",
    "questions": "Questions",
    "questions_to_ask": "Questions to ask",
    "words": "Words explained",
    "look_alikes": "Look-alikes",
    "drawings": "Drawings",
    "pictures": "Pictures",
    "codes": "Clinical codes",
    "sources": "Sources",
    "review_months": "Review every (months)",
    "setting": "Who can do it",
    "who_can_do_it": "Who can do it, in words",
    "evidence": "Evidence",
    "time_to_work": "Time to see a change",
    "effort": "Effort",
    "cautions": "Who must take care",
    "intro": "Before it starts",
    "emergency": "The line on every step",
    "come_back": "When to come back",
    "kind": "Question or outcome",
    "help": "Help",
    "role": "What the question is for",
    "options": "Answers",
    "urgency": "How urgent",
    "may_be": "What it may be",
    "do_now": "What to do now",
    "why_not": "Why not to pop it",
    "conditions": "Leaflets that may help",
    "steps": "Steps",
    "examples": "Example journeys",
}


# What a machine knows of a picture; an editor sees the picture itself.
_NOT_TOLD = {"file", "width", "height"}


@dataclass(frozen=True)
class Change:
    """One place that differs. An empty side means added or removed."""

    place: str
    before: str
    after: str

    def words(self) -> list[tuple[str, str]]:
        """The change word by word: (“same”, “removed” or “added”, words)."""
        old, new = self.before.split(), self.after.split()
        found: list[tuple[str, str]] = []
        for verb, start, end, new_start, new_end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
            if verb == "equal":
                found.append(("same", " ".join(old[start:end])))
                continue
            found += [("removed", " ".join(old[start:end]))] if end > start else []
            found += [("added", " ".join(new[new_start:new_end]))] if new_end > new_start else []
        return found


PARTS = tuple(_PLACES)  # the order of the leaflet


def label_of(key: str) -> str:
    """What an editor calls a part of a document."""
    return _PLACES.get(key, key.replace("_", " ").capitalize())


def parts_of(document: Document) -> dict[str, str]:
    """Part -> what an editor calls it, in the order of the leaflet; each step of a guide is a part."""
    named = {key: _PLACES[key] for key in PARTS if document.get(key) and key not in {"kind", "slug", "steps"}}
    return named | {f"step {step['name']}": f"Step “{step['title']}”" for step in document.get("steps", [])}


def changes(before: Document, after: Document) -> list[Change]:
    """Every place that differs, in the order of the leaflet."""
    before, after = with_additions(before), with_additions(after)
    return [change for key in _PLACES for change in _differences(_PLACES[key], before.get(key), after.get(key))]


def _differences(place: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from _differences(f"{place}, {key.replace('_', ' ')}", before.get(key), after.get(key))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _list_differences(place, before, after)
    else:
        yield Change(place, told(before), told(after))


def _list_differences(place: str, before: list[Any], after: list[Any]) -> Iterator[Change]:
    """Entries are paired by their first words, so that one inserted entry does not make all later ones differ."""
    names = [[name_of(entry) for entry in entries] for entries in (before, after)]
    for verb, start, end, new_start, new_end in SequenceMatcher(a=names[0], b=names[1], autojunk=False).get_opcodes():
        if verb == "equal":
            for old, new in zip(before[start:end], after[new_start:new_end], strict=True):
                yield from _entry_difference(place, old, new)
            continue
        paired = min(end - start, new_end - new_start)
        for old, new in zip(before[start : start + paired], after[new_start : new_start + paired], strict=True):
            yield from _entry_difference(place, old, new)
        for old in before[start + paired : end]:
            yield Change(place, told(old), "")
        for new in after[new_start + paired : new_end]:
            yield Change(place, "", told(new))


def _entry_difference(place: str, old: Any, new: Any) -> Iterator[Change]:
    if old != new:
        yield Change(f"{place}: {name_of(new)}"[:120], told(old), told(new))


def name_of(entry: Any) -> str:
    """What an entry goes by: the first of its words."""
    if not isinstance(entry, dict):
        return str(entry)
    return next((str(item) for key, item in entry.items() if key not in _NOT_TOLD and item), "")


def told(value: Any) -> str:
    """A value in words; nothing for one that is empty."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(told(item) for key, item in value.items() if key not in _NOT_TOLD and told(item))
    if isinstance(value, list):
        return "; ".join(told(item) for item in value)
    return str(value)
