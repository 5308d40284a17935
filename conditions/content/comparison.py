"""The look-alike table, made from the same facts that the leaflets show, so they cannot disagree."""

from collections.abc import Sequence
from dataclasses import dataclass

from conditions.vocabulary import Attribute

from .leaflet import ConditionLeaflet
from .markup import Text


@dataclass(frozen=True)
class Cell:
    leaflet: ConditionLeaflet
    text: Text


@dataclass(frozen=True)
class Row:
    attribute: Attribute
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    leaflets: tuple[ConditionLeaflet, ...]
    rows: tuple[Row, ...]


def comparison(leaflets: Sequence[ConditionLeaflet]) -> Comparison:
    """Every attribute that at least one leaflet answers, safety first; a missing answer is an empty text."""
    used = [attribute for attribute in Attribute if any(attribute in leaflet.facts for leaflet in leaflets)]
    rows = tuple(
        Row(attribute, tuple(Cell(leaflet, leaflet.facts.get(attribute, Text(""))) for leaflet in leaflets))
        for attribute in used
    )
    return Comparison(tuple(leaflets), rows)
