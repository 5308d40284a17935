"""Do not pop it: the callout of every condition, and what to do if you already did."""

from django.http import HttpRequest, HttpResponse

from conditions import library
from conditions.models import Clinic
from conditions.vocabulary import Kind

from .rendering import public


def dont_pop_it(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.current()
    pages = library.with_callout(library.pages(Kind.CONDITION, clinic))
    return public(request, "dont_pop_it.html", {"pages": pages}, clinic=clinic)
