"""A guide says what something may be: never what it is, and never how likely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.guides.graph import graph
from conditions.guides.wording import named, wording
from tests.guides.graphs import sound, step_of


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("You have a cold sore.", "You have"),
        ("You've got milia.", "You've got"),
        ("You’ve got milia.", "You’ve got"),
        ("You clearly have acne.", "You clearly have"),
        ("You also have acne.", "You also have"),
        ("This is a cold sore.", "This is a"),
        ("This is an infection.", "This is an"),
        ("It is the cold sore virus.", "It is the"),
        ("It's a stye.", "It's a"),
        ("These are milia.", "These are"),
        ("It is 90% likely to be milia.", "% likely"),
        ("There is a 90% risk.", "% risk"),
        ("Most likely it is fine.", "likely"),
        ("A cyst is unlikely.", "unlikely"),
        ("Probably milia.", "Probably"),
        ("Nine per cent are harmless.", "per cent"),
        ("There is a good chance that it heals.", "chance"),
        ("It is definitely fine.", "definitely"),
        ("It is certainly fine.", "certainly"),
        ("If it hurts, you have an infection.", "you have"),
        ("Do not wait: you have an infection.", "you have"),
        ("It is not bad. You have milia.", "You have"),
        ("This is cancer.", "This is cancer"),
        ("It is melanoma.", "It is melanoma"),
        ("It's herpes.", "It's herpes"),
        ("That is a wart.", "That is a"),
        ("Your bump is a wart.", "Your bump is a"),
        ("You are having a heart attack.", "You are having"),
        ("It goes away in 50% of people.", "% of people"),
        ("9 in 10 go away.", "9 in 10"),
    ],
)
def test_diagnosis_or_probability_is_found(text, phrase):
    assert phrase in named(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "It may be a cold sore.",
        "This could be an infection.",
        "Call us if you have a fever.",
        "Call us when you have time.",
        "Ask today if you are pregnant and you have sores.",
        "Leave it alone until you have spoken to a nurse.",
        "Do you have a fever?",
        "Go on unless you have a fever.",
        "Say whether you have a fever.",
        "Say what you have tried, and how long you have had it.",
        "You have to go now.",
        "You do not have to wait.",
        "This is not a diagnosis.",
        "This does not mean that you have herpes.",
        "Nobody can say from here what you have.",
        "Is this a new bump?",
        "It is harmless, and it is common.",
        "Show a bump that is a new colour.",
        "These may be milia. They are harmless.",
        "If this is the first time, say so.",
        "Use a cream with 2.5% benzoyl peroxide.",
        "Call us if:\n\n- you have a fever\n- you have a stiff neck",
    ],
)
def test_condition_question_and_denial_are_allowed(text):
    assert named(text, "en") == []


def test_list_that_continues_no_condition_is_read_line_by_line():
    assert named("What it may be:\n\n- you have a fever\n\nYou have a cold.", "en") == ["you have", "You have"]


def test_language_without_a_list_of_words_has_no_check():
    assert named("You have a cold sore.", "tr") == []
    assert named("You have a cold sore.", "en-GB") == ["You have"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "You have a cold sore"),
        ("may_be", "**You have** a cold sore."),
        ("do_now", ["You have [@SP] a cold sore."]),
        ("why_not", "You have\na cold sore."),
        ("help", "[You have](https://example.org/) a cold sore."),
    ],
)
def test_every_text_of_an_outcome_is_read_without_its_markup(field, value):
    document = sound()
    step_of(document, "show")[field] = value
    [problem] = wording(graph(document))
    assert problem.step == "show"
    assert problem.sentence == "Do not say “you have”: the guide cannot know. Say what it may be."


def test_question_is_read_but_its_answers_are_the_readers_words():
    document = sound()
    step_of(document, "look")["options"][0]["label"] = "This is a bump that I probably know"
    assert list(wording(graph(document))) == []
    step_of(document, "look")["help"] = "It is probably small."
    assert [problem.step for problem in wording(graph(document))] == ["look"]


def test_lines_of_when_to_come_back_continue_their_heading():
    document = sound()
    step_of(document, "show")["come_back"] = ["you have a rash"]
    assert list(wording(graph(document))) == []
    document["come_back"]["heading"] = "What we know:"
    assert [problem.step for problem in wording(graph(document))] == ["", "show"]


@pytest.mark.parametrize("field", ["title", "summary", "intro", "emergency"])
def test_words_of_the_whole_guide_are_read(field):
    [problem] = wording(graph(sound(**{field: "You have milia."})))
    assert (problem.step, problem.place, problem.code) == ("", "Guide", "diagnosis")


@given(st.text(alphabet="you haveif,.:- \nthisa%", max_size=200))
def test_any_text_can_be_read(text):
    assert isinstance(named(text, "en"), list)
