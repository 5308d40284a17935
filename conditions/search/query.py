"""Words to live leaflets: the one way in for pages. Nothing of a question is stored or logged.

The index says what fits; what is shown was live when the database was asked last, in a small query for each kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from conditions import library
from conditions.content.leaflet import CareCard, care_card
from conditions.models import Clinic
from conditions.vocabulary import SOURCE_LANGUAGE, BodySite, Kind

from .held import Held, held
from .index import Index
from .missed import WAITING
from .question import Thing, things
from .ranking import Ranked, ranked, words_found
from .urgent import Card, urgent_card

ON_A_PAGE = 10
MOST_PAGES = 20
MOST_REASONS = 5
MOST_SUGGESTED = 8
_LEAST = 0.12  # of the best score: what is far behind it only happens to share a word
_FIRST, _LEAST_OF_FIRST = 3, 0.03  # so many may be further behind: who did not mean the first looks for another


@dataclass(frozen=True)
class Found:
    """A live leaflet or guide: the words that it was found by, and its other name if that was typed."""

    listed: library.Listed
    words: tuple[str, ...] = ()
    also: str = ""

    @property
    def is_sample(self) -> bool:
        return self.listed.is_sample


@dataclass(frozen=True)
class Urgent:
    """A care card of a live leaflet that fits what was typed."""

    card: CareCard
    leaflet: library.Listed


@dataclass(frozen=True)
class Answer:
    """One page of results of ``total``, the urgent card, and what may help if there are none."""

    found: list[Found] = field(default_factory=list)
    total: int = 0
    page: int = 1
    has_more: bool = False
    urgent: Urgent | None = None
    did_you_mean: str = ""
    sites: list[BodySite] = field(default_factory=list)


def answer(typed: str, clinic: Clinic, *, page: int = 1, language: str = SOURCE_LANGUAGE) -> Answer:
    """One page of what fits, best first."""
    now = held(language)
    asked = things(typed, now.index, now.synonyms)
    order = in_order(asked, now)
    WAITING.add(word for thing in asked if not thing.readings for word in thing.typed)
    start = (page - 1) * ON_A_PAGE
    shown = order[start : start + ON_A_PAGE]
    card = urgent_card(asked, now.index, [result.number for result in shown]) if page == 1 else None
    listed = _listed(now.index, [*(one.number for one in shown), *([card.document] if card else [])], clinic)
    return Answer(
        found=_found(shown, listed, asked, now.index),
        total=len(order),
        page=page,
        has_more=len(order) > start + ON_A_PAGE and page < MOST_PAGES,
        urgent=_urgent(card, listed, clinic),
        did_you_mean="" if order else _did_you_mean(asked, now.index),
        sites=places(now),
    )


def find(typed: str, clinic: Clinic, *, most: int = 5, language: str = SOURCE_LANGUAGE) -> list[Found]:
    """The few that fit best, for a page that offers them beside something else."""
    now = held(language)
    asked = things(typed, now.index, now.synonyms)
    results = in_order(asked, now)[:most]
    return _found(results, _listed(now.index, [one.number for one in results], clinic), asked, now.index)


def suggestions(typed: str, clinic: Clinic, *, language: str = SOURCE_LANGUAGE) -> list[Found]:
    """What somebody may be about to type, by its names: the last word need not be finished."""
    now = held(language)
    asked = things(typed, now.index, now.synonyms, unfinished=True)
    results = [result for result in in_order(asked, now) if result.nearness][:MOST_SUGGESTED]
    return _found(results, _listed(now.index, [one.number for one in results], clinic), asked, now.index)


def places(now: Held) -> list[BodySite]:
    """The places on the body that some live leaflet is about."""
    return [site for site in BodySite if now.index.sites[site] > 0]


def in_order(asked: Sequence[Thing], now: Held) -> list[Ranked]:
    """The documents that fit, best first, what staff want first before them; some may just have been withdrawn."""
    results = ranked(asked, now.index)
    best = results[0].score if results else 0.0
    near = [one for at, one in enumerate(results) if one.score >= best * (_LEAST if at >= _FIRST else _LEAST_OF_FIRST)]
    return _with_first(near, asked, now)


def _with_first(results: list[Ranked], asked: Sequence[Thing], now: Held) -> list[Ranked]:
    """What staff want to stand first for such words does."""
    typed = {now.index.language.stem(word) for thing in asked for word in thing.typed}
    wanted = [now.index.number_of(kind, key) for stems, kind, key in now.shown_first if stems <= typed]
    first = dict.fromkeys(number for number in wanted if number is not None)
    by_number = {result.number: result for result in results}
    chosen = [by_number.get(number, Ranked(number, 0.0)) for number in first]
    return chosen + [result for result in results if result.number not in first]


def _listed(index: Index, numbers: Sequence[int], clinic: Clinic) -> dict[int, library.Listed]:
    """Those of some documents of the index that are live at this moment."""
    found: dict[int, library.Listed] = {}
    for kind in Kind:
        of_kind = {
            live.revision: number for number in numbers if (live := index.documents[number]) and live.kind == kind
        }
        if of_kind:
            listed = library.listed(kind, of_kind, clinic)
            found |= {of_kind[revision]: one for revision, one in listed.items()}
    return found


def _found(
    results: Sequence[Ranked], listed: dict[int, library.Listed], asked: Sequence[Thing], index: Index
) -> list[Found]:
    return [_explained(result, listed[result.number], asked, index) for result in results if result.number in listed]


def _explained(result: Ranked, listed: library.Listed, asked: Sequence[Thing], index: Index) -> Found:
    words = dict.fromkeys(word for thing in asked for word in words_found(thing, result.number, index))
    also = listed.names[result.name - 1] if 0 < result.name <= len(listed.names) else ""
    return Found(listed, tuple(islice(words, MOST_REASONS)), also)


def _urgent(card: Card | None, listed: dict[int, library.Listed], clinic: Clinic) -> Urgent | None:
    if card is None or card.document not in listed:
        return None
    leaflet = listed[card.document]
    return Urgent(care_card(leaflet.care_cards[card.number], clinic.numbers()), leaflet)


def _did_you_mean(asked: Sequence[Thing], index: Index) -> str:
    """The question with each word replaced by the nearest word of a name, if we know none of them."""
    if any(thing.readings for thing in asked):
        return ""
    words = [word for thing in asked for word in thing.typed if word not in index.language.common]
    nearest = (index.vocabulary.nearest(word, index.named(word[0])) for word in words)
    return " ".join(word for word in nearest if word)
