"""Danger signs in a question: which care card, in its own governed words, stands above the results.

A danger sign is one item of a care card for now or today of a live leaflet. It fits when at least two of the words
that were typed are in it, one of them alarming, and they are at least half of the question. If the sign says who it is
about (a baby, somebody pregnant), the question must too; otherwise the words must be a good part of the sign. The name
of a leaflet alone is no danger: “cold sore” stands in many signs. Beside a danger it may stand for the sign: “in labour
with herpes”. A danger in several words of the editors' list (“kill myself”) fits whatever stands around it.
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
_LEAST_OF_THEIRS = 0.34  # of a question that names who the sign is about
_NEARLY_AS_WELL = 0.75  # an emergency goes before what is for today if it fits nearly as well
_SURE = 0.7  # likeness of a word that may be mistyped: who alarms must not guess
_MOST_COMPARED = 100  # signs, those first that have most of what was asked for and say little else

Named = dict[int, set[int]]  # document -> the terms of its name that was said


@dataclass(frozen=True)
class Card:
    """A care card by its document and its number in there."""

    document: int
    number: int


def urgent_card(things: Sequence[Thing], index: Index, preferred: Sequence[int]) -> Card | None:
    """The card whose danger sign fits best. Of several leaflets with such a sign a condition's, and the first found."""
    named = _named(things, index, preferred)
    scores = {sign: score for sign in _candidates(things, index) if (score := _fit(sign, things, named, index))}
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
    """The signs that have words of most of the things."""
    times = Counter(chain.from_iterable(_with_a_word_of(thing, index) for thing in things))
    enough = ((-found, index.signs.length(number), number) for number, found in times.items())
    return [index.signs[number] for _found, _length, number in nsmallest(_MOST_COMPARED, enough)]


def _with_a_word_of(thing: Thing, index: Index) -> set[int]:
    terms = {one.term for reading in thing.readings for of_word in reading.meanings for one in of_word}
    return set().union(*map(index.signs.with_term, terms))


def _fit(sign: Sign, things: Sequence[Thing], named: Named, index: Index) -> float:
    """0 if it does not fit; else how much of the question times how much of the sign."""
    matched = {at: found for at, thing in enumerate(things) if (found := _in_sign(thing, sign))}
    telling = [found for at, found in matched.items() if _tells(things[at], index)]
    words = sum(map(len, telling))
    terms = frozenset().union(*(of_word for found in telling for of_word in found))
    who, ages = _who(sign, index)
    is_of_them = bool((who - ages or who) & terms)
    if (who and not is_of_them) or not _alarms(terms, who, index):
        return 0.0
    about = _about(sign, named, index)
    beside = [at for at, thing in enumerate(things) if at not in matched and about & _meant(thing)]
    if words < LEAST_WORDS and not (beside and who and who - ages <= terms):
        return 0.0
    of_question = sum(things[at].weight for at in [*beside, *matched]) / sum(thing.weight for thing in things)
    is_told = max(map(len, telling)) >= LEAST_WORDS  # “kill myself”, whatever stands around it
    if of_question < (_LEAST_OF_THEIRS if is_of_them else LEAST_OF_QUESTION) and not is_told:
        return 0.0
    of_sign = sum(map(index.rarity, terms)) / sum(map(index.rarity, sign.terms))
    if (words < ENOUGH_WORDS and of_sign < LEAST_OF_SIGN and not is_of_them) or _is_a_name(terms, sign, index):
        return 0.0
    return of_question * (1 + of_sign)


def _alarms(terms: frozenset[int], who: set[int], index: Index) -> bool:
    """Whether one of the words is alarming in itself, or beside another: to be in labour is so."""
    perils = {index.vocabulary.term(word) for word in index.language.perils}
    return bool(terms & perils) or any(_is_alarming(term, index) for term in terms - who)


def _tells(thing: Thing, index: Index) -> bool:
    """“3” and “skin” stand in many signs and say nothing of danger."""
    return not all(word.isdigit() or index.language.stem(word) in index.language.vague for word in thing.typed)


def _who(sign: Sign, index: Index) -> tuple[set[int], set[int]]:
    """The terms of a sign that say who it is about, and those of them that only tell an age: “under 3 months”."""
    stems = {term: index.language.stem(index.vocabulary.shown[term]) for term in sign.terms}
    who = {term for term, stem in stems.items() if stem in index.language.who}
    return who, {term for term in who if stems[term] in index.language.ages}


def _named(things: Sequence[Thing], index: Index, found: Sequence[int]) -> Named:
    """Those of the documents that were found which the question names, and the terms of that name."""
    said = set().union(*map(_meant, things))
    named: Named = {}
    for number in found:
        names = [set(name) for name in index.names[number]]
        whole = [name for name in names if len(name - said) <= (len(name) == 3)]  # “coldsore” for cold sore
        if whole:
            named[number] = set().union(*whole)
    return named


def _about(sign: Sign, named: Named, index: Index) -> set[int]:
    """The terms that name a leaflet on whose care card the sign stands: “in labour with herpes” names the sores."""
    return set().union(*(terms for number, terms in named.items() if any(index.signs.cards_of(sign, number))))


def _meant(thing: Thing) -> set[int]:
    if thing.weight < 1.0:
        return set()
    meanings = (one for reading in thing.readings for of_word in reading.meanings for one in of_word)
    return {one.term for one in meanings if one.likeness >= _SURE}


def _in_sign(thing: Thing, sign: Sign) -> list[set[int]]:
    """For each word of the reading that fits best, its terms that are in the sign; nothing unless all its words are."""
    best: list[set[int]] = []
    for found in _fitting(thing, sign):
        if len(found) > len(best):
            best = found
    return best


def _fitting(thing: Thing, sign: Sign) -> Iterator[list[set[int]]]:
    for reading in thing.readings:
        found = [
            {one.term for one in of_word if one.term in sign.terms and one.likeness >= _SURE}
            for of_word in reading.meanings
        ]
        if all(found):
            yield found


def _is_alarming(term: int, index: Index) -> bool:
    """Whether more danger signs have a word than leaflets have it in their names: fever is so, bump is not."""
    return len(index.signs.with_term(term)) > index.in_names(term)


def _is_a_name(terms: frozenset[int], sign: Sign, index: Index) -> bool:
    number = next((document for document, _card in index.cards(sign)), None)
    return number is None or any(terms <= set(name) for name in index.names[number])
