"""Which codes lead to a live leaflet now: for whoever connects a record system."""

from dataclasses import dataclass

from django.utils import timezone

from conditions.library import address
from conditions.models import Publication, RevisionCode
from conditions.vocabulary import SOURCE_LANGUAGE, CodeSystem, Kind


@dataclass(frozen=True)
class Held:
    """A code and the leaflet that it leads to."""

    system: CodeSystem
    code: str
    below: bool
    excluded: str
    title: str
    url: str


def held(most: int) -> tuple[list[Held], int]:
    """The first codes by system, and how many there are; two queries."""
    live = Publication.objects.live(Kind.CONDITION, timezone.now()).filter(revision__language=SOURCE_LANGUAGE)
    rows = RevisionCode.objects.filter(revision__in=live.values("revision")).order_by("system", "code", "pk")
    told = rows.values_list(
        "system", "code", "below", "excluded", "revision__content__title", "revision__condition__slug"
    )
    found = [
        Held(CodeSystem(system), code, below, excluded, title, address(Kind.CONDITION, slug))
        for system, code, below, excluded, title, slug in told[:most]
    ]
    return found, rows.count() if len(found) == most else len(found)
