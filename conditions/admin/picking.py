"""Two versions of a draft side by side, and what a person picked from them, place by place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from conditions.models import Governed, Step
from conditions.publishing.errors import StaleDraft
from conditions.publishing.merge import MINE, THEIRS, Place, places

PICK = "_pick"  # the button
PREFIX = "pick-"
SHOWN = "picks_shown"
STARTED_FROM = "started_from"
MOST_MARKS = 5000


@dataclass(frozen=True)
class Choice:
    """A place, what is picked in it so far, and whether the page must ask again."""

    place: Place
    picked: str
    is_missing: bool

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.place.key}"


@dataclass(frozen=True)
class Both:
    saved_by: str
    choices: list[Choice]

    @property
    def missing(self) -> int:
        return sum(choice.is_missing for choice in self.choices)


def with_owner(document: dict[str, Any], draft: Governed | Step) -> dict[str, Any]:
    """The document and who looks after it: a version does not say that, and a save can overtake it as well."""
    return {**document, "owner": str(getattr(draft, "owner", None) or "")}


def picked(typed: QueryDict) -> dict[str, str]:
    """Key of a place -> MINE or THEIRS."""
    found = {name.removeprefix(PREFIX): typed[name] for name in typed if name.startswith(PREFIX)}
    return {key: side for key, side in found.items() if side in {MINE, THEIRS}}


def started_from(typed: Mapping[str, Any]) -> list[str]:
    """The marks of the version that the form was filled from, as the form carried them."""
    return str(typed.get(STARTED_FROM, "")).split()[:MOST_MARKS]


def not_picked(mine: dict[str, Any], theirs: dict[str, Any], typed: QueryDict) -> list[Place]:
    """Places that were shown and still differ, in which nothing was picked. One that was edited since is mine."""
    shown, done = set(typed.getlist(SHOWN)), picked(typed)
    return [place for place in places(mine, theirs) if place.key in shown and place.key not in done]


def both(overtaken: StaleDraft, typed: QueryDict) -> Both:
    """What the page shows after a refusal; earlier picks stay while a place is the same."""
    done = picked(typed)
    asked = set(typed.getlist(SHOWN)) if PICK in typed else set()
    return Both(
        overtaken.saved_by,
        [
            Choice(place, done.get(place.key, place.suggested), place.key in asked and place.key not in done)
            for place in places(overtaken.yours, overtaken.theirs, started_from(typed))
        ],
    )
