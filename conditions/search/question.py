"""What somebody typed, as the things that they mean: each thing in their own words or in those of our leaflets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from conditions.content.search_terms import words_in

from .index import Index
from .vocabulary import Meaning

LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
LONGEST_SAYING = 4  # words of one row of the editors' list
_BY_SYNONYM = 0.9  # how much less than the words themselves
SAYS_LITTLE = 0.3  # “tiny”, “contagious” and “50” beside “bump”

Synonyms = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]  # stems that people type -> words of our leaflets


@dataclass(frozen=True)
class Reading:
    """One way to take a thing: for each of its words what that may stand for."""

    words: tuple[str, ...]
    meanings: tuple[tuple[Meaning, ...], ...]
    weight: float


@dataclass(frozen=True)
class Thing:
    """One thing that was asked for, in the words that were typed, and the ways to take it; none if we know no word."""

    typed: tuple[str, ...]
    readings: tuple[Reading, ...]
    weight: float = 1.0  # how much it says


def things(typed: str, index: Index, synonyms: Synonyms, *, unfinished: bool = False) -> list[Thing]:
    """The things that somebody asks for. ``unfinished`` while they are still typing the last word."""
    words = words_in(typed[:LONGEST_QUERY])
    found = list(_things(words, index, synonyms, unfinished))
    telling = [thing for thing in found if len(thing.typed) > 1 or thing.typed[0] not in index.language.quiet]
    return (telling or found)[:MOST_WORDS]


def _things(words: list[str], index: Index, synonyms: Synonyms, unfinished: bool) -> Iterator[Thing]:
    """Left to right; the longest saying of the editors' list wins."""
    stems = [index.language.stem(word) for word in words]
    at = 0
    while at < len(words):
        length = next((n for n in range(LONGEST_SAYING, 0, -1) if tuple(stems[at : at + n]) in synonyms), 0)
        said = tuple(words[at : at + max(length, 1)])
        meant = synonyms.get(tuple(stems[at : at + length]), ()) if length else ()
        is_last = unfinished and at + len(said) == len(words)
        if length < 2 and at + 1 < len(words) and (joined := _joined(words[at], words[at + 1], index)):
            said, meant = (*said, words[at + 1]), ((joined,),)
        weight = SAYS_LITTLE if _says_little(stems[at : at + len(said)], index) else 1.0
        yield Thing(said, tuple(_readings(said, meant, index, is_last)), weight)
        at += len(said)


def _says_little(stems: Sequence[str], index: Index) -> bool:
    return all(stem.isdigit() or stem in index.language.slight or stem in index.language.quiet for stem in stems)


def _readings(
    said: tuple[str, ...], meant: Sequence[tuple[str, ...]], index: Index, unfinished: bool
) -> Iterator[Reading]:
    for words, weight in [(said, 1.0), *((words, _BY_SYNONYM) for words in meant)]:
        words = tuple(word for word in words if word not in index.language.quiet) or words
        meanings = tuple(tuple(index.vocabulary.meanings(word, unfinished=unfinished)) for word in words)
        if meant and weight == 1.0:  # the list says what it means; that it is also mistyped is far-fetched
            meanings = tuple(tuple(one for one in of_word if one.likeness == 1.0) for of_word in meanings)
        if any(meanings):
            yield Reading(words, meanings, weight)
    if len(said) == 1 and not meant and index.vocabulary.term(said[0]) is None and (parts := _split(said[0], index)):
        yield Reading(parts, tuple(tuple(index.vocabulary.meanings(part)) for part in parts), 1.0)


def _joined(first: str, second: str, index: Index) -> str:
    """“white heads” for whiteheads: two words that we only have as one."""
    word = first + second
    return word if min(len(first), len(second)) > 2 and index.vocabulary.term(word) is not None else ""


def _split(word: str, index: Index) -> tuple[str, ...]:
    """“lipsore” for lip sore: one word that we only have as two."""
    for at in range(3, len(word) - 2):
        parts = word[:at], word[at:]
        if all(index.vocabulary.term(part) is not None for part in parts):
            return parts
    return ()
