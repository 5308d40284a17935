"""All words of the live documents of a language, and what a typed word may mean; the only importer of rapidfuzz.

A word is looked for as it is, by another of its forms, by its beginning, and with typing errors: letters that were left
out, added, changed or swapped (optimal string alignment), or a right beginning with a wrong end (Jaro-Winkler). A
mistyped word is compared only with those that begin or end with the same letter: with both wrong nobody would guess it.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import islice
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from .language import Language

SHORTEST_BEGINNING, SHORTEST_MISTYPED, LONG = 3, 4, 11  # letters
MOST_MEANINGS = 6  # words of ours that one typed word may stand for
MOST_BEGINNINGS = 12
MOST_COMPARED = 50  # similar words of one length
RARE, FAR_COMMONER = 3, 5  # uses of a word that may be a mistake; times as often as it
_BEGINNING, _MISTYPED = 0.85, 0.9  # how much less than the word itself
_ALIKE = 0.9  # Jaro-Winkler
_NEARLY_AS_GOOD = 0.1


class Meaning(NamedTuple):
    """A term and how surely it is meant, up to 1."""

    term: int
    likeness: float


class Vocabulary:
    """A term is a number: what all forms of a word share. It is never taken out; what it led to may be."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._stems: dict[str, int] = {}
        self._forms: dict[str, int] = {}
        self._beginning: dict[tuple[int, str], list[str]] = {}  # length, first letter -> words
        self._ending: dict[tuple[int, str], list[str]] = {}  # length, last letter -> words
        self._in_order: list[str] = []
        self.uses = array("I")  # term -> how often a document has it
        self.shown: list[str] = []  # term -> the first of its forms that we saw

    def __len__(self) -> int:
        return len(self.shown)

    def terms(self, words: Sequence[str]) -> list[int]:
        """The terms of words of a document."""
        forms, uses, found = self._forms, self.uses, []
        for word in words:
            term = forms.get(word)
            if term is None:
                term = self._term_of(self._language.stem(word), word)
                self._add_form(word, term)
            uses[term] += 1
            found.append(term)
        return found

    def _term_of(self, stem: str, word: str) -> int:
        if stem not in self._stems:
            self.shown.append(word)
            self.uses.append(0)
            self._stems[stem] = len(self.shown) - 1  # last: a reader may look it up at once
        return self._stems[stem]

    def _add_form(self, word: str, term: int) -> None:
        self._forms[word] = term
        if not word.isdigit():  # a number is no other number mistyped
            self._beginning.setdefault((len(word), word[0]), []).append(word)
            self._ending.setdefault((len(word), word[-1]), []).append(word)

    def term(self, word: str) -> int | None:
        """The term of a typed word that we have in this or another form."""
        found = self._forms.get(word)
        return self._stems.get(self._language.stem(word)) if found is None else found

    def beginning_with(self, letters: str) -> Iterator[int]:
        """The terms of the words that begin so, in the order of the alphabet."""
        if len(self._in_order) != len(self._forms):  # few new ones at the end of many in order are sorted fast
            self._in_order = sorted([*self._in_order, *list(islice(self._forms, len(self._in_order), None))])
        in_order, at = self._in_order, bisect_left(self._in_order, letters)
        while at < len(in_order) and in_order[at].startswith(letters):
            yield self._forms[in_order[at]]
            at += 1

    def meanings(self, word: str, *, unfinished: bool = False) -> list[Meaning]:
        """What a typed word may stand for, the likeliest first. ``unfinished`` if more letters may follow."""
        found: dict[int, float] = {}
        known = self.term(word)
        if known is not None:
            found[known] = 1.0
            if len(word) > SHORTEST_MISTYPED and self.uses[known] <= RARE:
                found |= self._far_commoner(word, known)
        if (unfinished or known is None) and len(word) >= (1 if unfinished else SHORTEST_BEGINNING):
            for number, term in enumerate(self.beginning_with(word)):
                if number == MOST_BEGINNINGS:
                    break
                found.setdefault(term, _BEGINNING)
        if not found and len(word) >= SHORTEST_MISTYPED:
            found = self._mistyped(word)
        return [Meaning(term, likeness) for term, likeness in nlargest(MOST_MEANINGS, found.items(), _likeliest)]

    def _far_commoner(self, word: str, known: int) -> dict[int, float]:
        """A word of one leaflet that is a letter from a word of many may be their word, mistyped."""
        return {
            term: likeness * _MISTYPED
            for other, likeness in self._alike(word, 1)
            if (term := self._forms[other]) != known and self.uses[term] >= FAR_COMMONER * self.uses[known]
        }

    def _mistyped(self, word: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for other, likeness in self._alike(word, _mistakes_allowed(word)):
            term = self._forms[other]
            found[term] = max(found.get(term, 0.0), likeness * _MISTYPED)
        best = max(found.values(), default=0.0)
        return {term: likeness for term, likeness in found.items() if likeness >= best - _NEARLY_AS_GOOD}

    def a_letter_off(self, word: str) -> list[Meaning]:
        """The words that one wrong letter makes of it, or two of a long one."""
        mistakes = 1 if len(word) < LONG else 2
        near: dict[int, float] = {}
        for other, likeness in self._alike(word, mistakes):
            near[self._forms[other]] = max(near.get(self._forms[other], 0.0), likeness)
        least = 1 - mistakes / len(word)
        return [Meaning(term, likeness * _MISTYPED) for term, likeness in near.items() if likeness >= least]

    def _alike(self, word: str, mistakes: int) -> Iterator[tuple[str, float]]:
        for length in range(len(word) - mistakes, len(word) + mistakes + 1):
            same_beginning = self._beginning.get((length, word[0]), [])
            for words in (same_beginning, self._ending.get((length, word[-1]), [])):
                near = process.extract(word, words, scorer=OSA.distance, score_cutoff=mistakes, limit=MOST_COMPARED)
                yield from ((other, 1 - distance / max(len(word), length)) for other, distance, _at in near)
            if len(word) > SHORTEST_MISTYPED:
                alike = process.extract(
                    word, same_beginning, scorer=JaroWinkler.similarity, score_cutoff=_ALIKE, limit=MOST_COMPARED
                )
                yield from ((other, similarity - 0.1) for other, similarity, _at in alike)

    def nearest(self, word: str, words: Sequence[str], least: float = 0.5) -> str | None:
        """The most similar of some words. By half it may only be asked of the reader whether that is meant."""
        found = process.extractOne(word, words, scorer=OSA.normalized_similarity, score_cutoff=least)
        return found[0] if found else None

    def packed(self) -> dict[str, Any]:
        """All of it in plain words and bytes."""
        terms = array("I", self._forms.values()).tobytes()
        return {"words": " ".join(self._forms), "terms": terms, "uses": self.uses.tobytes()}

    @classmethod
    def unpacked(cls, packed: dict[str, Any], language: Language) -> "Vocabulary":
        vocabulary = cls(language)
        numbers = list(range(len(packed["uses"]) // array("I").itemsize))  # each once in memory
        for word, at in zip(packed["words"].split(" "), array("I", packed["terms"]), strict=True):
            term = numbers[at]
            if term == len(vocabulary.shown):  # a new term comes with its first form
                vocabulary._term_of(language.stem(word), word)
            vocabulary._add_form(word, term)
        vocabulary.uses = array("I", packed["uses"])
        return vocabulary


def _mistakes_allowed(word: str) -> int:
    return 1 if len(word) < 6 else 2 if len(word) < 9 else 3


def _likeliest(found: tuple[int, float]) -> tuple[float, int]:
    return found[1], -found[0]
