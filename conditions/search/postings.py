"""Which documents have a word, in each place: two arrays for all of them, and what came since they were made.

A word that one leaflet has costs as few bytes as it can, because that is what most words are.
"""

from array import array

SMALL, LARGE = "H", "I"  # bytes of a number of a document: 2 up to 65,535 documents, or 4
_NONE = array(LARGE)


class Postings:
    """Read by many threads while one adds; a reader always sees one whole state."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._spread = array("I")  # term -> how many documents
        # All documents by term and place; where each begins; and those added since, by term and place.
        self._held: tuple[array, array, dict[int, array]] = (array(SMALL), array("I", [0]), {})

    def add(self, document: int, places: dict[int, int], terms: int) -> None:
        """A document has words (term -> place) of a vocabulary of so many terms. Documents come in order."""
        self._spread.extend([0] * (terms - len(self._spread)))
        added = self._held[2]
        for term, place in places.items():
            self._spread[term] += 1
            at = term * self._places + place
            if at not in added:
                added[at] = array(LARGE)
            added[at].append(document)

    def documents(self, term: int, place: int) -> array:
        """In order."""
        packed, starts, added = self._held
        at = term * self._places + place
        since = added.get(at, _NONE)
        found = packed[starts[at] : starts[at + 1]] if at + 1 < len(starts) else _NONE
        if not since:
            return found
        return array(LARGE, found) + since if found else since

    def spread(self, term: int) -> int:
        """How many documents have a word."""
        return self._spread[term] if term < len(self._spread) else 0

    def pack(self, documents: int) -> None:
        """Put what was added to the rest. ``documents`` is how many there are."""
        terms = len(self._spread)
        packed, starts = array(SMALL if documents < 1 << 16 else LARGE), array("I", [0])
        for term in range(terms):
            for place in range(self._places):
                packed.extend(array(packed.typecode, self.documents(term, place)))
                starts.append(len(packed))
        self._held = (packed, starts, {})

    def packed(self) -> tuple[str, bytes, bytes, bytes]:
        """As plain bytes, after ``pack``."""
        packed, starts, _added = self._held
        return packed.typecode, packed.tobytes(), starts.tobytes(), self._spread.tobytes()

    @classmethod
    def unpacked(cls, places: int, packed: tuple[str, bytes, bytes, bytes]) -> "Postings":
        postings = cls(places)
        typecode, documents, starts, spread = packed
        postings._held = (array(typecode, documents), array("I", starts), {})
        postings._spread = array("I", spread)
        return postings
