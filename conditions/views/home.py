"""The first page: guides, search, places on the body, all conditions, the don't-pop callout."""

from django.http import HttpRequest, HttpResponse

from conditions import library
from conditions.models import Clinic
from conditions.vocabulary import Kind

from .body import sites_with_pages
from .guides import widest_first
from .rendering import public


def home(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.current()
    pages = library.pages(Kind.CONDITION, clinic)
    guides = widest_first(clinic)
    context = {"guides": guides, "pages": pages, "everything": [*guides, *pages], "sites": sites_with_pages(pages)}
    return public(request, "home.html", context, clinic=clinic)
