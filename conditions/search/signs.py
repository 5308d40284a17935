"""The danger signs of the live leaflets: which words are in them, and on which care cards they stand."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

MOST = 50_000  # leaflets share theirs; those that differ after so many are not searched for
_NONE = array("I")


class Sign(NamedTuple):
    """A danger sign: the terms of one item of a care card for now or today."""

    is_emergency: bool
    terms: tuple[int, ...]


class Signs:
    """Every sign once, by its number, in the order in which they came."""

    def __init__(self) -> None:
        self._signs: list[Sign] = []
        self._numbers: dict[Sign, int] = {}
        self._with: dict[int, array] = {}  # term -> signs
        self.lengths = array("I")  # sign -> how many words
        self._cards: list[tuple[array, bytearray]] = []  # sign -> (documents in order, which of their care cards)

    def __getitem__(self, number: int) -> Sign:
        return self._signs[number]

    def add(self, sign: Sign, document: int, card: int) -> None:
        if sign not in self._numbers:
            if len(self._signs) == MOST:
                return
            self._cards.append((array("I"), bytearray()))
            self._new(sign)
        documents, cards = self._cards[self._numbers[sign]]
        cards.append(card)  # before its document, by which readers go
        documents.append(document)

    def with_term(self, term: int) -> array:
        """The numbers of the signs that have a word, also of those that no live leaflet has any more."""
        return self._with.get(term, _NONE)

    def cards(self, sign: Sign) -> Iterator[tuple[int, int]]:
        """(document, care card) of all that name a sign, in order; some may be gone."""
        documents, cards = self._cards[self._numbers[sign]]
        return zip(documents, cards, strict=False)

    def cards_of(self, sign: Sign, document: int) -> Iterator[tuple[int, int]]:
        """(document, care card) of one document, if it names a sign."""
        documents, cards = self._cards[self._numbers[sign]]
        at = bisect_left(documents, document)
        while at < len(documents) and documents[at] == document:
            yield document, cards[at]
            at += 1

    def packed(self) -> dict[str, Any]:
        """All of it in plain numbers and bytes."""
        cards = [(documents.tobytes(), bytes(cards)) for documents, cards in self._cards]
        return {"signs": [tuple(sign) for sign in self._signs], "cards": cards}

    @classmethod
    def unpacked(cls, packed: dict[str, Any]) -> "Signs":
        signs = cls()
        for sign in packed["signs"]:
            signs._new(Sign(*sign))
        signs._cards = [(array("I", documents), bytearray(cards)) for documents, cards in packed["cards"]]
        return signs

    def _new(self, sign: Sign) -> None:
        number = self._numbers[sign] = len(self._signs)
        self._signs.append(sign)
        self.lengths.append(len(sign.terms))
        for term in sign.terms:
            if term not in self._with:
                self._with[term] = array("I")
            self._with[term].append(number)
