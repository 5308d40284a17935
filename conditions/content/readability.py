"""US school grade of English text: Flesch-Kincaid and SMOG, with an own syllable counter that needs no network.

Formulas: Kincaid et al. 1975; McLaughlin 1969. A score is a prompt to look at the words, not a proof that they are
understood (NHS digital service manual, health literacy).
"""

import math
import re
from dataclasses import dataclass

HARDEST_PASSAGE, HARDEST_DOCUMENT = 8.0, 6.0  # US school grades: of one text, of a whole document
FEWEST_WORDS = 30  # a grade says little about fewer words
LONGEST_SENTENCE = 20  # words; NHS digital service manual, how we write

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
_SILENT_ENDINGS = re.compile(r"(?:[^laeiouy]es|[^td]ed|[^l]e|lely)$")
_VOWEL_GROUPS = re.compile(r"[aeiouy]+")
_SPLIT_VOWELS = re.compile(r"ia(?!l$|n$)|io(?!n)|iu|eo|ua(?!r)|[aeiouy]ing|ying|ier$|iest$")


def sentences(text: str) -> list[str]:
    """The sentences of plain text; a line of its own, such as a list item, is a sentence."""
    return [part.strip() for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Syllables of an English word, at least 1. Right for about nine words in ten; the bias is near zero."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) <= 3:
        return 1
    count = len(_VOWEL_GROUPS.findall(letters)) + len(_SPLIT_VOWELS.findall(letters))
    if _SILENT_ENDINGS.search(letters):
        count -= 1
    return max(count, 1)


@dataclass(frozen=True)
class Reading:
    """How hard a text is to read."""

    words: int
    sentences: int
    longest_sentence: int
    flesch_kincaid: float
    smog: float

    @property
    def grade(self) -> float:
        """The average of the two US school grades; reading age is about five years more."""
        return round((self.flesch_kincaid + self.smog) / 2, 1)


def reading(text: str) -> Reading:
    """Measure plain English text. An empty text has grade 0."""
    parts = sentences(text)
    counts = [len(words(part)) for part in parts]
    total = sum(counts)
    if not total:
        return Reading(0, 0, 0, 0.0, 0.0)
    per_word = [syllables(word) for word in words(text)]
    long_words = sum(1 for count in per_word if count >= 3)
    kincaid = 0.39 * total / len(parts) + 11.8 * sum(per_word) / total - 15.59
    smog = 1.0430 * math.sqrt(long_words * 30 / len(parts)) + 3.1291
    return Reading(total, len(parts), max(counts), round(max(kincaid, 0.0), 1), round(smog, 1))
