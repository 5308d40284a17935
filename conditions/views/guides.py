"""The guided FAQ. A step is a fragment of the one address of its guide, so no server ever hears an answer."""

from django.http import HttpRequest, HttpResponse

from conditions import library
from conditions.models import Clinic
from conditions.vocabulary import Kind

from . import errors
from .leaflets import found_or_explained
from .rendering import public


def index(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.current()
    return public(request, "guides/index.html", {"pages": widest_first(clinic)}, clinic=clinic)


@found_or_explained
def sources(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """Apart from the guide, which would be twice as heavy with them."""
    clinic = Clinic.current()
    page = library.page(kind, slug, clinic)
    if isinstance(page, library.Withdrawn):
        return errors.gone(request, page, clinic)
    return public(request, "guides/sources.html", {"page": page}, clinic=clinic)


def widest_first(clinic: Clinic) -> list[library.Page]:
    """Every live guide; first the one that asks most, because it fits most readers."""
    return sorted(library.pages(Kind.GUIDE, clinic), key=lambda page: -len(page.leaflet.steps))
