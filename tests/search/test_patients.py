"""What patients type, over the whole shipped pack: the right leaflet, the urgent card, the same on each database."""

from pathlib import Path

import pytest
import yaml

from .conftest import addresses

pytestmark = pytest.mark.usefixtures("shipped_pack")

HERE = Path(__file__).parent


def rows(name: str) -> dict:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def told(ask, name: str) -> tuple[float, float, str]:
    """(share that is right first, share among the first three, what is not)."""
    wanted = rows(name)
    found = {typed: addresses(ask(typed)) for typed in wanted}
    first = sum(found[typed][:1] == [right] for typed, right in wanted.items())
    in_three = sum(right in found[typed][:3] for typed, right in wanted.items())
    wrong = [
        f"{typed}: {found[typed][:3]}, not {right}" for typed, right in wanted.items() if found[typed][:1] != [right]
    ]
    figures = f"{name}: {first} of {len(wanted)} first, {in_three} in three\n" + "\n".join(wrong)
    return first / len(wanted), in_three / len(wanted), figures


def test_right_leaflet_stands_first_for_what_patients_type(ask):
    first, in_three, figures = told(ask, "phrasings.yaml")
    assert len(rows("phrasings.yaml")) >= 120
    assert first >= 0.95, figures
    assert in_three == 1.0, figures


def test_phrasings_that_nobody_tuned_on_are_found_nearly_as_well(ask):
    first, in_three, figures = told(ask, "phrasings_held_out.yaml")
    assert first >= 0.8, figures
    assert in_three >= 0.95, figures


def test_order_is_the_same_on_each_database(ask):
    """The committed lists come from SQLite; run with DATABASE_URL this compares another database with it."""
    expected = rows("rankings.yaml")
    assert {typed: addresses(ask(typed)) for typed in expected} == expected


@pytest.mark.parametrize(
    ("typed", "urgency", "item"),
    [
        ("baby blisters fever", "emergency", "a newborn baby has blisters"),
        ("my newborn has a temperature", "emergency", "fever"),
        ("baby not feeding", "emergency", "not feeding"),
        ("floppy baby", "emergency", "floppy"),
        ("face swelling cannot breathe", "emergency", "face, lips or tongue swell"),
        ("cant pee", "emergency", "you cannot pee at all"),
        ("i want to kill myself", "emergency", "end your life"),
        ("hot swollen skin spreading", "emergency", "spreads fast"),
        ("eye pain blister", "same_day", "blisters near your eye"),
        ("cold sore near eye", "same_day", "your eye hurts"),
        ("sores pregnant", "same_day", "you are pregnant and have"),
        ("kissed baby with cold sore", "same_day", "kissed or touched"),
        ("child bumps genitals", "same_day", "a child has"),
    ],
)
def test_danger_sign_shows_a_care_card_in_its_own_words_first(ask, typed, urgency, item):
    found = ask(typed)
    assert found.urgent.card.urgency == urgency
    assert item in " ".join(line.bare for line in found.urgent.card.items)
    assert found.urgent.leaflet.url.startswith(("/conditions/", "/treatments/"))


@pytest.mark.parametrize(
    "typed",
    ["cold sore", "white spots lips", "bumps under eye baby", "milia baby", "bumps on genitals", "painful pimple",
     "spots with pus", "sore lip", "newborn rash", "baby acne", "milk spots baby", "fever blister", "acne in pregnancy",
     "heat rash baby", "baby spots", "herpes", "can i pop it"],
)  # fmt: skip
def test_ordinary_words_raise_no_alarm(ask, typed):
    assert ask(typed).urgent is None


def test_result_says_why_it_was_found_in_whole_sentences(ask):
    first = ask("white spots lips").found[0]
    assert first.words == ("white", "spots", "lips")
    assert first.listed.summary.endswith(".") and first.listed.do_not.startswith("Do not ")
    assert ask("fever blister").found[0].also == "Fever blisters"
    assert ask("penile oil glands").found[0].also == "", "a name that is only searched for is not shown"


def test_every_result_carries_its_do_not_line(ask):
    found = [hit for typed in ("bumps", "treatment", "pop", "oil", "skin") for hit in ask(typed).found]
    assert found and all(hit.listed.do_not.startswith(("Do not ", "Never ")) for hit in found), [
        (hit.listed.title, hit.listed.do_not)
        for hit in found
        if not hit.listed.do_not.startswith(("Do not ", "Never "))
    ]


def test_nothing_found_offers_the_nearest_word_of_a_name(ask):
    found = ask("kxratoxxx")
    assert found.found == [] and found.did_you_mean == "keratosis"
    assert ask("qqqqqqqq").did_you_mean == ""


def test_more_results_stand_on_further_pages(ask):
    first, second = ask("skin"), ask("skin", page=2)
    assert first.has_more and len(first.found) == 10 and second.page == 2
    assert not {hit.listed.url for hit in first.found} & {hit.listed.url for hit in second.found}
    assert ask("skin", page=20).found == [] and not ask("skin", page=20).has_more
