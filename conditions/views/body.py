"""Conditions by place on the body."""

from django.http import Http404, HttpRequest, HttpResponse

from conditions import library
from conditions.entries import entries, sites_used
from conditions.models import Clinic
from conditions.vocabulary import BodySite, Kind

from .rendering import public


def site(request: HttpRequest, site: str) -> HttpResponse:
    if site not in BodySite.values:
        raise Http404(site)
    clinic = Clinic.current()
    every = entries(Kind.CONDITION, clinic)
    here = [entry for entry in every if site in entry.body_sites]
    context = {"site": BodySite(site), "entries": here, "sites": sites_used(every)}
    return public(request, "body/site.html", context, clinic=clinic)


def sites_with_pages(pages: list[library.Page]) -> list[BodySite]:
    """The places that some of these leaflets are about, in the order of the vocabulary."""
    used = {site for page in pages for site in page.leaflet.body_sites}
    return [site for site in BodySite if site in used]
