"""The look-alike table: two to four conditions side by side, chosen by the reader; as a page and as plain text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from conditions import library
from conditions.content.a_to_z import by_letter
from conditions.content.comparison import comparison, often_mixed_up
from conditions.content.comparison_text import comparison_text
from conditions.entries import Entry, entries
from conditions.models import Clinic
from conditions.vocabulary import Kind

from .rendering import absolute, cached, public

FEWEST, MOST = 2, 4
LONGEST_NAME = 80  # characters of what was asked for
MOST_NAMES = 50
MOST_SETS = 6
MOST_ADDED = 6
MOST_IN_ONE_LIST = 40  # conditions; more stand under their letters


@dataclass(frozen=True)
class Choice:
    """What a reader asked for, what of it is live, and what is odd about it, in sentences."""

    pages: list[library.Page]
    problems: list[str]

    @property
    def slugs(self) -> list[str]:
        return [page.leaflet.slug for page in self.pages]

    @property
    def is_complete(self) -> bool:
        return FEWEST <= len(self.pages) <= MOST


def compare(request: HttpRequest) -> HttpResponse:
    """The table; without a complete choice, or asked for with ``choose``, the list to choose from."""
    clinic = Clinic.current()
    choice = _choice(request, clinic)
    if choice.is_complete and "choose" not in request.GET:
        table = comparison([page.leaflet for page in choice.pages])
        context = {"choice": choice, "table": table, "text_address": address("compare-text", choice.slugs)}
        return public(request, "compare.html", {**context, "change": _change(choice)}, clinic=clinic)
    return public(request, "compare_choose.html", _to_choose_from(choice, clinic), clinic=clinic)


def as_text(request: HttpRequest) -> HttpResponse:
    """The same table as plain text; 400 and what is wrong if the choice is not complete."""
    choice = _choice(request, Clinic.current())
    if not choice.is_complete:
        problems = choice.problems or [_("Choose at least two conditions to compare.")]
        return HttpResponse("\n".join(problems) + "\n", "text/plain; charset=utf-8", 400)
    table = comparison([page.leaflet for page in choice.pages])
    notices = [f"{page.leaflet.title}: {page.notice}" for page in choice.pages if page.notice]
    text = comparison_text(
        table, notices=[*choice.problems, *notices], address=absolute(address("compare", choice.slugs))
    )
    return cached(HttpResponse(text, "text/plain; charset=utf-8"))


def address(name: str, slugs: Iterable[str]) -> str:
    """Of the comparison of some conditions."""
    return f"{reverse(name)}?{urlencode([('condition', slug) for slug in slugs])}"


def _choice(request: HttpRequest, clinic: Clinic) -> Choice:
    given = request.GET.getlist("condition")[:MOST_NAMES]
    asked = [name.replace("\x00", "").strip()[:LONGEST_NAME].lower() for name in given]
    asked = [name for name in asked if name]
    found = library.pages_at(Kind.CONDITION, list(dict.fromkeys(asked)), clinic) if asked else {}
    pages = list({page.leaflet.slug: page for page in found.values()}.values())
    return Choice(pages, _problems(asked, found, len(pages)))


def _problems(asked: Sequence[str], found: Iterable[str], count: int) -> list[str]:
    """Nothing was asked for: that is a first visit, not a problem."""
    known = set(found)
    unknown = [name for name in dict.fromkeys(asked) if name not in known]
    told = [_("We have no leaflet called “%(name)s”.") % {"name": name} for name in unknown]
    if sum(name in known for name in asked) > count:
        told.append(_("The same condition was chosen more than once. It is shown once."))
    if count > MOST:
        told.append(_("You chose %(count)d. Choose at most %(most)d.") % {"count": count, "most": MOST})
    elif asked and count < FEWEST:
        told.append(_("Choose at least two conditions to compare."))
    return told


def _change(choice: Choice) -> dict[str, Any]:
    """One link for each change: leave one out, add a look-alike, or choose from all."""
    slugs = choice.slugs
    less = [(page.leaflet.title, [slug for slug in slugs if slug != page.leaflet.slug]) for page in choice.pages]
    more = {row.condition: row.name for page in choice.pages for row in page.leaflet.look_alikes if row.condition}
    add = [(name, [*slugs, slug]) for slug, name in more.items() if slug not in slugs][:MOST_ADDED]
    return {
        "leave_out": [(name, address("compare", left)) for name, left in less] if len(slugs) > FEWEST else [],
        "add": [(name, address("compare", all_)) for name, all_ in add] if len(slugs) < MOST else [],
        "choose": f"{address('compare', slugs)}&choose=all",
    }


def _to_choose_from(choice: Choice, clinic: Clinic) -> dict[str, Any]:
    """Sets that people mix up, then every condition; what was chosen stays chosen."""
    found = entries(Kind.CONDITION, clinic)
    titles = {entry.slug: entry.title for entry in found}
    live = {entry.slug: [slug for slug in entry.look_alikes if slug in titles] for entry in found}
    sets = often_mixed_up(live, size=3, most=MOST_SETS)
    chosen = set(choice.slugs)
    rest = [entry for entry in found if entry.slug not in chosen]
    return {
        "choice": choice,
        "sets": [([titles[slug] for slug in one], address("compare", one)) for one in sets],
        "entries": rest,
        "letters": _under_letters(rest) if len(found) > MOST_IN_ONE_LIST else [],
        "most": MOST,
    }


def _under_letters(found: list[Entry]) -> list[tuple[str, list[Entry]]]:
    return [(letter, under) for letter, under in by_letter(found, lambda entry: entry.title) if under]
