"""What can be given to a patient: the live leaflets and guides, in groups, found by any of their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from conditions.models import DOCUMENTS, Governed, Publication, RevisionName
from conditions.publishing.errors import NotReady
from conditions.publishing.finding import folded
from conditions.vocabulary import SOURCE_LANGUAGE, Kind

LONGEST = 100  # of a group: more than anybody reads, and typing makes it shorter
HEADINGS = {Kind.CONDITION: "Conditions", Kind.TREATMENT: "Treatments", Kind.GUIDE: "Guides"}


@dataclass(frozen=True)
class Choice:
    """``value`` is the kind and the address name, such as condition:milia."""

    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    heading: str
    choices: list[Choice]
    left_out: int


def groups(words: str, chosen: Sequence[str]) -> list[Group]:
    """What is live under names that contain the words; what is chosen stays in the list and comes first."""
    return [group for kind in Kind if (group := _group(kind, folded(words), set(chosen))).choices]


def _group(kind: Kind, words: str, chosen: set[str]) -> Group:
    live = Publication.objects.live(kind, timezone.now())
    titles = dict(live.values_list(f"revision__{kind}__slug", "revision__content__title"))
    named = RevisionName.objects.filter(name__contains=words).values("revision")
    found = set(live.filter(revision__in=named).values_list(f"revision__{kind}__slug", flat=True)) if words else titles
    choices = [
        Choice(value, title, value in chosen)
        for slug, title in titles.items()
        if (value := value_of(kind, slug)) in chosen or slug in found
    ]
    choices.sort(key=lambda choice: (not choice.is_chosen, choice.title.casefold()))
    return Group(HEADINGS[kind], choices[:LONGEST], max(0, len(choices) - LONGEST))


def value_of(kind: str, slug: str) -> str:
    return f"{kind}:{slug}"


def documents_of(chosen: Sequence[str]) -> list[Governed]:
    """The documents of chosen values, in their order. Raises NotReady if there is none of that name."""
    return [_document(value) for value in dict.fromkeys(chosen)]


def _document(value: str) -> Governed:
    kind, _colon, slug = value.replace("\x00", "").partition(":")
    found = DOCUMENTS[kind].objects.filter(slug=slug).first() if kind in DOCUMENTS else None
    if found is None:
        raise NotReady(f"There is no leaflet “{slug[:80]}” any more. Choose again.")
    return found


def languages_of(documents: Sequence[Governed]) -> list[str]:
    """The languages in which all of these are live; of none chosen, those in which anything is."""
    found = [_languages(kind) for kind in Kind] if not documents else []
    each = [_languages(document.kind, document) for document in documents]
    common = set.intersection(*each) if each else set().union(*found)
    return sorted(common, key=lambda code: (code != SOURCE_LANGUAGE, code)) or [SOURCE_LANGUAGE]


def _languages(kind: Kind, document: Governed | None = None) -> set[str]:
    live = Publication.objects.live(kind, timezone.now())
    live = live.filter(**{f"revision__{kind}": document}) if document else live
    return set(live.order_by().values_list("revision__language", flat=True).distinct())
