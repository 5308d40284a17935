"""The order of the documents for a question.

score = sum over the things asked for of
            (likeness x rarity of the thing x how much it says x weight of the place where it stands)
        x (share of the things that were found) cubed x (1 + 3 x how nearly the question is a name of the document)

A document whose name was said whole counts three times (a treatment five), and by the plain share, not cubed.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from .index import PLACE, TEXT, Index
from .names import Asked
from .question import Reading, Thing
from .vocabulary import Meaning

# Title, other name, place or age, summary, facts of the comparison, text.
WEIGHTS = (6.0, 4.5, 4.0, 3.5, 3.0, 1.0)
_OF_KIND = {"condition": 1.0, "treatment": 0.85, "guide": 0.8}
_A_NAME, _A_SHARE = 3.0, 3
_WHOLE_NAME = {"condition": 3.0, "treatment": 5.0, "guide": 3.0}  # “laser for acne” is about the laser
_LEAST_FOUND = 3  # one in so many of the things that were asked for
_RANKED_BY_NAME = 100  # of the best by their words
_TOO_MANY = 3000  # documents: a word that more have than this only adds to those that rarer words found

Scores = dict[int, float]


@dataclass
class Ranked:
    """A document, which of its names was most nearly typed (0: the title), and how nearly, up to 1."""

    number: int
    score: float
    name: int = 0
    nearness: float = 0.0


def ranked(things: Sequence[Thing], index: Index) -> list[Ranked]:
    """Every document that has enough of what was asked for, best first."""
    totals: Scores = {}
    found: dict[int, float] = {}
    for thing in sorted(things, key=lambda thing: _commonness(thing, index)):
        rarity = _rarity(thing, index)
        half = WEIGHTS[TEXT] if _is_a_place(thing, index) else 0.0  # “keep it off your genitals” is not about genitals
        for number, score in _of_thing(thing, index, totals).items():
            totals[number] = totals.get(number, 0.0) + score * rarity * thing.weight
            found[number] = found.get(number, 0.0) + thing.weight * (0.5 if score <= half else 1.0)
    known = sum(thing.weight for thing in things if thing.readings)
    asked = (known + sum(thing.weight for thing in things)) / 2  # a word that no leaflet has is no fault of one
    results = [
        Ranked(number, _OF_KIND[live.kind] * total * (found[number] / asked) ** _A_SHARE)
        for number, total in totals.items()
        if (live := index.documents[number]) and found[number] * _LEAST_FOUND >= known
    ]
    results.sort(key=_best_first)
    asked_for = Asked(things, index)
    for result in results[:_RANKED_BY_NAME]:
        result.nearness, result.name, is_whole = asked_for.as_a_name(result.number)
        result.score *= 1 + _A_NAME * result.nearness
        if is_whole:  # who names a thing asks about it, whatever else they say
            result.score *= _WHOLE_NAME[index.documents[result.number].kind]
            result.score /= (found[result.number] / asked) ** (_A_SHARE - 1)
    return sorted(results, key=_best_first)


def _best_first(result: Ranked) -> tuple[float, int]:
    return -result.score, result.number


# One thing


def _of_thing(thing: Thing, index: Index, so_far: Scores) -> Scores:
    best: Scores = {}
    for reading in thing.readings:
        for number, score in _of_reading(reading, index, so_far).items():
            if score > best.get(number, 0.0):
                best[number] = score
    return best


def _is_a_place(thing: Thing, index: Index) -> bool:
    """Whether some document is about it as a place on the body."""
    sure = (
        one.term for reading in thing.readings for of_word in reading.meanings for one in of_word if one.likeness == 1
    )
    return any(PLACE in index.with_term(term)[1] for term in sure)


def _rarity(thing: Thing, index: Index) -> float:
    """A thing is as rare as its most common reading: who says “private parts” may mean any of several words."""
    return min((_rarity_of(reading, index) for reading in thing.readings), default=0.0)


def _rarity_of(reading: Reading, index: Index) -> float:
    return sum(index.rarity(of_word[0].term) for of_word in reading.meanings if of_word) / len(reading.words)


def _of_reading(reading: Reading, index: Index, so_far: Scores) -> Scores:
    """Of several words each counts its part, and half of them is less than half as good."""
    total: Scores = {}
    words: dict[int, int] = {}
    for meanings in reading.meanings:
        for number, score in _of_word(meanings, index, so_far).items():
            total[number] = total.get(number, 0.0) + score
            words[number] = words.get(number, 0) + 1
    whole = len(reading.words) ** 2
    return {number: reading.weight * score * words[number] / whole for number, score in total.items()}


def _of_word(meanings: Sequence[Meaning], index: Index, so_far: Scores) -> Scores:
    best: Scores = {}
    for term, likeness in meanings:
        documents, places = index.with_term(term)
        if so_far and len(documents) > _TOO_MANY:
            documents = array("I", so_far.keys() & set(documents))
            places = bytes(index.place(term, number) for number in documents)
        by_place = [likeness * weight for weight in WEIGHTS]
        for number, place in zip(documents, places, strict=False):  # one may be a document ahead: it is being added
            if by_place[place] > best.get(number, 0.0):
                best[number] = by_place[place]
    return best


def _commonness(thing: Thing, index: Index) -> int:
    """How many documents its most common word has."""
    terms = [one.term for reading in thing.readings for of_word in reading.meanings for one in of_word]
    return max((len(index.with_term(term)[0]) for term in terms), default=0)


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
