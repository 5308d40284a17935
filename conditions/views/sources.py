"""The evidence register: each source, what it says, and which leaflets rely on it."""

from django.http import HttpRequest, HttpResponse

from conditions import library
from conditions.models import Clinic
from conditions.vocabulary import Kind

from .rendering import public


def register(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.current()
    pages = [page for kind in Kind for page in library.pages(kind, clinic)]
    return public(request, "sources.html", {"sources": _register(pages, library.retractions())}, clinic=clinic)


def _register(pages: list[library.Page], retracted: dict[str, str]) -> list[dict]:
    """Each source once, by publisher and title, with every (page, what it says there), and why it was retracted."""
    entries: dict[str, dict] = {}
    for page in pages:
        for source in page.leaflet.sources:
            entry = entries.setdefault(
                source.key, {"source": source, "uses": [], "retracted": retracted.get(source.key)}
            )
            entry["uses"].append((page, source.says))
    return sorted(entries.values(), key=lambda entry: (entry["source"].title.casefold(), entry["source"].key))
