"""The order of the documents for a question.

score = sum over the things asked for of
            (likeness x rarity of the thing x how much it says x weight of the place where it stands)
        x (share of the things that were found) cubed x (1 + 3 x how nearly the question is a name of the document)

A document whose name was said whole counts three times (a treatment five), and by the plain share, not cubed.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import itemgetter

from .index import EVERYWHERE, PLACE, TEXT, Index
from .names import Asked
from .question import Reading, Thing
from .vocabulary import Meaning

# Title, other name, place or age, summary, facts of the comparison, text.
WEIGHTS = (6.0, 4.5, 4.0, 3.5, 3.0, 1.0)
_OF_KIND = {"condition": 1.0, "treatment": 0.85, "guide": 0.8}
_A_NAME, _A_SHARE = 3.0, 3
_WHOLE_NAME = {"condition": 3.0, "treatment": 5.0, "guide": 3.0}  # “laser for acne” is about the laser
_LEAST_FOUND = 3  # one in so many of the things that were asked for
_MOST_UNKNOWN = 3.5  # times as many words as we know
_RANKED_BY_NAME = 100  # of the best by their words
_MOST_FOR_A_THING = 1500  # documents that are looked at because they have it, those first where it tells most
_MOST_RANKED = 200

Scores = dict[int, float]
Worth = tuple[float, array]  # what it is worth that a document is one of these
_what_it_is_worth = itemgetter(0)


@dataclass
class Ranked:
    """A document, which of its names was most nearly typed (0: the title), and how nearly, up to 1."""

    number: int
    score: float
    name: int = 0
    nearness: float = 0.0
    kind: str = ""
    is_named: bool = False  # one of its names was said whole


def ranked(things: Sequence[Thing], index: Index) -> list[Ranked]:
    """The documents that have enough of what was asked for, best first, and no more than anybody leafs through."""
    totals: Scores = {}
    found: dict[int, float] = {}
    telling: set[int] = set()
    among = set().union(*(_candidates(thing, index) for thing in things))
    for thing in things:
        rarity = _rarity(thing, index)
        half = WEIGHTS[TEXT] if _is_a_place(thing, index) else 0.0  # “keep it off your genitals” is not about genitals
        for number, score in _of_thing(thing, index, among).items():
            totals[number] = totals.get(number, 0.0) + score * rarity * thing.weight
            found[number] = found.get(number, 0.0) + thing.weight * (0.5 if score <= half else 1.0)
            if score > WEIGHTS[TEXT]:
                telling.add(number)
    known = sum(thing.weight for thing in things if thing.readings)
    said = sum(thing.weight for thing in things)
    asked = (known + said) / 2  # a word that no leaflet has is no fault of one
    scores = (
        (-_OF_KIND[live.kind] * total * (found[number] / asked) ** _A_SHARE, number, live.kind)
        for number, total in totals.items()
        if found[number] * _LEAST_FOUND >= known
        and (number in telling or found[number] >= said)
        and (live := index.documents[number])
    )
    results = [Ranked(number, -score, kind=kind) for score, number, kind in nsmallest(_MOST_RANKED, scores)]
    asked_for = Asked(things, index)
    for result in results[:_RANKED_BY_NAME]:
        result.nearness, result.name, is_whole = asked_for.as_a_name(result.number)
        result.score *= 1 + _A_NAME * result.nearness
        if is_whole:  # who names a thing asks about it, whatever else they say
            result.score *= _WHOLE_NAME[result.kind]
            result.score /= (found[result.number] / asked) ** (_A_SHARE - 1)
        result.is_named = is_whole
    is_understood = (
        known * _MOST_UNKNOWN > said
    )  # else only what was named: “car insurance quote” is about none of them
    return sorted((result for result in results if is_understood or result.is_named), key=_best_first)


def _best_first(result: Ranked) -> tuple[float, int]:
    return -result.score, result.number


# One thing


def _candidates(thing: Thing, index: Index) -> set[int]:
    """Who may be among the best because of a thing: all who have it, or of thousands those of whom it tells most."""
    found: set[int] = set()
    meanings = [meaning for reading in thing.readings for of_word in reading.meanings for meaning in of_word]
    for _worth, documents in _by_worth(meanings, 1.0, index):
        if len(found) >= _MOST_FOR_A_THING:
            break
        found.update(documents[: _MOST_FOR_A_THING - len(found)])
    return found


def _by_worth(meanings: Sequence[Meaning], weight: float, index: Index) -> list[Worth]:
    """What each place of each meaning is worth, and the documents that have it there; the best first."""
    worth = [
        (weight * likeness * WEIGHTS[place], documents)
        for term, likeness in meanings
        for place in EVERYWHERE
        if (documents := index.documents_with(term, place))
    ]
    return sorted(worth, key=_what_it_is_worth, reverse=True)


def _best_of(worth: Iterable[Worth], among: set[int]) -> Scores:
    """What is worth most of what each document has."""
    best: Scores = {}
    for score, documents in sorted(worth, key=_what_it_is_worth):
        best.update(dict.fromkeys(among.intersection(documents), score))
    return best


def _of_thing(thing: Thing, index: Index, among: set[int]) -> Scores:
    single = [reading for reading in thing.readings if len(reading.words) == 1]
    best = _best_of((one for r in single for one in _by_worth(r.meanings[0], r.weight, index)), among)
    for reading in thing.readings:
        if len(reading.words) > 1:
            for number, score in _of_reading(reading, index, among).items():
                if score > best.get(number, 0.0):
                    best[number] = score
    return best


def _is_a_place(thing: Thing, index: Index) -> bool:
    """Whether some document is about it as a place on the body."""
    sure = (
        one.term for reading in thing.readings for of_word in reading.meanings for one in of_word if one.likeness == 1
    )
    return any(index.documents_with(term, PLACE) for term in sure)


def _rarity(thing: Thing, index: Index) -> float:
    """A thing is as rare as its most common reading: who says “private parts” may mean any of several words."""
    return min((_rarity_of(reading, index) for reading in thing.readings), default=0.0)


def _rarity_of(reading: Reading, index: Index) -> float:
    return sum(index.rarity(of_word[0].term) for of_word in reading.meanings if of_word) / len(reading.words)


def _of_reading(reading: Reading, index: Index, among: set[int]) -> Scores:
    """Of several words each counts its part, and half of them is less than half as good."""
    total: Scores = {}
    words: dict[int, int] = {}
    for meanings in reading.meanings:
        for number, score in _best_of(_by_worth(meanings, reading.weight, index), among).items():
            total[number] = total.get(number, 0.0) + score
            words[number] = words.get(number, 0) + 1
    whole = len(reading.words) ** 2
    return {number: score * words[number] / whole for number, score in total.items()}


# Why


def words_found(thing: Thing, number: int, index: Index) -> tuple[str, ...]:
    """The words by which a document has a thing, as they were typed or as the document has them; () if it has not."""
    return max((_found_by(reading, number, index) for reading in thing.readings), default=(0.0, ()))[1]


def _found_by(reading: Reading, number: int, index: Index) -> tuple[float, tuple[str, ...]]:
    score, words = 0.0, []
    for word, meanings in zip(reading.words, reading.meanings, strict=True):
        places = [(meaning, place) for meaning in meanings if (place := index.place(meaning.term, number)) is not None]
        if places:
            best, place = max(places, key=lambda found: found[0].likeness * WEIGHTS[found[1]])
            score += reading.weight * best.likeness * WEIGHTS[place] / len(reading.words)
            words.append(word if best.likeness == reading.weight == 1.0 else index.vocabulary.shown[best.term])
    return score, tuple(words)
