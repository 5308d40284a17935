"""How nearly a question is a name of a document, and whether one was said whole.

“Is acne cancer” names acne. “White spots on lips” does not, though “Spots” is another name of acne: the word stands in
the names of so many leaflets that it names none of them. Nor do “bumps on arms” name a thing: many bumps are on arms.
"""

from collections.abc import Sequence

from conditions.vocabulary import Kind

from .index import PLACE, Index
from .question import SAYS_LITTLE, Reading, Thing

_SURE = 0.6  # likeness of a word that was typed itself, perhaps mistyped
_GENERAL = 0.2  # of the documents: a word that more have in their names is a general word


class Asked:
    """The terms of a question, to be compared with names."""

    def __init__(self, things: Sequence[Thing], index: Index) -> None:
        self._things, self._index = things, index
        self._slight = set(map(index.vocabulary.term, index.language.slight))
        self._weight = sum(thing.weight for thing in things)
        self._meant: dict[int, float] = {}  # term -> how surely; a name in other words is less than the name
        self._said: set[int] = set()  # in these words, not in others
        for reading in (reading for thing in things for reading in thing.readings):
            for term, likeness in (one for of_word in reading.meanings for one in of_word):
                self._meant[term] = max(self._meant.get(term, 0.0), likeness * reading.weight**2)
                if reading.weight == 1.0 and likeness >= _SURE:
                    self._said.add(term)

    def as_a_name(self, number: int) -> tuple[float, int, bool]:
        """(nearness, which name, whether one is whole). Nearness: how much of it was typed, times its share of all."""
        best, which, has_whole = 0.0, 0, False
        for position, name in enumerate(self._index.names[number]):
            if self._meant.keys().isdisjoint(name):
                continue
            weights = [self._index.rarity(term) * (SAYS_LITTLE if term in self._slight else 1.0) for term in name]
            typed = sum(weight * self._meant.get(term, 0.0) for term, weight in zip(name, weights, strict=True))
            nearness = typed / sum(weights) * self._share_in(set(name))
            has_whole = has_whole or self._is_whole(set(name), position == 0 and self._is_leaflet(number))
            if nearness > best:
                best, which = nearness, position
        return best, which, has_whole

    def _share_in(self, name: set[int]) -> float:
        """The share of the things that a name has, one way or another."""

        def share(reading: Reading) -> float:
            return sum(any(one.term in name for one in of_word) for of_word in reading.meanings) / len(reading.words)

        return sum(thing.weight * max(map(share, thing.readings), default=0.0) for thing in self._things) / self._weight

    def _is_whole(self, name: set[int], is_title: bool) -> bool:
        """Whether all of a name is meant, and what tells it from others was said in its own words."""
        if not self._meant.keys() >= name:
            return False
        places = {term for term in name if self._index.documents_with(term, PLACE)}
        telling = name if is_title else {term for term in name - places if not self._is_general(term)}
        if is_title or telling - self._slight:
            return self._said >= telling
        return len(name) > 1 and not places and self._said >= name  # “acne cream”: general words that make a name

    def _is_general(self, term: int) -> bool:
        return self._index.in_names(term) > _GENERAL * len(self._index.documents)

    def _is_leaflet(self, number: int) -> bool:
        """The title of a guide is a question in general words."""
        live = self._index.documents[number]
        return live is not None and live.kind != Kind.GUIDE
