"""All frequently asked questions, by leaflet."""

from django.http import HttpRequest, HttpResponse

from conditions import library
from conditions.content.linked_data import frequently_asked
from conditions.models import Clinic
from conditions.vocabulary import Kind

from .rendering import public


def index(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.current()
    asked = [
        page
        for kind in (Kind.CONDITION, Kind.TREATMENT)
        for page in library.pages(kind, clinic)
        if page.leaflet.questions
    ]
    context = {"pages": asked, "linked_data": frequently_asked([page.leaflet for page in asked])}
    return public(request, "questions.html", context, clinic=clinic)
