"""Conditions by age. For newborn babies the signs that need help at once come before the list."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

from conditions import library
from conditions.content.leaflet import CareCard
from conditions.entries import Entry, ages_used, entries
from conditions.models import Clinic
from conditions.vocabulary import URGENCY_ORDER, AgeGroup, Kind

from .rendering import public

MOST_ASKED = 5  # leaflets, those that are about the fewest ages first


def group(request: HttpRequest, group: AgeGroup) -> HttpResponse:
    clinic = Clinic.current()
    every = entries(Kind.CONDITION, clinic)
    here = [entry for entry in every if group in entry.age_groups]
    signs = _signs(here, clinic) if group == AgeGroup.NEWBORN else []
    context = {"group": group, "entries": here, "groups": ages_used(every), "signs": signs}
    return public(request, "age/group.html", context, clinic=clinic)


def _signs(here: Iterable[Entry], clinic: Clinic) -> list[tuple[library.Page, CareCard]]:
    """At most one card to get help now and one to get help today, from the leaflet that is most about this age."""
    closest = sorted(here, key=lambda entry: len(entry.age_groups))[:MOST_ASKED]
    pages = library.pages_at(Kind.CONDITION, [entry.slug for entry in closest], clinic)
    first: dict[str, tuple[library.Page, CareCard]] = {}
    for page in pages.values():
        for card in page.leaflet.red_flags:
            first.setdefault(card.urgency, (page, card.citing({})))
    return [first[urgency] for urgency in URGENCY_ORDER if urgency in first]
