"""Facts, links, codes and sources are told as sentences; prose word by word; pictures in pairs."""

import copy

import pytest

from conditions.publishing.sentences import differences, picture_changes, prose_changes
from tests import builders


@pytest.fixture
def before():
    return builders.condition_document(
        treatments=[{"treatment": "wait", "title": "Wait", "advice": "advised", "note": "It is safe."}],
        look_alikes=[{"name": "Acne", "condition": "acne", "difference": "Acne is sore."}],
    )


@pytest.fixture
def after(before):
    return copy.deepcopy(before)


def test_same_documents_have_nothing_to_tell(before, after):
    assert (differences(before, after), prose_changes(before, after), picture_changes(before, after)) == ([], [], [])


def test_fact_says_what_it_was_and_is(before, after):
    was = before["facts"]["feel"]
    after["facts"]["feel"] = "Up to 2 mm."
    assert differences(before, after) == [f"Look-alike fact “How it feels” was “{was}” and is now “Up to 2 mm.”."]
    del after["facts"]["feel"]
    assert differences(before, after) == [f"Look-alike fact “How it feels” was removed; it was “{was}”."]


def test_treatment_link_is_told(before, after):
    after["treatments"][0]["advice"] = "avoid"
    assert differences(before, after) == ["The treatment “Wait” was “can help” and is now “to avoid”."]
    after["treatments"] = []
    assert differences(before, after) == ["It no longer links to the treatment “Wait”."]
    assert differences(after, before)[0].startswith("It now links to the treatment “Wait”, ")


def test_look_alike_is_told(before, after):
    after["look_alikes"][0]["condition"] = ""
    assert differences(before, after) == ["The look-alike “Acne” now leads to no leaflet."]


def test_source_and_order_are_told(before, after):
    after["sources"][0]["says"] = "Something else."
    assert [sentence[:18] for sentence in differences(before, after)] == ["What it takes from"]
    after["sources"] = []
    assert differences(before, after)[0].startswith("It no longer rests on the source “")


def test_ticks_and_marks_are_told(before, after):
    after |= {"body_sites": ["lips"], "sensitive": True, "review_months": 12}
    assert differences(before, after) == [
        "It is now marked as sensitive.",
        f"It is to be reviewed every 12 months; before, every {before['review_months']}.",
        "Places on the body: added Lips.",
        "Places on the body: removed Face, Eyelids and around the eyes.",
    ]


def test_prose_is_told_word_by_word_and_facts_are_not_told_twice(before, after):
    after["summary"] = before["summary"].replace("tiny", "small")
    after["facts"]["feel"] = "Up to 2 mm."
    changed = prose_changes(before, after)
    assert [change.place for change in changed] == ["What it is"]
    assert ("removed", "tiny,") in changed[0].words() and ("added", "small,") in changed[0].words()


def picture(name, alt="A bead."):
    return {"file": f"{name}.webp", "alt": alt}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([picture("a")], [picture("a")], []),
        ([picture("a")], [picture("a", "Beads.")], [(picture("a"), picture("a", "Beads."))]),
        ([picture("a")], [picture("b")], [(picture("a"), picture("b"))]),
        ([picture("a")], [], [(picture("a"), None)]),
        ([], [picture("b")], [(None, picture("b"))]),
        ([picture("a"), picture("c")], [picture("c"), picture("b")], [(picture("a"), picture("b"))]),
    ],
)
def test_pictures_are_paired_for_looking_at_side_by_side(old, new, pairs):
    assert picture_changes({"pictures": old}, {"pictures": new}) == pairs


def changed(value):
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return value[1:] if value else ["face"]
    if isinstance(value, dict):
        key = next(key for key, inner in value.items() if isinstance(inner, str))
        return {**value, key: f"{value[key]} and more"}
    return f"{value} and more"


@pytest.mark.parametrize("make", [builders.condition_document, builders.treatment_document])
def test_no_part_of_a_leaflet_changes_unsaid(make):
    document = make(also_known_as=[{"name": "Milk spots", "search_only": False}])
    told_elsewhere = {"schema", "kind", "language", "pictures"}
    parts = [key for key, value in document.items() if value and key not in told_elsewhere]
    changes = {key: {**document, key: changed(document[key])} for key in parts}
    assert len(parts) > 10
    assert [
        key for key, after in changes.items() if not differences(document, after) + prose_changes(document, after)
    ] == []
