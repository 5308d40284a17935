"""The live documents of a language in memory: their words, names, danger signs and places on the body.

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
from conditions.vocabulary import Kind, Urgency

from .language import Language
from .name_terms import Names
from .postings import Postings
from .signs import Sign, Signs
from .vocabulary import Vocabulary

# The places of a word, the most telling first.
TITLE, NAME, PLACE, SUMMARY, FACT, TEXT = EVERYWHERE = range(6)
OPENING = 3  # words with which a guide begins, “what is this”: searched for as one word
_PLACES = dict(zip(PLACES, (PLACE, SUMMARY, FACT, TEXT), strict=True))


class Live(NamedTuple):
    """A live document as the index knows it."""

    revision: int
    digest: str
    kind: str
    document: int  # the key of the document in its table


class Index:
    """Made and changed by one thread at a time, read by many. Without ``has_texts`` words of the text are not found."""

    def __init__(self, language: Language, *, has_texts: bool = True) -> None:
        self.language = language
        self.has_texts = has_texts
        self.vocabulary = Vocabulary(language)
        self.documents: list[Live | None] = []  # None: no longer live
        self.names = Names()
        self.signs = Signs()
        self.sites: Counter[str] = Counter()  # place on the body -> how many live documents
        self._postings = Postings(len(EVERYWHERE))
        self._sites_of: list[tuple[str, ...]] = []
        self._sites: dict[tuple[str, ...], tuple[str, ...]] = {}  # each once
        self._number: dict[Live, int] = {}
        self._of_document: dict[str, dict[int, int]] = {}  # kind -> key of the document -> its number
        self._in_live_names: dict[str, list[str]] | None = None  # by their first letter

    def __len__(self) -> int:
        return len(self._number)

    @property
    def live(self) -> set[Live]:
        return set(self._number)

    def add(self, live: Live, found_by: dict[str, Any]) -> None:
        number = len(self.documents)
        self.documents.append(None)  # until all of it can be found
        names = [self._terms(name) for name in found_by["names"]]
        places: dict[int, int] = {}  # term -> the most telling place; they come in that order
        for position, name in enumerate(names):
            if len(name) == 2:  # “cold sore” is also looked for as “coldsore”
                name = [*name, self._joined(found_by["names"][position])]
            _put(places, name, NAME if position else TITLE)
        if live.kind == Kind.GUIDE:  # its title is a question in general words; its beginning is what tells it
            _put(places, self._opening(found_by["names"][0]), TITLE)
        for place, number_of_place in _PLACES.items():
            if self.has_texts or number_of_place != TEXT:
                _put(places, self._terms(found_by[place]), number_of_place)
        self._postings.add(number, places, len(self.vocabulary))
        for card, urgency, words in found_by["flags"]:
            self.signs.add(urgency == Urgency.EMERGENCY, sorted(set(self._terms(words))), number, card)
        self.names.append(names)
        self._sites_of.append(self._sites.setdefault(sites := tuple(found_by["sites"]), sites))
        self._count(number, live)
        self.documents[number] = live

    def drop(self, live: Live) -> None:
        number = self._number.pop(live)
        self.documents[number] = None
        if self._of_document[live.kind].get(live.document) == number:
            del self._of_document[live.kind][live.document]
        self.sites.subtract(self._sites_of[number])
        self._in_live_names = None

    def number_of(self, kind: str, document: int) -> int | None:
        """The number of a live document by its key in its table."""
        return self._of_document.get(kind, {}).get(document)

    def documents_with(self, term: int, place: int) -> array:
        """The documents that have a word there and in no more telling place, in order, also some that are gone."""
        return self._postings.documents(term, place)

    def in_names(self, term: int) -> int:
        """How many documents have a word in their names."""
        return len(self.documents_with(term, TITLE)) + len(self.documents_with(term, NAME))

    def place(self, term: int, number: int) -> int | None:
        """Where a document has a word."""
        for place in EVERYWHERE:
            documents = self.documents_with(term, place)
            at = bisect_left(documents, number)
            if at < len(documents) and documents[at] == number:
                return place
        return None

    def rarity(self, term: int) -> float:
        """High for a word that few documents have; above 0 even for one that all have."""
        return log(1 + (len(self.documents) + 1) / (self._postings.spread(term) + 1))

    def named(self, letter: str) -> list[str]:
        """The words of the names of live documents that begin with a letter."""
        if self._in_live_names is None:
            numbers = list(self._number.values())
            terms = {term for number in numbers for name in self.names[number] for term in name}
            by_letter: dict[str, list[str]] = {}
            for word in (self.vocabulary.shown[term] for term in sorted(terms)):
                by_letter.setdefault(word[0], []).append(word)
            self._in_live_names = by_letter
        return self._in_live_names.get(letter, [])

    def cards(self, sign: Sign) -> Iterator[tuple[int, int]]:
        """(document, care card) of the live documents that name a danger sign."""
        return (found for found in self.signs.cards(sign) if self.documents[found[0]])

    def pack(self) -> None:
        """Take less room, after many were added."""
        self._postings.pack(len(self.documents))

    def packed(self) -> dict[str, Any]:
        """All of it in plain numbers, words and bytes, after ``pack``; for ``unpacked``."""
        return {
            "has_texts": self.has_texts,
            "vocabulary": self.vocabulary.packed(),
            "documents": [live and tuple(live) for live in self.documents],
            "names": self.names.packed(),
            "signs": self.signs.packed(),
            "postings": self._postings.packed(),
            "sites": self._sites_of,
        }

    @classmethod
    def unpacked(cls, packed: dict[str, Any], language: Language) -> "Index":
        index = cls(language, has_texts=packed["has_texts"])
        index.vocabulary = Vocabulary.unpacked(packed["vocabulary"], language)
        index.names, index.signs = Names.unpacked(packed["names"]), Signs.unpacked(packed["signs"])
        index._postings = Postings.unpacked(len(EVERYWHERE), packed["postings"])
        index._sites_of = packed["sites"]
        index._sites = {sites: sites for sites in index._sites_of}
        index.documents = [live and Live(*live) for live in packed["documents"]]
        for number, live in enumerate(index.documents):
            if live:
                index._count(number, live)
        return index

    def _terms(self, words: str) -> list[int]:
        spoken = words.split()
        quiet = self.language.quiet
        return self.vocabulary.terms([word for word in spoken if word not in quiet] or spoken)

    def _joined(self, name: str) -> int:
        words = "".join(word for word in name.split() if word not in self.language.quiet)
        return self.vocabulary.terms([words])[0]

    def _opening(self, title: str) -> list[int]:
        words = self.language.plainly_asked(title.split())[:OPENING]
        return self.vocabulary.terms(["".join(words)] if len(words) == OPENING else [])

    def _count(self, number: int, live: Live) -> None:
        self._number[live] = number
        self._of_document.setdefault(live.kind, {})[live.document] = number
        self.sites.update(self._sites_of[number])
        self._in_live_names = None


def _put(places: dict[int, int], terms: list[int], place: int) -> None:
    for term in terms:
        places.setdefault(term, place)
