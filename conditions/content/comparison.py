"""The look-alike table, made from the same facts that the leaflets show, so they cannot disagree.

The sources of the cells are numbered for the table as a whole, in the order in which a reader meets them. The signs
that need help have none here: each leaflet has them with its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from conditions.vocabulary import ANSWERED_YES_OR_NO, Attribute, Handling

from .document import Source
from .leaflet import CareCard, ConditionLeaflet
from .markup import Text, keys_cited

ALWAYS = frozenset({Attribute.TOUCH, Attribute.SKIN_TONES, Attribute.FEEL})
_NOTHING = Text("")


@dataclass(frozen=True)
class Cell:
    leaflet: ConditionLeaflet
    text: Text


@dataclass(frozen=True)
class Row:
    """One question with an answer for each condition. ``mark`` says in words whether the answers differ."""

    attribute: Attribute
    cells: tuple[Cell, ...]
    mark: str


@dataclass(frozen=True)
class Cited:
    """A source of the table: its number on this page, and the leaflets that rely on it there."""

    number: int
    source: Source
    leaflets: tuple[ConditionLeaflet, ...]


@dataclass(frozen=True)
class Comparison:
    leaflets: tuple[ConditionLeaflet, ...]
    red_flags: tuple[tuple[ConditionLeaflet, tuple[CareCard, ...]], ...]
    rows: tuple[Row, ...]
    sources: tuple[Cited, ...]

    @property
    def is_sensitive(self) -> bool:
        return any(leaflet.sensitive for leaflet in self.leaflets)


def comparison(leaflets: Sequence[ConditionLeaflet]) -> Comparison:
    """When to get help, then the rows, safety first: those that always stand there, and each that a leaflet answers."""
    used = [
        attribute
        for attribute in Attribute
        if attribute in ALWAYS or any(attribute in leaflet.facts for leaflet in leaflets)
    ]
    answers = {attribute: [leaflet.facts.get(attribute, _NOTHING) for leaflet in leaflets] for attribute in used}
    sources = _sources(leaflets, answers)
    numbers = {cited.source.key: cited.number for cited in sources}
    flags = ((leaflet, tuple(card.citing({}) for card in leaflet.red_flags)) for leaflet in leaflets)
    rows = (
        Row(
            attribute,
            tuple(Cell(leaflet, text.citing(numbers)) for leaflet, text in zip(leaflets, texts, strict=True)),
            _mark(attribute, leaflets, texts),
        )
        for attribute, texts in answers.items()
    )
    return Comparison(tuple(leaflets), tuple(flags), tuple(rows), sources)


def often_mixed_up(alike: Mapping[str, Sequence[str]], size: int, most: int) -> list[tuple[str, ...]]:
    """Sets of conditions that name each other as look-alikes, at most ``size`` in each; first where most do.

    ``alike`` has the look-alikes of each condition. Each set has two conditions that no set before it has.
    """
    sets = []
    for one, others in alike.items():
        mutual = [other for other in others if other != one and one in alike.get(other, ())]
        sets.append((one, *mutual[: size - 1]))
    chosen: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for one in sorted(sets, key=lambda one: -_pairs(one, alike)):
        if len(chosen) < most and len(seen.union(one)) >= len(seen) + 2:
            chosen.append(one)
            seen.update(one)
    return chosen


def _pairs(names: Sequence[str], alike: Mapping[str, Sequence[str]]) -> int:
    return sum(other in alike[one] for one in names for other in names)


def _sources(leaflets: Sequence[ConditionLeaflet], answers: Mapping[Attribute, Sequence[Text]]) -> tuple[Cited, ...]:
    """Of the cells, row by row. A source is one and the same wherever its key is."""
    uses: dict[str, tuple[Source, list[ConditionLeaflet]]] = {}
    for leaflet, text in chain.from_iterable(zip(leaflets, texts, strict=True) for texts in answers.values()):
        own = {source.key: source for source in leaflet.sources}
        for key in keys_cited(text.source):
            if key in own:
                users = uses.setdefault(key, (own[key], []))[1]
                users += [] if leaflet in users else [leaflet]
    return tuple(Cited(number, source, tuple(users)) for number, (source, users) in enumerate(uses.values(), start=1))


def _mark(attribute: Attribute, leaflets: Sequence[ConditionLeaflet], texts: Sequence[Text]) -> str:
    """What can be said honestly about free words: that they are the same, that all say no, or that they differ."""
    if attribute == Attribute.TOUCH and all(_is_not_to_be_popped(leaflet) for leaflet in leaflets):
        return _("Same for all: do not pop it.")
    if not all(texts):
        return _("Not every leaflet says.")
    if len({_folded(text.bare) for text in texts}) == 1:
        return _("Same answer for all.")
    openings = {_folded(_opening(text.bare)) for text in texts}
    if attribute in ANSWERED_YES_OR_NO and len(openings) == 1:
        return _("Same short answer for all: %(answer)s.") % {"answer": _opening(texts[0].bare)}
    return _("The answers differ.")


def _is_not_to_be_popped(leaflet: ConditionLeaflet) -> bool:
    return bool(leaflet.callout.heading) and leaflet.callout.handling != Handling.FINE_TO_TOUCH


def _opening(words: str) -> str:
    """“No” of “No. It is not an infection.”"""
    return words.replace(",", ".").replace(";", ".").partition(".")[0].strip()


def _folded(words: str) -> str:
    return " ".join(words.casefold().strip(" .").split())
