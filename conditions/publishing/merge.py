"""Two people's versions of one draft, put together: every place that differs is picked from one of them.

A place is a field, or one row of a list. ``marks`` of the version that both started from tell who changed what, so
that a pick can be suggested; where both changed a place, a person decides.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from conditions.content.additions import with_additions, without_empty_additions
from conditions.content.canonical import digest

from .diff import PARTS, label_of, name_of, told

Document = dict[str, Any]
MINE, THEIRS = "mine", "theirs"

_NOT_THERE = None


@dataclass(frozen=True)
class Place:
    """A place where the two differ. An empty side means: not there."""

    key: str
    label: str
    mine: str
    theirs: str
    suggested: str  # MINE or THEIRS if only that person changed it, otherwise empty


@dataclass(frozen=True)
class _Differing:
    path: str
    label: str
    mine: Any
    theirs: Any

    @property
    def key(self) -> str:
        """The same while neither version changes."""
        return digest([self.path, self.mine, self.theirs])[:16]


_Choose = Callable[[_Differing], str]


def places(mine: Document, theirs: Document, started_from: Iterable[str] = ()) -> list[Place]:
    """Every place that differs, in the order of the leaflet. ``started_from`` are the marks of the older version."""
    found: list[Place] = []
    known = frozenset(started_from)

    def note(place: _Differing) -> str:
        words = (told(place.mine), told(place.theirs))
        found.append(Place(place.key, place.label, *words, _suggested(place, known)))
        return MINE

    _merged(mine, theirs, note)
    return found


def merged(mine: Document, theirs: Document, picks: Mapping[str, str]) -> Document:
    """The document with what was picked, by the keys of ``places``; mine where nothing was picked."""
    return _merged(mine, theirs, lambda place: picks.get(place.key, MINE))


def marks(document: Document) -> list[str]:
    """A short mark of every field and row of a version, to see later which of them somebody changed."""
    return [mark for key, value in document.items() for mark in _marks(key, value)]


def _marks(path: str, value: Any) -> Iterable[str]:
    yield _mark(path, value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _marks(f"{path}.{key}", inner)
    elif isinstance(value, list):
        yield _mark(f"{path} order", [name_of(entry) for entry in value])
        yield from (_mark(path, entry) for entry in value)


def _mark(path: str, value: Any) -> str:
    return digest([path, value])[:8]


def _suggested(place: _Differing, known: frozenset[str]) -> str:
    mine_is_old, theirs_is_old = (_mark(place.path, value) in known for value in (place.mine, place.theirs))
    if theirs_is_old != mine_is_old:
        return MINE if theirs_is_old else THEIRS
    if not mine_is_old and place.mine is _NOT_THERE:
        return THEIRS  # a row that is new
    if not theirs_is_old and place.theirs is _NOT_THERE:
        return MINE
    return ""


def _merged(mine: Document, theirs: Document, choose: _Choose) -> Document:
    mine, theirs = with_additions(mine), with_additions(theirs)
    keys = [*(key for key in PARTS if key in theirs or key in mine), *theirs, *mine]
    found = {key: _value(key, label_of(key), mine.get(key), theirs.get(key), choose) for key in dict.fromkeys(keys)}
    return without_empty_additions(found)


def _value(path: str, label: str, mine: Any, theirs: Any, choose: _Choose) -> Any:
    if mine == theirs:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _entries(path, label, mine, theirs, choose)
    if isinstance(mine, list) and isinstance(theirs, list):
        return _rows(path, label, mine, theirs, choose)
    return mine if choose(_Differing(path, label, mine, theirs)) == MINE else theirs


def _entries(path: str, label: str, mine: Document, theirs: Document, choose: _Choose) -> Document:
    """Key by key; a key that the picked side does not have is left out."""
    found = {
        key: _value(f"{path}.{key}", f"{label}, {key.replace('_', ' ')}", mine.get(key), theirs.get(key), choose)
        for key in dict.fromkeys([*theirs, *mine])
    }
    return {key: value for key, value in found.items() if value is not _NOT_THERE}


# -- rows -------------------------------------------------------------------------------------------------------------


def _rows(path: str, label: str, mine: list[Any], theirs: list[Any], choose: _Choose) -> list[Any]:
    partners = _partners(mine, theirs)
    kept: dict[tuple[str, int], Any] = {}
    for at, row in enumerate(theirs):
        partner = mine[partners[at]] if at in partners else _NOT_THERE
        kept[THEIRS, at] = _row(path, label, partner, row, choose)
    for at in sorted(set(range(len(mine))) - set(partners.values())):
        kept[MINE, at] = _row(path, label, mine[at], _NOT_THERE, choose)
    of_mine = {at: (THEIRS, partner) for partner, at in partners.items()}
    sides = {
        THEIRS: [(THEIRS, at) for at in range(len(theirs))],
        MINE: [of_mine.get(at, (MINE, at)) for at in range(len(mine))],
    }
    first = _order(path, label, mine, theirs, partners, choose)
    in_order = _woven(sides[first], sides[MINE if first == THEIRS else THEIRS])
    return [kept[row] for row in in_order if kept[row] is not _NOT_THERE]


def _row(path: str, label: str, mine: Any, theirs: Any, choose: _Choose) -> Any:
    if mine == theirs:
        return theirs
    name = name_of(theirs if mine is _NOT_THERE else mine)
    picked = choose(_Differing(path, f"{label}: {name}"[:120], mine, theirs))
    return mine if picked == MINE else theirs


def _partners(mine: list[Any], theirs: list[Any]) -> dict[int, int]:
    """Row of theirs -> the same row of mine: the one that goes by the same name, or that follows the same row."""
    named: dict[str, list[int]] = {}
    for at, row in enumerate(mine):
        named.setdefault(name_of(row), []).append(at)
    partners = {at: named[name].pop(0) for at, name in enumerate(map(name_of, theirs)) if named.get(name)}
    for at in range(len(theirs)):
        before = partners.get(at - 1, -1 if at == 0 else None)
        free = before is not None and before + 1 < len(mine) and before + 1 not in partners.values()
        if at not in partners and free:
            partners[at] = before + 1
    return partners


def _order(path: str, label: str, mine: list[Any], theirs: list[Any], partners: dict[int, int], choose: _Choose) -> str:
    """Whose order is taken; asked only if the rows that both have stand in different orders."""
    of_both = [partners[at] for at in sorted(partners)]
    if of_both == sorted(of_both):
        return THEIRS
    names = [[name_of(row) for row in rows] for rows in (mine, theirs)]
    return choose(_Differing(f"{path} order", f"Order of: {label}", *names))


def _woven(first: list[Any], second: list[Any]) -> list[Any]:
    """The first order, with what only the second has put after the row that it follows there."""
    woven, before = list(first), None
    for row in second:
        if row not in first:
            woven.insert(woven.index(before) + 1 if before is not None else 0, row)
        before = row
    return woven
