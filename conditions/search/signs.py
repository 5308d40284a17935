"""The danger signs of the live leaflets: which words are in them, and on which care cards they stand."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

MOST = 50_000  # leaflets share theirs; those that differ after so many are not searched for
_NONE = array("I")


class Sign(NamedTuple):
    """A danger sign: the terms of one item of a care card for now or today."""

    number: int
    is_emergency: bool
    terms: tuple[int, ...]


class Signs:
    """Every sign once, in the order in which they came: in arrays, because a library may have tens of thousands."""

    def __init__(self) -> None:
        self._is_emergency = bytearray()
        self._terms = array("I")
        self._ends = array("I")  # of each sign in the terms
        self._cards: list[array] = []  # of each sign: document, card, document, card ... in order
        self._with: dict[int, array] = {}  # term -> signs
        self._numbers: dict[int, int] = {}  # hash of a sign -> its number

    def __getitem__(self, number: int) -> Sign:
        terms = self._terms[self._ends[number - 1] if number else 0 : self._ends[number]]
        return Sign(number, bool(self._is_emergency[number]), tuple(terms))

    def length(self, number: int) -> int:
        """How many words it has."""
        return self._ends[number] - (self._ends[number - 1] if number else 0)

    def add(self, is_emergency: bool, terms: Sequence[int], document: int, card: int) -> None:
        key = hash((is_emergency, *terms))
        if key not in self._numbers:
            if len(self._cards) == MOST:
                return
            self._terms.extend(terms)
            self._ends.append(len(self._terms))
            self._is_emergency.append(is_emergency)
            self._cards.append(array("I"))
            self._find(len(self._cards) - 1)
        self._cards[self._numbers[key]].extend((document, card))

    def with_term(self, term: int) -> array:
        """The numbers of the signs that have a word, also of those that no live leaflet has any more."""
        return self._with.get(term, _NONE)

    def cards(self, sign: Sign) -> Iterator[tuple[int, int]]:
        """(document, care card) of all that name a sign, in order; some may be gone."""
        cards = self._cards[sign.number]
        return ((cards[at], cards[at + 1]) for at in range(0, len(cards) - 1, 2))

    def cards_of(self, sign: Sign, document: int) -> Iterator[tuple[int, int]]:
        """(document, care card) of one document, if it names a sign."""
        cards = self._cards[sign.number]
        at = 2 * bisect_left(range(len(cards) // 2), document, key=lambda pair: cards[2 * pair])
        while at < len(cards) and cards[at] == document:
            yield document, cards[at + 1]
            at += 2

    def packed(self) -> dict[str, Any]:
        """All of it in plain bytes."""
        return {
            "is_emergency": bytes(self._is_emergency),
            "terms": self._terms.tobytes(),
            "ends": self._ends.tobytes(),
            "cards": [cards.tobytes() for cards in self._cards],
        }

    @classmethod
    def unpacked(cls, packed: dict[str, Any]) -> "Signs":
        signs = cls()
        signs._is_emergency = bytearray(packed["is_emergency"])
        signs._terms, signs._ends = array("I", packed["terms"]), array("I", packed["ends"])
        signs._cards = [array("I", cards) for cards in packed["cards"]]
        for number in range(len(signs._cards)):
            signs._find(number)
        return signs

    def _find(self, number: int) -> None:
        sign = self[number]
        for term in sign.terms:
            if term not in self._with:
                self._with[term] = array("I")
            self._with[term].append(number)
        self._numbers[hash((sign.is_emergency, *sign.terms))] = number
