"""Medical words explained in place: the first use in the running text of a leaflet leads to the meaning, and back.

Running text is read in the order of the page. The opening, headings, care cards and the two lists of advice stay as
they are: nothing may stand in the way of a warning or an instruction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from .leaflet import Leaflet
from .markup import Text

# In the order of the page.
_RUNNING = (
    "evidence",
    "time_to_work",
    "effort",
    "cautions",
    "sections",
    "types",
    "facts",
    "treatments",
    "myths",
    "questions",
    "look_alikes",
)
# A link on one of these could part a “do” from its “not”.
_NEVER_LINKED = frozenset({"do", "not", "do not", "never", "no"})


@dataclass(frozen=True)
class Explained:
    """A leaflet whose words lead to their meanings, and the anchors of the words that its running text uses."""

    leaflet: Leaflet
    used: frozenset[str]


def explained(leaflet: Leaflet) -> Explained:
    """The leaflet with a link on the first use of each of its words."""
    wanted = _anchors(leaflet)
    if not wanted:
        return Explained(leaflet, frozenset())
    left = dict(wanted)
    parts = {name: _explaining(getattr(leaflet, name), left) for name in _RUNNING if hasattr(leaflet, name)}
    return Explained(replace(leaflet, **parts), frozenset(wanted.values()) - frozenset(left.values()))


def _anchors(leaflet: Leaflet) -> dict[str, str]:
    """Word -> its anchor; the first of two words that would have the same."""
    anchors: dict[str, str] = {}
    for row in leaflet.words:
        if row.anchor and row.anchor not in anchors.values() and row.word.casefold() not in _NEVER_LINKED:
            anchors[row.word] = row.anchor
    return anchors


def _explaining(value: Any, left: dict[str, str]) -> Any:
    """The same value with links in its texts; takes out of ``left`` what was linked."""
    if isinstance(value, Text):
        text = value.explaining(left)
        for word in text.words:
            del left[word]
        return text
    if isinstance(value, tuple):
        return tuple(_explaining(item, left) for item in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: _explaining(item, left) for key, item in value.items()})
    if is_dataclass(value):
        return replace(value, **{each.name: _explaining(getattr(value, each.name), left) for each in fields(value)})
    return value
