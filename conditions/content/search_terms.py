"""What a document is found by: its words, each in the most telling place where it stands. No model, no request.

Made once for each revision and kept, so that a process that starts reads short lists and not whole leaflets.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import override

from conditions.vocabulary import RED_FLAG_URGENCIES, AgeGroup, Attribute, BodySite, Kind

from .markup import without_citations
from .passages import passages

MADE_AS = 1  # raise it whenever this file finds other words: kept lists of another make are made again after migrate
LONGEST_WORD = 40  # characters

# Where a word can stand, most telling first. The names are kept in the database; their weights are in search/ranking.
PLACES = ("place", "summary", "fact", "text")

_DESCRIBES = {Attribute.LOOK, Attribute.SKIN_TONES, Attribute.FEEL, Attribute.CONTENTS, Attribute.WHERE, Attribute.WHO}
_NOT_WORDS = re.compile(r"\]\([^)]*\)|\{[a-z_]+\}|https?://\S+")
_WORD = re.compile(r"[^\W_]+")
_UNSAID = str.maketrans("", "", "'’ʼ`\u00ad\u200b\u200c\u200d")
# Named elsewhere: who is like this, what is done about it, and the danger signs, which are searched apart.
_LEFT_OUT = {"title", "summary", "care_cards", "facts", "types", "look_alikes", "treatments", "steps", "come_back"}


def words_in(text: str) -> list[str]:
    """The words, folded: small letters, no accents, no apostrophes. ``Don't`` is one word, ``dont``."""
    plain = unicodedata.normalize("NFKD", text.translate(_UNSAID).casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [word for word in _WORD.findall(letters) if len(word) <= LONGEST_WORD]


def found_by(document: Mapping[str, Any]) -> dict[str, Any]:
    """The names, places on the body, words by place and danger signs of a stored document, as short as they can be."""
    names = [document["title"], *(name["name"] for name in document.get("also_known_as", []))]
    taken: set[str] = set()
    return {
        "names": [" ".join(words_in(name)) for name in names],
        "sites": list(document.get("body_sites", [])),
        **{place: " ".join(_fresh(texts, taken)) for place, texts in _by_place(document)},
        "flags": [
            [number, urgency, " ".join(words_in(_authored(item)))] for number, urgency, item in _danger_signs(document)
        ],
    }


def _fresh(texts: Iterable[str], taken: set[str]) -> list[str]:
    """The words that no more telling place has had, in order of the alphabet: each database keeps parts in its own."""
    found = {word for text in texts for word in words_in(_authored(text))} - taken
    taken.update(found)
    return sorted(found)


def _by_place(document: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    facts = document.get("facts", {})
    types = [text for row in document.get("types", []) for text in (row["name"], row["description"])]
    with override(document["language"]):
        labels = [str(BodySite(site).label) for site in document.get("body_sites", [])]
        labels += [str(AgeGroup(age).label) for age in document.get("age_groups", [])]
    yield "place", labels
    yield "summary", [document["summary"]]
    yield "fact", [*(text for name, text in facts.items() if name in _DESCRIBES), *types]
    yield "text", [*_rest(document), *(text for name, text in facts.items() if name not in _DESCRIBES)]


def _rest(document: Mapping[str, Any]) -> Iterator[str]:
    if document["kind"] == Kind.GUIDE:  # its steps are about everything, so they would be found for everything
        yield document["intro"]
        return
    kept = {key: value for key, value in document.items() if key not in _LEFT_OUT}
    yield from (found.text for found in passages(kept))


def _danger_signs(document: Mapping[str, Any]) -> Iterator[list[Any]]:
    """[number of the care card, how urgent, words of an item] of every card for now or today."""
    for number, card in enumerate(document.get("care_cards", [])):
        if card["urgency"] in RED_FLAG_URGENCIES:
            for item in card["items"]:
                yield [number, card["urgency"], " ".join(words_in(_authored(item)))]


def _authored(text: str) -> str:
    return _NOT_WORDS.sub(" ", without_citations(text))
