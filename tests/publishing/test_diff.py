"""What changed, as an editor reads it."""

from conditions.publishing.diff import Change, changes
from tests.builders import condition_document


def test_equal_documents_have_no_change():
    assert changes(condition_document(), condition_document()) == []


def test_changed_line_is_told_with_both_versions():
    before, after = condition_document(), condition_document(harmless="Yes, always. [@SP]")
    assert changes(before, after) == [Change("Is it harmless?", "Yes. Milia are harmless. [@SP]", "Yes, always. [@SP]")]


def test_inserted_row_is_told_alone_and_not_as_a_change_of_every_later_row():
    first = {"question": "Is it mine?", "answer": "Yes. [@SP]"}
    after = condition_document(questions=[first, *condition_document()["questions"]])
    assert changes(condition_document(), after) == [Change("Questions", "", "Is it mine?; Yes. [@SP]")]


def test_removed_row_is_told_with_nothing_after():
    assert changes(condition_document(), condition_document(types=[])) == [
        Change("Types", "Newborn milia; They go away alone. [@SP]", "")
    ]


def test_inner_value_is_told_under_its_own_name():
    callout = {**condition_document()["callout"], "handling": "leave_alone"}
    [change] = changes(condition_document(), condition_document(callout=callout))
    assert change == Change("Don't-pop callout, handling", "never_pop", "leave_alone")


def test_words_show_what_was_added_and_removed():
    assert Change("x", "Do not pop it", "Do never pop it now").words() == [
        ("same", "Do"),
        ("removed", "not"),
        ("added", "never"),
        ("same", "pop it"),
        ("added", "now"),
    ]
