"""Find live leaflets by the words that people type; the only importer of rapidfuzz.

Each query word is matched against the words of a leaflet, exactly, by its beginning, or with a typing error. A match
in a title or another name counts more than one in the text. Explainable on purpose: no index to go stale.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from conditions.library import Page

LONGEST_QUERY = 200  # characters
MOST_WORDS = 10
SIMILAR_ENOUGH = 0.75

_STOP_WORDS = frozenset(
    [
        "a",
        "am",
        "an",
        "and",
        "are",
        "at",
        "be",
        "can",
        "do",
        "does",
        "for",
        "from",
        "have",
        "how",
        "i",
        "in",
        "is",
        "it",
        "my",
        "of",
        "on",
        "or",
        "that",
        "the",
        "them",
        "these",
        "this",
        "to",
        "what",
        "why",
        "with",
        "you",
        "your",
    ]
)


@dataclass(frozen=True)
class Found:
    """A leaflet and the name under which it was found."""

    page: Page
    score: float
    matched_name: str


def find(query: str, pages: Sequence[Page]) -> list[Found]:
    """The leaflets that fit, best first; none if nothing fits."""
    asked = [word for word in _words(query) if word not in _STOP_WORDS][:MOST_WORDS] or _words(query)[:MOST_WORDS]
    found = [_judged(asked, page) for page in pages]
    return sorted((hit for hit in found if hit.score > 0), key=lambda hit: (-hit.score, hit.page.leaflet.title))


def _judged(asked: list[str], page: Page) -> Found:
    names = [page.leaflet.title, *(name.name for name in page.leaflet.also_known_as)]
    fields = [(6.0, _joined(names)), (2.0, _lead(page)), (1.0, _joined(_body(page)))]
    scores = [max(weight * _best(word, words) for weight, words in fields) for word in asked]
    hit_share = sum(score > 0 for score in scores) / len(asked) if asked else 0
    shown = [page.leaflet.title, *page.leaflet.other_names]
    best_name = max(shown, key=lambda name: sum(_best(word, set(_words(name))) for word in asked))
    return Found(page, sum(scores) * hit_share if hit_share >= 0.5 else 0.0, best_name)


def _lead(page: Page) -> set[str]:
    sites = getattr(page.leaflet, "body_sites", ())
    return _joined([page.leaflet.summary.bare, *(str(site.label) for site in sites)])


def _body(page: Page) -> Iterable[str]:
    yield from (section.body.bare for section in page.leaflet.sections)
    yield from (fact.bare for fact in getattr(page.leaflet, "facts", {}).values())
    yield from (question.question for question in page.leaflet.questions)


def _best(word: str, words: set[str]) -> float:
    if word in words:
        return 1.0
    if len(word) < 3:
        return 0.0
    if any(other.startswith(word) for other in words):
        return 0.8
    if len(word) < 4:
        return 0.0
    near = (DamerauLevenshtein.normalized_similarity(word, other, score_cutoff=SIMILAR_ENOUGH) for other in words)
    return max(near, default=0.0) * 0.7


def _joined(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _words(text)}


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("'", "").replace("’", "")
    return [_stem(word) for word in re.findall(r"[^\W_]+", letters)]


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
