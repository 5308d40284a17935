"""Every authored text of a document, with its place as an editor knows it and as the document names it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

_PLACES = {
    "summary": "What it is",
    "harmless": "Is it harmless?",
    "catching": "Can you catch it?",
    "callout": "Don't-pop callout",
    "care_cards": "Care card",
    "sections": "Section",
    "types": "Type",
    "facts": "Look-alike fact",
    "dos": "Do",
    "donts": "Do not",
    "treatments": "Treatment",
    "myths": "Myth",
    "questions": "Question",
    "questions_to_ask": "Question to ask",
    "words": "Word explained",
    "look_alikes": "Look-alike",
    "drawings": "Drawing",
    "pictures": "Picture",
    "cautions": "Who must take care",
    "evidence": "Evidence",
    "who_can_do_it": "Who can do it",
    "time_to_work": "Time to see a change",
    "effort": "Effort",
    "intro": "Before it starts",
    "emergency": "The line on every step",
    "come_back": "When to come back",
    "steps": "Step",
}
_NAMES = ("title", "heading", "question", "claim", "name", "who", "text", "word", "drawing")


@dataclass(frozen=True)
class Passage:
    """One text: the keys and numbers that lead to it in the document, its place in words, what it says."""

    path: Path
    place: str
    text: str


def passages(document: dict[str, Any]) -> Iterator[Passage]:
    """Sources are not authored text."""
    for key, place in _PLACES.items():
        if key in document:
            yield from _within(document[key], (key,), place)


def _within(value: Any, path: Path, place: str) -> Iterator[Passage]:
    if isinstance(value, str):
        yield Passage(path, place, value)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _within(item, (*path, number), place)
    elif isinstance(value, dict):
        name = next((value[key] for key in _NAMES if value.get(key)), "")
        for key, item in value.items():
            yield from _within(item, (*path, key), f"{place} “{name}”" if name else place)
