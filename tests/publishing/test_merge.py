"""Two versions of one draft: where they differ, whose change each place is, and the draft that was picked."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as some

from conditions.publishing.merge import MINE, THEIRS, marks, merged, places

BASE = {
    "title": "Milia",
    "summary": "Small bumps.",
    "callout": {"heading": "Do not pop it", "why": "It scars."},
    "facts": {"size": "1 to 2 mm", "feel": "Hard"},
    "body_sites": ["face"],
    "dos": [{"text": "Wash.", "why": ""}, {"text": "Wait.", "why": ""}, {"text": "Cover.", "why": ""}],
}


def versions():
    return copy.deepcopy(BASE), copy.deepcopy(BASE)


def told(mine, theirs):
    return [(place.label, place.mine, place.theirs, place.suggested) for place in places(mine, theirs, marks(BASE))]


def pick_all(mine, theirs, side):
    return merged(mine, theirs, {place.key: side for place in places(mine, theirs)})


def test_same_versions_differ_nowhere():
    assert places(*versions()) == []


def test_field_that_one_person_changed_is_picked_from_them():
    mine, theirs = versions()
    mine["summary"], theirs["title"] = "Tiny bumps.", "Milk spots"
    assert told(mine, theirs) == [
        ("Title", "Milia", "Milk spots", THEIRS),
        ("What it is", "Tiny bumps.", "Small bumps.", MINE),
    ]


def test_field_that_both_changed_is_for_a_person_to_decide():
    mine, theirs = versions()
    mine["callout"]["why"], theirs["callout"]["why"] = "It hurts.", "It spreads."
    assert told(mine, theirs) == [("Don't-pop callout, why", "It hurts.", "It spreads.", "")]


@pytest.mark.parametrize("side", [MINE, THEIRS])
def test_picked_side_is_what_the_draft_says(side):
    mine, theirs = versions()
    mine["callout"]["why"], theirs["callout"]["why"] = "It hurts.", "It spreads."
    assert pick_all(mine, theirs, side) == {MINE: mine, THEIRS: theirs}[side]


def test_rows_are_picked_one_by_one():
    mine, theirs = versions()
    mine["dos"].insert(1, {"text": "Rest.", "why": ""})
    theirs["dos"][0]["why"] = "It is clean."
    theirs["dos"].append({"text": "Ask.", "why": ""})
    assert told(mine, theirs) == [
        ("Do: Wash.", "Wash.", "Wash.; It is clean.", THEIRS),
        ("Do: Ask.", "", "Ask.", THEIRS),
        ("Do: Rest.", "Rest.", "", MINE),
    ]
    picks = {place.key: place.suggested for place in places(mine, theirs, marks(BASE))}
    assert [row["text"] for row in merged(mine, theirs, picks)["dos"]] == ["Wash.", "Rest.", "Wait.", "Cover.", "Ask."]
    assert merged(mine, theirs, picks)["dos"][0]["why"] == "It is clean."


def test_row_that_was_reworded_is_one_place_and_not_two():
    mine, theirs = versions()
    mine["dos"][1]["text"] = "Wait 2 weeks."
    assert told(mine, theirs) == [("Do: Wait 2 weeks.", "Wait 2 weeks.", "Wait.", MINE)]


def test_row_that_somebody_took_out_stays_out_if_nobody_else_touched_it():
    mine, theirs = versions()
    del mine["dos"][2]
    assert told(mine, theirs) == [("Do: Cover.", "", "Cover.", MINE)]
    assert [row["text"] for row in merged(mine, theirs, {})["dos"]] == ["Wash.", "Wait."]


def test_row_that_i_took_out_and_they_reworded_is_kept_unless_i_say_so():
    mine, theirs = versions()
    del mine["dos"][2]
    theirs["dos"][2]["why"] = "The sun harms it."
    assert told(mine, theirs) == [("Do: Cover.", "", "Cover.; The sun harms it.", THEIRS)]


def test_order_is_a_place_of_its_own():
    mine, theirs = versions()
    mine["dos"].reverse()
    assert told(mine, theirs) == [("Order of: Do", "Cover.; Wait.; Wash.", "Wash.; Wait.; Cover.", MINE)]
    assert pick_all(mine, theirs, MINE) == mine and pick_all(mine, theirs, THEIRS) == theirs


def test_key_that_only_one_side_has_is_left_out_with_the_other():
    mine, theirs = versions()
    del mine["facts"]["feel"]
    assert told(mine, theirs) == [("Look-alike facts, feel", "", "Hard", MINE)]
    assert merged(mine, theirs, {})["facts"] == {"size": "1 to 2 mm"}


_ROWS = some.lists(
    some.builds(
        lambda text, why: {"text": text, "why": why}, some.sampled_from("abcdef"), some.sampled_from(["", "x"])
    ),
    max_size=6,
)
_DOCUMENTS = some.fixed_dictionaries(
    {
        "title": some.sampled_from(["A", "B"]),
        "dos": _ROWS,
        "also_known_as": some.lists(some.sampled_from("abc"), max_size=4),
    }
)


@given(_DOCUMENTS, _DOCUMENTS)
def test_all_of_one_side_is_that_side_whatever_was_written(mine, theirs):
    assert pick_all(mine, theirs, MINE) == mine
    assert pick_all(mine, theirs, THEIRS) == theirs


@given(_DOCUMENTS, _DOCUMENTS, some.randoms())
def test_no_row_comes_from_nowhere_and_none_that_both_have_is_lost(mine, theirs, chance):
    picks = {place.key: chance.choice([MINE, THEIRS]) for place in places(mine, theirs)}
    rows = merged(mine, theirs, picks)["dos"]
    assert all(row in mine["dos"] or row in theirs["dos"] for row in rows)
    both = {row["text"] for row in mine["dos"]} & {row["text"] for row in theirs["dos"]}
    assert both <= {row["text"] for row in rows}
