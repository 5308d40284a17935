"""Words that patients type find live leaflets, and nothing else is ever shown."""

import pytest

from conditions.models import Clinic, ShownFirst, Synonym
from conditions.publishing import workflow
from conditions.search.language import language
from conditions.vocabulary import Attribute
from tests import builders

from .conftest import addresses

pytestmark = pytest.mark.django_db

ACNE = {
    "slug": "acne",
    "title": "Acne",
    "also_known_as": [{"name": "Spots", "search_only": False}, {"name": "zits", "search_only": True}],
    "summary": "Acne is blocked, sore skin. [@SP]",
    "body_sites": ["chest-back"],
    "facts": {attribute: f"About {attribute}. [@SP]" for attribute in Attribute.values}
    | {"look": "A mix of blackheads and cream dots. [@SP]"},
}


@pytest.fixture
def publish(author, reviewer):
    def run(make=builders.make_condition, **changes):
        return builders.published(make(author, **changes), author=author, reviewer=reviewer)

    return run


@pytest.fixture
def library(publish):
    return {"milia": publish(), "acne": publish(**ACNE), "leave": publish(builders.make_treatment)}


@pytest.mark.parametrize(
    "typed",
    ["milia", "MILIA", "Mília", "millia", "mila", "what is milia", "milk spot", "milkspots", "milia seeds", "mil"],
)
def test_leaflet_is_found_by_its_names_and_by_misspellings(library, ask, typed):
    assert addresses(ask(typed))[0] == "milia"


def test_words_of_the_text_places_and_facts_find_too(library, ask):
    assert addresses(ask("tiny white bumps eyelids"))[0] == "milia"
    assert addresses(ask("sore back"))[0] == "acne"
    assert addresses(ask("cream dots"))[0] == "acne"


def test_words_that_are_asked_about_anything_do_not_outweigh_what_it_is(library, ask):
    for typed in ("is milia contagious", "how long does milia last", "milia treatment", "my husband has milia, sore"):
        assert addresses(ask(typed))[0] == "milia", typed


def test_leaflet_named_whole_stands_before_those_that_only_have_the_other_words(library, ask):
    assert addresses(ask("zits or cream, tiny, white, firm?"))[0] == "acne"


def test_what_was_done_already_is_not_what_to_do():
    stem = language("en").stem
    assert {stem("popped"), stem("picked"), stem("squeezed")} == {"squeezed"}
    assert {stem("pop"), stem("popping"), stem("pops")} == {"pop"}


def test_nothing_is_found_for_nothing(library, ask):
    for typed in ("", "   ", "qqqqqq", "!!!"):
        found = ask(typed)
        assert found.found == [] and found.total == 0


def test_search_of_an_empty_library_finds_nothing(ask):
    assert ask("milia").found == []


def test_name_that_was_typed_is_told_and_one_only_for_search_is_not(library, ask):
    assert ask("spots").found[0].also == "Spots"
    assert (ask("zits").found[0].listed.title, ask("zits").found[0].also) == ("Acne", "")


def test_draft_is_never_found(library, ask, author):
    builders.make_condition(author, slug="secret", title="Zebrapox", summary="Zebrapox is a secret.")
    assert "secret" not in addresses(ask("zebrapox"))


def test_guide_is_found_by_its_title_and_not_by_its_steps(library, publish, ask):
    publish(builders.make_guide)
    assert addresses(ask("what bump"))[0] == "what-is-this-bump"
    assert "what-is-this-bump" not in addresses(ask("hot feeding"))


def test_document_of_another_language_is_not_offered_instead(library, ask):
    assert ask("milia", language="de").found == []


def test_synonym_of_several_words_finds_and_tells_what_it_means(library, ask):
    assert ask("wobbly gubbins").found == []
    Synonym.objects.create(said="wobbly gubbins", means="eyelids, back")
    found = ask("my wobbly gubbins")
    assert set(addresses(found)) == {"milia", "acne"}
    assert {word for hit in found.found for word in hit.words} == {"eyelids", "back"}


def test_saying_is_known_with_other_small_words_and_forms_of_one_word_are_one(library, ask):
    Synonym.objects.create(said="wobbly gubbin", means="eyelids")
    Synonym.objects.create(said="wobbly my gubbins", means="back")
    assert set(addresses(ask("wobbly this gubbins"))) == {"milia", "acne"}


def test_leaflet_that_staff_put_first_stands_first_while_it_is_live(library, ask, reviewer):
    ShownFirst.objects.create(said="white bump", treatment=library["leave"].revision.treatment)
    assert addresses(ask("white bumps on my eye"))[0] == "leave-it-alone"
    assert addresses(ask("white eyes"))[0] != "leave-it-alone"
    workflow.withdraw(library["leave"].revision.treatment, by=reviewer, reason="Wrong.")
    assert "leave-it-alone" not in addresses(ask("white bumps on my eye"))


def test_urgent_words_show_the_card_with_the_clinics_number(library, ask):
    Clinic.objects.update_or_create(pk=1, defaults={"emergency_number": "112"})
    found = ask("baby blisters fever")
    assert found.urgent.card.heading == "Call 112 now if:"
    assert found.urgent.leaflet.url == "/conditions/milia/"


@pytest.mark.parametrize("typed", ["\x00", "'" * 300, "💥", "a" * 5000, '% _ \\ "', "\ud7ff", "word " * 500, "ß" * 300])
def test_odd_input_is_only_words(library, ask, typed):
    assert isinstance(addresses(ask(typed)), list)


def test_search_asks_few_queries_however_many_leaflets_there_are(library, ask, django_assert_num_queries):
    ask("milia")
    with django_assert_num_queries(3):  # the clinic, what changed, what is live of a kind
        ask("white bumps eyelids")
