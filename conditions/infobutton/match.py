"""Which live leaflets a knowledge request means.

The exact code; else a code above it for which a curator said “and everything below it”; else the name. Never a parent
by itself: B00.4 (herpes of the brain) stands below B00, and the leaflet on cold sores would be dangerously calm.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from conditions import library
from conditions.content.clinical_codes import above, is_excluded
from conditions.library import Page
from conditions.models import Clinic, RevisionCode, RevisionName
from conditions.publishing.finding import folded
from conditions.vocabulary import SOURCE_LANGUAGE

from .request import Criterion

EXACT, BELOW, NAMED = 1.0, 0.9, 0.8


@dataclass(frozen=True)
class Match:
    """A leaflet, for what it was asked, and how near it comes: 1.0 is the very code."""

    page: Page
    criterion: Criterion
    relevance: float


def matches(criteria: Sequence[Criterion], clinic: Clinic, language: str = SOURCE_LANGUAGE) -> list[Match]:
    """Live leaflets, each once, in the order of the criteria, nearest first; four queries, however many there are."""
    codes, names = list(_codes(criteria)), _names(criteria)
    found = {row.revision_id for row in codes} | {revision for revisions in names.values() for revision in revisions}
    pages = library.live_pages(found, clinic, language) if found else {}
    once: dict[str, Match] = {}
    for criterion in criteria:
        for match in _of_criterion(criterion, codes, names, pages):
            once.setdefault(match.page.url, match)
    return list(once.values())


def _of_criterion(
    criterion: Criterion, codes: Iterable[RevisionCode], names: dict[str, set[int]], pages: dict[int, Page]
) -> list[Match]:
    by_code = [row for row in codes if row.revision_id in pages and _is_of_system(row, criterion)]
    exact = {row.revision_id for row in by_code if row.code == criterion.code}
    wider = [row for row in by_code if row.below and row.code in above(row.system, criterion.code)]
    left_out = {row.revision_id for row in wider if is_excluded(row.system, criterion.code, row.excluded)}
    below = {row.revision_id for row in wider} - left_out
    named = {revision for name in criterion.names for revision in names.get(folded(name), ())} & pages.keys()
    found, relevance = next(
        (step for step in ((exact, EXACT), (below, BELOW), (named - left_out, NAMED)) if step[0]), (set(), 0)
    )
    # One code may stand for two things (L72.0: milia and epidermal cyst): the one that was also named comes first.
    nearest = sorted(found, key=lambda revision: (revision not in named, pages[revision].leaflet.title.casefold()))
    return [Match(pages[revision], criterion, relevance) for revision in nearest]


def _codes(criteria: Iterable[Criterion]) -> Iterable[RevisionCode]:
    wanted = Q()
    for criterion in criteria:
        if criterion.system and criterion.system.ours and criterion.code:
            of_system = Q(system=criterion.system.ours)
            wanted |= of_system & Q(code=criterion.code)
            wanted |= of_system & Q(code__in=above(criterion.system.ours, criterion.code), below=True)
    return RevisionCode.objects.filter(wanted) if wanted else ()


def _is_of_system(row: RevisionCode, criterion: Criterion) -> bool:
    return bool(criterion.code and criterion.system and row.system == criterion.system.ours)


def _names(criteria: Iterable[Criterion]) -> dict[str, set[int]]:
    """Keys of revisions by each name that was asked for."""
    wanted = {folded(name) for criterion in criteria for name in criterion.names} - {""}
    found: dict[str, set[int]] = {name: set() for name in wanted}
    for name, revision in RevisionName.objects.filter(name__in=wanted).values_list("name", "revision"):
        found[name].add(revision)
    return found
