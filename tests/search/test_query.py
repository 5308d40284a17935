"""Words that patients type find leaflets."""

import pytest

from conditions.content.leaflet import leaflet
from conditions.library import draft_page
from conditions.models import Clinic
from conditions.search.query import find
from tests.builders import condition_document

MILIA = draft_page(condition_document(), Clinic())
ACNE = draft_page(
    condition_document(
        slug="acne",
        title="Acne",
        also_known_as=[{"name": "Spots", "search_only": False}, {"name": "zits", "search_only": True}],
        summary="Acne is blocked, sore skin.",
        body_sites=["chest-back"],
        facts={},
    ),
    Clinic(),
)


def titles(query: str) -> list[str]:
    return [found.page.leaflet.title for found in find(query, [ACNE, MILIA])]


@pytest.mark.parametrize(
    "query", ["milia", "MILIA", "Mília", "millia", "mila", "what is milia", "milk spot", "milia seeds"]
)
def test_leaflet_is_found_by_its_names_and_by_misspellings(query):
    assert titles(query)[0] == "Milia"


def test_words_of_the_text_and_places_on_the_body_find_too():
    assert titles("tiny white bumps eyelids")[0] == "Milia"
    assert titles("sore back")[0] == "Acne"


def test_nothing_is_found_for_nothing():
    assert titles("") == titles("   ") == titles("qqqqqq") == titles("!!!") == []


def test_found_under_a_hidden_name_is_shown_under_a_visible_one():
    [found, *_rest] = find("zits", [ACNE, MILIA])
    assert found.matched_name in {"Acne", "Spots"}


@pytest.mark.parametrize("query", ["\x00", "'" * 300, "💥", "a" * 5000, '% _ \\ "', "\ud7ff", "word " * 500])
def test_odd_input_is_only_words(query):
    assert isinstance(titles(query), list)


def test_leaflet_without_words_never_breaks_search():
    empty = draft_page(
        condition_document(sections=[], questions=[], facts={}, body_sites=[], also_known_as=[]), Clinic()
    )
    assert find("milia", [empty])[0].page is empty
    assert leaflet(condition_document()).title == "Milia"
