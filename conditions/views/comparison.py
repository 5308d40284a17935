"""The look-alike table: two to four conditions side by side, chosen by the reader."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from conditions import library
from conditions.content.comparison import comparison
from conditions.models import Clinic
from conditions.vocabulary import Kind

from .rendering import public

FEWEST, MOST = 2, 4
LONGEST_NAME = 80


def compare(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.current()
    pages = library.pages(Kind.CONDITION, clinic)
    asked = [name[:LONGEST_NAME].lower() for name in request.GET.getlist("condition")[:50] if name]
    chosen = _chosen(asked, pages)
    problems = _problems(asked, chosen, pages)
    context = {
        "pages": pages,
        "chosen": chosen,
        "chosen_slugs": [page.leaflet.slug for page in chosen],
        "problems": problems,
        "table": comparison([page.leaflet for page in chosen]) if FEWEST <= len(chosen) <= MOST else None,
        "most": MOST,
    }
    return public(request, "compare.html", context, clinic=clinic)


def _chosen(asked: list[str], pages: list[library.Page]) -> list[library.Page]:
    by_slug = {page.leaflet.slug: page for page in pages}
    return [by_slug[name] for name in dict.fromkeys(asked) if name in by_slug]


def _problems(asked: list[str], chosen: list[library.Page], pages: list[library.Page]) -> list[str]:
    """What is odd about the choice, in sentences. Nothing was asked for: that is a first visit, not a problem."""
    known = {page.leaflet.slug for page in pages}
    unknown = [name for name in dict.fromkeys(asked) if name not in known]
    found = [_("We have no leaflet called “%(name)s”.") % {"name": name} for name in unknown]
    if len(asked) != len(set(asked)):
        found.append(_("The same condition was chosen more than once. It is shown once."))
    if len(chosen) > MOST:
        found.append(_("You chose %(count)d. Choose at most %(most)d.") % {"count": len(chosen), "most": MOST})
    elif asked and len(chosen) < FEWEST:
        found.append(_("Choose at least two conditions to compare."))
    return found
