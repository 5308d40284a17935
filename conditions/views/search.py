"""Search. What was typed is neither stored nor logged, and the answer is not cached."""

from django.http import HttpRequest, HttpResponse

from conditions import library
from conditions.models import Clinic
from conditions.search.query import LONGEST_QUERY, find
from conditions.vocabulary import Kind

from .body import sites_with_pages
from .rendering import not_stored, public


def results(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    clinic = Clinic.current()
    conditions = library.pages(Kind.CONDITION, clinic)
    found = find(words, [*conditions, *library.pages(Kind.TREATMENT, clinic)]) if words else []
    context = {"words": words, "found": found, "sites": sites_with_pages(conditions)}
    return not_stored(public(request, "search.html", context, clinic=clinic))
