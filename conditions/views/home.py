"""The first page: search, guides, the don't-pop callout, then the ways to a leaflet."""

from django.http import HttpRequest, HttpResponse

from conditions.content.a_to_z import by_letter
from conditions.entries import ages_used, entries, sites_used
from conditions.models import Clinic
from conditions.vocabulary import AgeGroup, Kind

from .guides import widest_first
from .rendering import public

MOST_NAMED = 40  # conditions that one can look through; of more, the letters are shown


def home(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.current()
    found = entries(Kind.CONDITION, clinic)
    guides = widest_first(clinic)
    ages = ages_used(found)
    many = len(found) > MOST_NAMED
    context = {
        "guides": guides,
        "entries": found,
        "everything": [*guides, *found],
        "sites": sites_used(found),
        "ages": ages,
        "newborns": AgeGroup.NEWBORN in ages,
        "letters": by_letter(found, lambda entry: entry.title) if many else [],
    }
    return public(request, "home.html", context, clinic=clinic)
