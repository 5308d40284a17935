"""Search, and what it suggests while somebody types. Nothing that was typed is stored, logged or cached."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from conditions import library
from conditions.models import Clinic
from conditions.search.query import MOST_PAGES, Answer, answer, suggestions
from conditions.search.question import LONGEST_QUERY
from conditions.vocabulary import Kind

from .rendering import not_stored, public


def results(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.current()
    words = _typed(request)
    found = answer(words, clinic, page=_page(request))
    context = {"words": words, "answer": found, "guides": _guides(words, found)}
    return not_stored(public(request, "search.html", context, clinic=clinic))


def suggest(request: HttpRequest) -> HttpResponse:
    """``{"suggestions": [{"title", "url", "also"}]}``: names of leaflets that the words may be the beginning of."""
    words = _typed(request)
    found = suggestions(words, Clinic.current()) if words else []
    told = [{"title": hit.listed.title, "url": hit.listed.url, "also": hit.also} for hit in found]
    return not_stored(JsonResponse({"suggestions": told}, json_dumps_params={"ensure_ascii": False}))


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]


def _page(request: HttpRequest) -> int:
    """The number of the page of results; the first for anything that is none."""
    asked = request.GET.get("page", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 4
    return min(max(int(asked), 1), MOST_PAGES) if is_number else 1


def _guides(words: str, found: Answer) -> list[library.Link]:
    """Where a few questions lead further: only for who has nothing to read yet."""
    return [] if words and found.found else list(library.links(Kind.GUIDE).values())
