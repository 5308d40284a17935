"""What links here: everything that names a document or shows a picture, in drafts and in what patients read.

Plain reading, in a constant number of queries. Nothing here decides anything.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, TextField
from django.db.models.functions import Cast

from conditions.content.markup import links_in
from conditions.models import (
    ClinicalCode,
    Governed,
    HandoutPart,
    LookAlike,
    OutcomeLeaflet,
    Picture,
    Publication,
    Revision,
    RevisionCode,
    TreatmentOption,
)
from conditions.vocabulary import Advised, Basis, Kind

from . import found_in
from .blockers import texts


@dataclass
class Mention:
    """One document that names another: where it does so, and whether in its draft, live, or both."""

    document: Governed
    places: list[str] = field(default_factory=list)
    in_draft: bool = False
    is_live: bool = False

    @property
    def where(self) -> str:
        return "draft and live" if self.in_draft and self.is_live else "live" if self.is_live else "only in the draft"


@dataclass(frozen=True)
class Group:
    """All that name it in the same way, and what becomes of them if it is withdrawn."""

    heading: str
    if_withdrawn: str
    mentions: list[Mention]


@dataclass(frozen=True)
class Links:
    groups: list[Group]
    given: int = 0  # handouts that hold it
    last_given: datetime | None = None
    codes: list[str] = field(default_factory=list)
    is_compared: bool = False
    former_names: list[str] = field(default_factory=list)
    number: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.groups or self.given or self.codes or self.is_compared)

    @property
    def live_mentions(self) -> int:
        return len({mention.document for group in self.groups for mention in group.mentions if mention.is_live})


# heading -> what becomes of it if the document is withdrawn
LOOK_ALIKE = ("Look-alikes of other leaflets", "The link leads to the page that says why it was withdrawn.")
TREATMENT = ("Treatments of a condition", "The link leads to the page that says why it was withdrawn.")
OUTCOME = ("Outcomes of a guide", "The outcome no longer offers this leaflet.")
WORDS = ("Links in the words of other pages", "The link leads to the page that says why it was withdrawn.")
INSTEAD = ("Withdrawn leaflets that send readers here", "Their readers are sent to a page that was withdrawn as well.")
PICTURE = ("Leaflets that show this picture", "")


def to_document(document: Governed, at: datetime) -> Links:
    """Everything that names a condition, treatment or guide."""
    former = list(document.former_addresses.values_list("slug", flat=True))
    found = _Found()
    _in_drafts(document, [document.slug, *former], found)
    _in_live(document, [document.slug, *former], at, found)
    _sent_on(document, at, found)
    found.drop(document)
    parts = HandoutPart.objects.filter(**{f"revision__{document.kind.value}": document})
    handouts = parts.aggregate(given=Count("handout", distinct=True), last_given=Max("handout__made_at"))
    live = Publication.objects.live(document.kind, at).filter(**{f"revision__{document.kind.value}": document}).first()
    return Links(
        groups=found.groups(),
        codes=_codes(document, live),
        is_compared=document.kind == Kind.CONDITION and live is not None,
        former_names=former,
        number=str(getattr(document, "short_code", "")),
        **handouts,
    )


def to_picture(picture: Picture, at: datetime) -> Links:
    """Every leaflet that shows the same file; ``given`` is not of a picture."""
    found = _Found()
    shown = Picture.objects.filter(file=picture.file).select_related("condition", "treatment")
    for row in shown:
        found.add(PICTURE, row.condition or row.treatment, str(row), in_draft=True)
    for document, content in found_in.live(f'"{picture.file}"', at=at):
        for entry in content.get("pictures", []):
            if entry["file"] == picture.file:
                found.add(PICTURE, document, entry["alt"], is_live=True)
    return Links(groups=found.groups())


class _Found:
    """Mentions by heading and document, so that draft and live come together."""

    def __init__(self) -> None:
        self._by_group: dict[tuple[str, str], dict[Governed, Mention]] = {}

    def add(self, group: tuple[str, str], document: Governed, place: str, **where: bool) -> None:
        mention = self._by_group.setdefault(group, {}).setdefault(document, Mention(document))
        if place and place not in mention.places:
            mention.places.append(place)
        for name, holds in where.items():
            setattr(mention, name, holds)

    def drop(self, document: Governed) -> None:
        for mentions in self._by_group.values():
            mentions.pop(document, None)

    def groups(self) -> list[Group]:
        return [
            Group(*group, sorted(mentions.values(), key=lambda mention: mention.document.title.casefold()))
            for group in (LOOK_ALIKE, TREATMENT, OUTCOME, WORDS, INSTEAD, PICTURE)
            if (mentions := self._by_group.get(group))
        ]


def _in_drafts(document: Governed, names: list[str], found: _Found) -> None:
    if document.kind == Kind.CONDITION:
        for row in LookAlike.objects.filter(like=document).select_related("condition"):
            found.add(LOOK_ALIKE, row.condition, row.name, in_draft=True)
        for row in OutcomeLeaflet.objects.filter(condition=document).select_related("step__guide"):
            found.add(OUTCOME, row.step.guide, row.step.title, in_draft=True)
    if document.kind == Kind.TREATMENT:
        for row in TreatmentOption.objects.filter(treatment=document).select_related("condition"):
            found.add(TREATMENT, row.condition, str(row.get_advice_display()), in_draft=True)
    for text in found_in.drafts(*_addresses(document, names)):
        if _leads_here(text.text, document, names):
            found.add(WORDS, text.document, text.place, in_draft=True)


def _in_live(document: Governed, names: list[str], at: datetime, found: _Found) -> None:
    quoted = [f'"{name}"' for name in names]
    for other, content in found_in.live(*quoted, *_addresses(document, names), at=at):
        for read in _READ[document.kind]:
            for group, place in read(content, names):
                found.add(group, other, place, is_live=True)
        for place, text in texts(content):
            if _leads_here(text, document, names):
                found.add(WORDS, other, place, is_live=True)


def _look_alikes(content: dict[str, Any], names: list[str]) -> Iterator[tuple[tuple[str, str], str]]:
    yield from ((LOOK_ALIKE, row["name"]) for row in content.get("look_alikes", []) if row["condition"] in names)


def _outcomes(content: dict[str, Any], names: list[str]) -> Iterator[tuple[tuple[str, str], str]]:
    for step in content.get("steps", []):
        if not set(names).isdisjoint(step["conditions"]):
            yield OUTCOME, step["title"]


def _treatments(content: dict[str, Any], names: list[str]) -> Iterator[tuple[tuple[str, str], str]]:
    for row in content.get("treatments", []):
        if row["treatment"] in names:
            yield TREATMENT, str(Advised(row["advice"]).label)


_Read = Callable[[dict[str, Any], list[str]], Iterable[tuple[tuple[str, str], str]]]
_READ: dict[str, tuple[_Read, ...]] = {
    Kind.CONDITION: (_look_alikes, _outcomes),
    Kind.TREATMENT: (_treatments,),
    Kind.GUIDE: (),
}


def _addresses(document: Governed, names: list[str]) -> list[str]:
    return [f"/{document.kind.value}s/{name}" for name in names]


def _leads_here(text: str, document: Governed, names: list[str]) -> bool:
    """Whether a text links to the document: to its page, a part of it, or another form of it."""
    addresses = _addresses(document, names)
    if not any(address in text for address in addresses):
        return False
    paths = {link.split("#")[0].split("?")[0] for link in links_in(text)}
    return any(path.startswith((f"{address}/", f"{address}.")) for path in paths for address in addresses)


def _sent_on(document: Governed, at: datetime, found: _Found) -> None:
    """Withdrawn leaflets whose page names this one as what to read instead."""
    if document.kind == Kind.GUIDE:
        return
    instead = {"basis": Basis.WITHDRAWN, f"replacement_{document.kind.value}": document}
    for kind in Kind:
        withdrawn = Publication.objects.in_force(kind, at).filter(**instead).select_related(f"revision__{kind}")
        for publication in withdrawn:
            found.add(INSTEAD, publication.revision.document, "What to read instead", is_live=True)


def _codes(document: Governed, live: Publication | None) -> list[str]:
    """The clinical codes that lead to a condition, in the draft and live."""
    if document.kind != Kind.CONDITION:
        return []
    live_codes = RevisionCode.objects.filter(revision=live.revision_id) if live else RevisionCode.objects.none()
    told = {f"{row.get_system_display()} {row.code}": "live" for row in live_codes}
    for row in ClinicalCode.objects.filter(condition=document):
        name = f"{row.get_system_display()} {row.code.upper()}"
        told[name] = "draft and live" if name in told else f"only in the draft, {row.get_status_display()}"
    return [f"{name} ({where})" for name, where in told.items()]


def versions_with(picture: Picture) -> int:
    """How many frozen versions show the file; they keep it for ever."""
    as_text = Revision.objects.annotate(as_text=Cast("content", TextField()))
    return as_text.filter(as_text__contains=f'"{picture.file}"').count()
