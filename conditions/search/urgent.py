"""Danger signs in a question: which care card, in its own governed words, stands above the results.

A danger sign is one item of a care card for now or today of a live leaflet. It fits when at least two of the words
that were typed are in it, one of them alarming, and they are at least half of the question. If the sign says who it is
about (a baby, somebody pregnant), the question must too; otherwise the words must be a good part of the sign. The name
of a leaflet alone is no danger: “cold sore” stands in many signs.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from typing import Any

from conditions.vocabulary import Kind

from .index import Index
from .question import Thing
from .signs import Sign

LEAST_WORDS, ENOUGH_WORDS = 2, 3
LEAST_OF_QUESTION, LEAST_OF_SIGN = 0.5, 0.25
_NEARLY_AS_WELL = 0.75  # an emergency goes before what is for today if it fits nearly as well
_MOST_COMPARED = 100  # signs, those first that have most of what was asked for and say little else


@dataclass(frozen=True)
class Card:
    """A care card by its document and its number in there."""

    document: int
    number: int


def urgent_card(things: Sequence[Thing], index: Index, preferred: Sequence[int]) -> Card | None:
    """The card whose danger sign fits best. Of several leaflets with such a sign a condition's, and the first found."""
    scores = {sign: score for sign in _candidates(things, index) if (score := _fit(sign, things, index))}
    best = max(scores.values(), default=0.0)
    position = {number: at for at, number in enumerate(preferred)}

    def order(sign: Sign, document: int, card: int) -> tuple[Any, ...]:
        live = index.documents[document]
        is_other = live is None or live.kind != Kind.CONDITION
        return not sign.is_emergency, is_other, -scores[sign], position.get(document, len(position)), document, card

    fitting = [sign for sign, score in scores.items() if score >= best * _NEARLY_AS_WELL]
    found = [order(sign, document, card) for sign in fitting for document, card in _cards(sign, index, preferred)]
    return Card(*min(found)[-2:]) if found else None


def _cards(sign: Sign, index: Index, preferred: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(document, card) of those that may stand above the results: the preferred ones, and up to the first condition."""
    for number in preferred:
        yield from index.signs.cards_of(sign, number)
    for number, card in index.cards(sign):
        yield number, card
        live = index.documents[number]
        if live and live.kind == Kind.CONDITION:
            return


def _candidates(things: Sequence[Thing], index: Index) -> list[Sign]:
    """The signs that have a word of enough of the things."""
    times = Counter(chain.from_iterable(_with_a_word_of(thing, index) for thing in things))
    least = LEAST_OF_QUESTION * len(things)
    enough = ((-found, index.signs.length(number), number) for number, found in times.items() if found >= least)
    return [index.signs[number] for _found, _length, number in nsmallest(_MOST_COMPARED, enough)]


def _with_a_word_of(thing: Thing, index: Index) -> set[int]:
    terms = {one.term for reading in thing.readings for of_word in reading.meanings for one in of_word}
    return set().union(*map(index.signs.with_term, terms))


def _fit(sign: Sign, things: Sequence[Thing], index: Index) -> float:
    """0 if it does not fit; else how much of the question times how much of the sign."""
    matched = [found for thing in things if (found := _in_sign(thing, sign))]
    words = sum(len(found) for found in matched)
    terms = frozenset().union(*(of_word for found in matched for of_word in found))
    if words < LEAST_WORDS or len(matched) < LEAST_OF_QUESTION * len(things):
        return 0.0
    who = {term for term in sign.terms if _says_who(term, index)}
    is_of_them = bool(who & terms)
    if (who and not is_of_them) or not any(_is_alarming(term, index) for term in terms - who):
        return 0.0
    share = sum(map(index.rarity, terms)) / sum(map(index.rarity, sign.terms))
    if (words < ENOUGH_WORDS and share < LEAST_OF_SIGN and not is_of_them) or _is_a_name(terms, sign, index):
        return 0.0
    return len(matched) / len(things) * (1 + share)


def _in_sign(thing: Thing, sign: Sign) -> list[set[int]]:
    """For each word of the reading that fits best, its terms that are in the sign; nothing unless all its words are."""
    best: list[set[int]] = []
    for found in _fitting(thing, sign):
        if len(found) > len(best):
            best = found
    return best


def _fitting(thing: Thing, sign: Sign) -> Iterator[list[set[int]]]:
    for reading in thing.readings:
        found = [{one.term for one in of_word if one.term in sign.terms} for of_word in reading.meanings]
        if all(found):
            yield found


def _is_alarming(term: int, index: Index) -> bool:
    """Whether more danger signs have a word than leaflets have it in their names: fever is so, bump is not."""
    return len(index.signs.with_term(term)) > index.in_names(term)


def _says_who(term: int, index: Index) -> bool:
    return index.language.stem(index.vocabulary.shown[term]) in index.language.who


def _is_a_name(terms: frozenset[int], sign: Sign, index: Index) -> bool:
    number = next((document for document, _card in index.cards(sign)), None)
    return number is None or any(terms <= set(name) for name in index.names[number])
