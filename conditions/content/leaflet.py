"""A live revision as a frozen value: what every page, text and feed is made from.

The dataclasses mirror the schema. A ``str`` is a plain heading or name, a ``Text`` is authored Markdown with
citations. ``leaflet`` fills the clinic's numbers into both, so no output can forget to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django.utils.text import slugify

from conditions.vocabulary import (
    MAPS,
    RED_FLAG_URGENCIES,
    SENSITIVE_DRAWINGS,
    Advised,
    AgeGroup,
    Attribute,
    BodySite,
    Drawing,
    Evidence,
    Handling,
    Kind,
    SectionKind,
    Setting,
    SkinTone,
    Urgency,
    Verdict,
)

from .additions import with_additions
from .document import Document
from .guide import Guide
from .markup import Text
from .placeholders import filled

NO_NUMBERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Name:
    name: str
    search_only: bool


@dataclass(frozen=True)
class Callout:
    """The don't-pop callout."""

    handling: Handling
    heading: str
    why: Text
    instead: tuple[Text, ...]
    already_squeezed: Text


@dataclass(frozen=True)
class CareCard:
    urgency: Urgency
    heading: str
    items: tuple[Text, ...]
    ending: Text

    def citing(self, numbers: Mapping[str, int]) -> "CareCard":
        """The same card with the numbers of another list of sources; of an empty one, without citations."""
        items = tuple(item.citing(numbers) for item in self.items)
        return replace(self, items=items, ending=self.ending.citing(numbers))


@dataclass(frozen=True)
class Section:
    kind: SectionKind
    title: str
    body: Text


@dataclass(frozen=True)
class TypeOf:
    name: str
    description: Text


@dataclass(frozen=True)
class Advice:
    """One item of the do or the do-not list. A do-not item is complete by itself."""

    text: Text
    why: Text


@dataclass(frozen=True)
class TreatmentLink:
    treatment: str
    title: str
    advice: Advised
    note: Text


@dataclass(frozen=True)
class Myth:
    claim: str
    verdict: Verdict
    why: Text


@dataclass(frozen=True)
class Question:
    question: str
    answer: Text


@dataclass(frozen=True)
class WordExplained:
    """A medical word of the leaflet, and what it means in plain words."""

    word: str
    meaning: Text

    @property
    def anchor(self) -> str:
        """keratin; empty if the word has neither letters nor digits."""
        return slugify(self.word, allow_unicode=True)


@dataclass(frozen=True)
class DrawingShown:
    """One of our own illustrations: ``alt`` says what is seen, ``caption`` what to conclude."""

    drawing: Drawing
    alt: str
    caption: Text

    @property
    def is_map(self) -> bool:
        """Whether it shows where on the body, rather than what is in the skin and what squeezing does."""
        return self.drawing in MAPS

    @property
    def is_sensitive(self) -> bool:
        return self.drawing in SENSITIVE_DRAWINGS


@dataclass(frozen=True)
class LookAlike:
    name: str
    condition: str
    difference: Text


@dataclass(frozen=True)
class Picture:
    file: str
    alt: str
    caption: Text
    long_description: Text
    skin_tone: SkinTone
    licence: str
    credit: str
    sensitive: bool
    width: int
    height: int


@dataclass(frozen=True)
class Code:
    system: str
    code: str
    display: str
    status: str
    note: str


@dataclass(frozen=True)
class EvidenceRating:
    rating: Evidence
    text: Text


@dataclass(frozen=True)
class Caution:
    who: str
    why: Text


@dataclass(frozen=True)
class Leaflet(Document):
    """What a condition's and a treatment's leaflet share."""

    also_known_as: tuple[Name, ...]
    care_cards: tuple[CareCard, ...]
    sections: tuple[Section, ...]
    dos: tuple[Advice, ...]
    donts: tuple[Advice, ...]
    questions: tuple[Question, ...]
    questions_to_ask: tuple[Text, ...]
    words: tuple[WordExplained, ...]
    pictures: tuple[Picture, ...]

    @property
    def other_names(self) -> list[str]:
        """The names that patients are shown."""
        return [name.name for name in self.also_known_as if not name.search_only]

    @property
    def red_flags(self) -> list[CareCard]:
        """The care cards that send a reader to get help now or today, most urgent first."""
        return [card for card in self.care_cards if card.urgency in RED_FLAG_URGENCIES]


@dataclass(frozen=True)
class ConditionLeaflet(Leaflet):
    harmless: Text
    catching: Text
    body_sites: tuple[BodySite, ...]
    age_groups: tuple[AgeGroup, ...]
    callout: Callout
    types: tuple[TypeOf, ...]
    facts: Mapping[Attribute, Text]
    treatments: tuple[TreatmentLink, ...]
    myths: tuple[Myth, ...]
    look_alikes: tuple[LookAlike, ...]
    drawings: tuple[DrawingShown, ...]
    codes: tuple[Code, ...]

    @property
    def maps(self) -> list[DrawingShown]:
        """The drawings of where it appears."""
        return [drawing for drawing in self.drawings if drawing.is_map]

    @property
    def says_where(self) -> bool:
        """Whether a section tells where it appears, so that the maps stand there."""
        return any(section.kind == SectionKind.WHERE_ON_BODY for section in self.sections)

    @property
    def close_ups(self) -> list[DrawingShown]:
        """The drawings of what is in the skin, and of what squeezing does to it."""
        return [drawing for drawing in self.drawings if not drawing.is_map]

    def treatments_by_advice(self) -> list[tuple[Advised, list[TreatmentLink]]]:
        """The treatments in groups, without empty ones: what can help, what some choose, what to avoid."""
        groups = [(advice, [link for link in self.treatments if link.advice == advice]) for advice in Advised]
        return [(advice, links) for advice, links in groups if links]


@dataclass(frozen=True)
class TreatmentLeaflet(Leaflet):
    setting: Setting
    who_can_do_it: Text
    evidence: EvidenceRating
    time_to_work: Text
    effort: Text
    cautions: tuple[Caution, ...]


_KINDS: dict[str, type[Document]] = {
    Kind.CONDITION.value: ConditionLeaflet,
    Kind.TREATMENT.value: TreatmentLeaflet,
    Kind.GUIDE.value: Guide,
}


def leaflet(document: Mapping[str, Any], numbers: Mapping[str, str] = NO_NUMBERS) -> Any:
    """The frozen leaflet or guide of a stored document, with the clinic's numbers filled in.

    ``numbers`` maps placeholder names to the clinic's values. Raises KeyError if the document is not complete:
    stored documents always are, because only ``publishing.snapshot`` makes them.
    """
    citations = {source["key"]: number for number, source in enumerate(document["sources"], start=1)}
    numbered = {
        **with_additions(document),
        "sources": [{**source, "number": citations[source["key"]]} for source in document["sources"]],
    }
    return _Reader(numbers, MappingProxyType(citations)).value(_KINDS[document["kind"]], numbered)


def care_card(card: Mapping[str, Any], numbers: Mapping[str, str] = NO_NUMBERS) -> CareCard:
    """One care card of a stored document, for a page that shows it alone, without a list of sources."""
    return _Reader(numbers, MappingProxyType({})).value(CareCard, card)


@cache
def _field_types(of: type) -> dict[str, Any]:
    hints = get_type_hints(of)
    return {field.name: hints[field.name] for field in fields(of)}


@dataclass(frozen=True)
class _Reader:
    """Turns JSON into the value that a type annotation asks for."""

    numbers: Mapping[str, str]
    citations: Mapping[str, int]

    def value(self, wanted: Any, found: Any) -> Any:
        if wanted is Text:
            return Text(filled(found, self.numbers, markdown=True), self.citations)
        if wanted is str:
            return filled(found, self.numbers)
        if get_origin(wanted) is UnionType and wanted is not (int | None):
            return self.value(get_args(wanted)[0], found) if found else None
        if get_origin(wanted) is tuple:
            return tuple(self.value(get_args(wanted)[0], item) for item in found)
        if get_origin(wanted) is Mapping:
            return self._facts(found)
        if is_dataclass(wanted):
            return wanted(**{name: self.value(kind, found[name]) for name, kind in _field_types(wanted).items()})
        if isinstance(wanted, type) and issubclass(wanted, str):
            return wanted(found)
        return found

    def _facts(self, found: Mapping[str, str]) -> Mapping[Attribute, Text]:
        """In the order of the table, whatever order the document has them in."""
        return MappingProxyType(
            {attribute: self.value(Text, found[attribute]) for attribute in Attribute if attribute in found}
        )
