"""What somebody typed, as the things that they mean: each thing in their own words or in those of our leaflets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .index import Index
from .spelling import Synonyms, Typed
from .vocabulary import Meaning

LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
LONGEST_SAYING = 4  # words of one row of the editors' list
_BY_SYNONYM = 0.9  # how much less than the words themselves
SAYS_LITTLE = 0.2  # “tiny”, “contagious” and “50” beside “bump”


@dataclass(frozen=True)
class Reading:
    """One way to take a thing: for each of its words what that may stand for."""

    words: tuple[str, ...]
    meanings: tuple[tuple[Meaning, ...], ...]
    weight: float


@dataclass(frozen=True)
class Thing:
    """One thing that was asked for, in the words that were typed, and the ways to take it; none if we know no word."""

    typed: tuple[str, ...]
    readings: tuple[Reading, ...]
    weight: float = 1.0  # how much it says


def things(typed: str, index: Index, synonyms: Synonyms, *, unfinished: bool = False) -> list[Thing]:
    """The things that somebody asks for. ``unfinished`` while they are still typing the last word."""
    question = Typed(typed[:LONGEST_QUERY], index, synonyms, unfinished=unfinished)
    found = list(_things(question, index, synonyms, unfinished))
    telling = [thing for thing in found if len(thing.typed) > 1 or thing.typed[0] not in index.language.quiet]
    return (telling or found)[:MOST_WORDS]


def _things(question: Typed, index: Index, synonyms: Synonyms, unfinished: bool) -> Iterator[Thing]:
    """Left to right; the longest saying of the editors' list wins."""
    words = question.words
    stems = [index.language.stem(word) for word in words]
    at = 0
    while at < len(words):
        length = next((n for n in range(LONGEST_SAYING, 0, -1) if tuple(stems[at : at + n]) in synonyms), 0)
        if not length and (near := question.nearly_said(words[at])):
            stems[at], length = near, 1
        said = tuple(words[at : at + max(length, 1)])
        meant = synonyms.get(tuple(stems[at : at + length]), ()) if length else ()
        is_last = unfinished and at + len(said) == len(words)
        joined = question.joined(words[at], words[at + 1]) if length < 2 and at + 1 < len(words) else []
        if joined:
            said = (*said, words[at + 1])
            meant = synonyms.get((index.language.stem("".join(said)),), ())
        weight = SAYS_LITTLE if length < 2 and _says_little(stems[at : at + len(said)], index) else 1.0
        as_one = [Reading(("".join(said),), (tuple(joined),), _BY_SYNONYM)] if joined else []
        yield Thing(said, (*_readings(said, meant, question, index, is_last), *as_one), weight)
        at += len(said)


def _says_little(stems: Sequence[str], index: Index) -> bool:
    return all(stem.isdigit() or stem in index.language.slight or stem in index.language.quiet for stem in stems)


def _readings(
    said: tuple[str, ...], meant: Sequence[tuple[str, ...]], question: Typed, index: Index, unfinished: bool
) -> Iterator[Reading]:
    is_only_meant = len(meant) == 1 and not question.is_known(said[0])  # a brand that no leaflet has
    readings = [(words, 1.0 if is_only_meant or _is_no_less(said, words) else _BY_SYNONYM) for words in meant]
    for words, weight in [(said, 1.0), *readings]:
        is_said = words is said
        words = tuple(word for word in words if word not in index.language.quiet) or words
        meanings = tuple(tuple(question.meanings(word, unfinished=unfinished)) for word in words)
        if meant:  # the list says what it means; that it is also mistyped is far-fetched
            meanings = tuple(_as_it_is(of_word, is_said) for of_word in meanings)
        if any(meanings):
            yield Reading(words, meanings, weight)


def _as_it_is(meanings: Sequence[Meaning], is_said: bool) -> tuple[Meaning, ...]:
    exact = tuple(one for one in meanings if one.likeness == 1.0)
    return exact if exact or is_said else tuple(meanings)


def _is_no_less(said: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a row only writes out what was typed: “benzoyl” is benzoyl peroxide, and “coldsore” a cold sore."""
    return set(said) <= set(words) or "".join(said) == "".join(words)
