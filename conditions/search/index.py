"""Which live documents have which words, in memory: for each term the documents and the place where it stands.

Documents have a number in the order in which they came. One that is no longer live is only marked: readers may be
looking at the same arrays. When too many are marked, ``held`` makes a new index while the old one answers.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from math import log
from typing import Any, NamedTuple

from conditions.content.search_terms import PLACES
from conditions.vocabulary import Urgency

from .language import Language
from .vocabulary import Vocabulary

# The place of a word as one byte; the most telling first.
TITLE, NAME, PLACE, SUMMARY, FACT, TEXT = range(6)
_PLACES = dict(zip(PLACES, (PLACE, SUMMARY, FACT, TEXT), strict=True))


class Live(NamedTuple):
    """A live document as the index knows it."""

    revision: int
    digest: str
    kind: str
    document: int  # the key of the document in its table


class Sign(NamedTuple):
    """A danger sign: the terms of one item of a care card for now or today."""

    is_emergency: bool
    terms: tuple[int, ...]


class Index:
    """Made and changed by one thread at a time, read by many."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.vocabulary = Vocabulary(language)
        self.documents: list[Live | None] = []  # None: no longer live
        self.names: list[tuple[array, ...]] = []  # of each document, the title first
        self.sites: Counter[str] = Counter()  # place on the body -> how many live documents
        self.signs_with: dict[int, list[Sign]] = {}  # term -> danger signs
        self.in_names: Counter[int] = Counter()  # term -> how many names have it
        self._cards: dict[Sign, array] = {}  # document, card, document, card ...
        self._where: list[tuple[array, bytearray]] = []  # term -> (documents, places)
        self._sites_of: dict[int, list[str]] = {}
        self._number: dict[str, int] = {}  # digest -> document
        self._of_document: dict[tuple[str, int], int] = {}

    def __len__(self) -> int:
        return len(self._number)

    @property
    def digests(self) -> set[str]:
        return set(self._number)

    @property
    def share_gone(self) -> float:
        return 1 - len(self._number) / len(self.documents) if self.documents else 0.0

    def add(self, live: Live, found_by: dict[str, Any]) -> None:
        number = len(self.documents)
        self.documents.append(None)  # until all of it can be found
        names = [self._terms(name) for name in found_by["names"]]
        for position, name in enumerate(names):
            place = NAME if position else TITLE
            self.in_names.update(set(name))
            for term in name:
                self._put(term, number, place)
            if len(name) == 2:  # “cold sore” is also looked for as “coldsore”
                self._put(self._joined(found_by["names"][position]), number, place)
        for place, byte in _PLACES.items():
            for term in self._terms(found_by[place]):
                self._put(term, number, byte)
        for card, urgency, words in found_by["flags"]:
            self._put_sign(Sign(urgency == Urgency.EMERGENCY, tuple(sorted(set(self._terms(words))))), number, card)
        self._sites_of[number] = found_by["sites"]
        self.sites.update(found_by["sites"])
        self.names.append(tuple(array("I", name) for name in names))
        self._number[live.digest] = self._of_document[live.kind, live.document] = number
        self.documents[number] = live

    def drop(self, digest: str) -> None:
        number = self._number.pop(digest)
        gone, self.documents[number] = self.documents[number], None
        if self._of_document.get((gone.kind, gone.document)) == number:
            del self._of_document[gone.kind, gone.document]
        self.sites.subtract(self._sites_of.pop(number))

    def number_of(self, kind: str, document: int) -> int | None:
        """The number of a live document by its key in its table."""
        return self._of_document.get((kind, document))

    def with_term(self, term: int) -> tuple[array, bytearray]:
        """(documents, places): the documents that have a word, in order, also some that are gone."""
        return self._where[term] if term < len(self._where) else (array("I"), bytearray())

    def place(self, term: int, number: int) -> int | None:
        """Where a document has a word."""
        documents, places = self.with_term(term)
        at = bisect_left(documents, number)
        return places[at] if at < len(places) and documents[at] == number else None

    def rarity(self, term: int) -> float:
        """High for a word that few documents have; above 0 even for one that all have."""
        return log(1 + (len(self.documents) + 1) / (len(self.with_term(term)[0]) + 1))

    def named(self) -> set[int]:
        """The terms of the names of live documents."""
        return {term for number in list(self._number.values()) for name in self.names[number] for term in name}

    def cards(self, sign: Sign) -> Iterator[tuple[int, int]]:
        """(document, care card) of the live documents that name a danger sign."""
        found = self._cards[sign]
        for at in range(0, len(found) - 1, 2):
            if self.documents[found[at]]:
                yield found[at], found[at + 1]

    def _terms(self, words: str) -> list[int]:
        spoken = words.split()
        telling = [word for word in spoken if word not in self.language.quiet] or spoken
        return [self.vocabulary.add(word) for word in telling]

    def _joined(self, name: str) -> int:
        return self.vocabulary.add("".join(word for word in name.split() if word not in self.language.quiet))

    def _put(self, term: int, number: int, place: int) -> None:
        while term >= len(self._where):
            self._where.append((array("I"), bytearray()))
        documents, places = self._where[term]
        if documents and documents[-1] == number:
            places[-1] = min(places[-1], place)
            return
        documents.append(number)
        places.append(place)

    def _put_sign(self, sign: Sign, number: int, card: int) -> None:
        if sign not in self._cards:
            self._cards[sign] = array("I")
            for term in sign.terms:
                self.signs_with.setdefault(term, []).append(sign)
        self._cards[sign].extend((number, card))
