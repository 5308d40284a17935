"""Conditions by place on the body."""

from django.http import Http404, HttpRequest, HttpResponse

from conditions.entries import ages_used, entries, sites_used
from conditions.models import Clinic
from conditions.vocabulary import AgeGroup, BodySite, Kind

from .rendering import public


def site(request: HttpRequest, site: str) -> HttpResponse:
    if site not in BodySite.values:
        raise Http404(site)
    clinic = Clinic.current()
    every = entries(Kind.CONDITION, clinic)
    here = [entry for entry in every if site in entry.body_sites]
    context = {
        "site": BodySite(site),
        "entries": here,
        "sites": sites_used(every),
        "newborns": AgeGroup.NEWBORN in ages_used(every),
    }
    return public(request, "body/site.html", context, clinic=clinic)
