"""How a question is typed, before it is asked what it means: words run together or apart, mistyped, or denied."""

from collections.abc import Mapping, Sequence

from conditions.content.search_terms import words_in

from .index import OPENING, Index
from .language import Language
from .vocabulary import Meaning

SHORTEST_SPLIT, SHORTEST_JOINED = 6, 8  # letters
MOST_PARTS, LONGEST_PART = 5, 14  # words that were typed as one, letters of each
NEARLY = 0.78  # likeness of a mistyped word that is hardly meant otherwise

Synonyms = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]  # stems that people type -> words of our leaflets


class Typed:
    """The words of one question, and what each may stand for: found once: to look for a mistyped one is slow."""

    def __init__(self, typed: str, index: Index, synonyms: Synonyms, *, unfinished: bool) -> None:
        self._index, self._synonyms, self._unfinished = index, synonyms, unfinished
        self._language = index.language
        self._meant: dict[str, list[Meaning]] = {}
        words = _with_openings(self._language.plainly_asked(words_in(typed)), index)
        if not unfinished:
            words = [part for word in words for part in self._split(word) or [word]]
        words = _without_what_is_denied(words, self._language)
        self.words = self._language.told(words, unfinished=unfinished)

    def meanings(self, word: str, *, unfinished: bool = False) -> list[Meaning]:
        """What a word may stand for. The commonest words of the language are no others, mistyped."""
        if unfinished:
            return self._index.vocabulary.meanings(word, unfinished=True)
        if word not in self._meant:
            is_no_mistake = word in self._language.common and not self.is_known(word)
            self._meant[word] = [] if is_no_mistake else self._index.vocabulary.meanings(word)
        return self._meant[word]

    def is_known(self, word: str) -> bool:
        """Whether some document has it, in one of its forms."""
        return self._index.vocabulary.term(word) is not None

    def joined(self, first: str, second: str) -> list[Meaning]:
        """“white heads” for whiteheads, also “wite heads”: two words that we only have as one."""
        word = first + second
        if min(len(first), len(second)) <= 2:
            return []
        if self.is_known(word):
            return self.meanings(word)
        is_odd = not self._is_nearly_known(first) or not self._is_nearly_known(second)
        if is_odd and len(word) >= SHORTEST_JOINED and not {first, second} & self._language.quiet:
            return self._index.vocabulary.a_letter_off(word)
        return []

    def nearly_said(self, word: str) -> str | None:
        """A word of the editors' list that is likelier meant than any word of a leaflet: “testacles”."""
        if self._unfinished or len(word) < SHORTEST_SPLIT or self.is_known(word) or word in self._language.common:
            return None
        best = max((one.likeness for one in self.meanings(word)), default=0.0)
        said = [saying[0] for saying in self._synonyms if len(saying) == 1]
        return self._index.vocabulary.nearest(self._language.stem(word), said, least=max(NEARLY, best + 0.1))

    def _is_nearly_known(self, word: str) -> bool:
        meant = self.meanings(word)
        return bool(meant) and meant[0].likeness >= NEARLY

    def _split(self, word: str) -> list[str]:
        """“lipsore” for lip sore, “spotonmyface” for spot and face: one word that we only have as several."""
        if len(word) < SHORTEST_SPLIT or self._is_a_part(word) or word in self._language.common:
            return []
        if any(self._language.stem(word) in saying for saying in self._synonyms) or self._is_nearly_known(word):
            return []
        parts = self._fewest_parts(word)
        return [part for part in parts if part not in self._language.quiet] if len(parts) > 1 else []

    def _fewest_parts(self, word: str) -> list[str]:
        best: list[list[str]] = [[] for _ in range(len(word) + 1)]  # of the first so many letters
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - LONGEST_PART), end - 1):
                fewer = not best[end] or len(best[start]) + 1 < len(best[end])
                if (start == 0 or best[start]) and fewer and self._is_a_part(word[start:end]):
                    best[end] = [*best[start], word[start:end]]
        return best[-1] if len(best[-1]) <= MOST_PARTS else []

    def _is_a_part(self, part: str) -> bool:
        return part in self._language.quiet or (len(part) > 2 and self.is_known(part))


def _with_openings(words: list[str], index: Index) -> list[str]:
    """“What is this” as the one word that we have it as, if some guide begins so."""
    for at in range(len(words) - OPENING + 1):
        opening = "".join(words[at : at + OPENING])
        if index.vocabulary.term(opening) is not None and set(words[at : at + 2]) <= index.language.quiet:
            return [*words[:at], opening, *words[at + OPENING :]]
    return words


def _without_what_is_denied(words: list[str], language: Language) -> list[str]:
    """“Not itchy or red” says what it is not. Only of such words: “not feeding” is said of somebody who is ill."""
    left, is_denied = [], False
    for word in words:
        is_not_so = is_denied and (word in language.goes_on or language.stem(word) in language.deniable)
        is_denied = is_not_so or word in language.denying
        if not is_not_so:
            left.append(word)
    return left if set(left) - language.quiet else words
