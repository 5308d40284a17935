"""The change between two guides, in sentences that a reviewer can sign."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.guides.differences import differences
from tests.builders import SOURCE
from tests.guides.graphs import document, guides, option, outcome, sound, step_of

Document = dict[str, Any]


def told(change: Callable[[Document], Any]) -> list[str]:
    before, after = sound(sources=[SOURCE]), sound(sources=[SOURCE])
    change(after)
    return differences(before, after)


def answers_of(value: Document, name: str) -> list[dict[str, Any]]:
    return step_of(value, name)["options"]


def rename(value: Document) -> None:
    step_of(value, "show")["title"] = "See a nurse"


def remove_last_step(value: Document) -> None:
    del value["steps"][-1]


def add_step(value: Document) -> None:
    value["steps"] += document([outcome("rest", "Rest in bed", "soon")])["steps"]


def start_with_the_eye(value: Document) -> None:
    value["steps"].insert(0, value["steps"].pop(1))


def add_answer(value: Document) -> None:
    answers_of(value, "look").insert(1, {**option("It bleeds", "today"), "not_sure": False})


CHANGES: list[tuple[Callable[[Document], Any], list[str]]] = [
    (
        lambda value: answers_of(value, "look")[1].update(next="care"),
        ["“It tingles” (in “How does it look?”) now leads to “Leave it alone”, not “Show it to a nurse”."],
    ),
    (
        lambda value: answers_of(value, "look")[1].update(next=""),
        ["“It tingles” (in “How does it look?”) now leads to nowhere, not “Show it to a nurse”."],
    ),
    (rename, ["“Show it to a nurse” is now called “See a nurse”."]),
    (remove_last_step, ["The outcome “Leave it alone” was removed."]),
    (add_step, ["The outcome “Rest in bed” was added (Soon: within a week)."]),
    (
        start_with_the_eye,
        [
            "The guide now starts with “Does your eye hurt?”, not “Is anyone very ill?”.",
            "The steps stand in another order.",
        ],
    ),
    (
        lambda value: step_of(value, "show").update(urgency="soon"),
        ["“Show it to a nurse” is now “Soon: within a week”, not “Not urgent”."],
    ),
    (
        lambda value: step_of(value, "hot").update(role="ordinary"),
        [
            "“Is the skin hot?” is now: an ordinary question. "
            "Before: a danger sign: asked before anything that is not urgent."
        ],
    ),
    (
        lambda value: step_of(value, "care").update(kind="question"),
        ["“Leave it alone” is now a question, not an outcome."],
    ),
    (
        lambda value: step_of(value, "look").update(kind="outcome"),
        ["“How does it look?” is now an outcome, not a question."],
    ),
    (
        lambda value: step_of(value, "show").update(may_be="It may be a stye."),
        [
            "The text “what it may be” of “Show it to a nurse” is now “It may be a stye.”, "
            "not “It may be a cold sore. [@SP]”."
        ],
    ),
    (
        lambda value: step_of(value, "care").update(conditions=["milia", "acne"]),
        ["The text “leaflets” of “Leave it alone” is now “milia; acne”, not “milia”."],
    ),
    (
        lambda value: answers_of(value, "hot")[0].update(at_least="emergency"),
        ["“Yes” (in “Is the skin hot?”) is now a sign (“Emergency: act now”), not a sign (“Urgent: today”)."],
    ),
    (
        lambda value: answers_of(value, "hot")[0].update(at_least=""),
        ["“Yes” (in “Is the skin hot?”) is now no sign, not a sign (“Urgent: today”)."],
    ),
    (
        lambda value: answers_of(value, "look")[1].update(label="It itches"),
        ["The answer “It tingles” (in “How does it look?”) now reads “It itches”."],
    ),
    (
        lambda value: answers_of(value, "look")[1].update(label="It itches", next="care"),
        [
            "The answer “It tingles” (in “How does it look?”) was removed.",
            "The answer “It itches” (in “How does it look?”) was added. It leads to “Leave it alone”.",
        ],
    ),
    (add_answer, ["The answer “It bleeds” (in “How does it look?”) was added. It leads to “Get help today”."]),
    (
        lambda value: answers_of(value, "look").reverse(),
        ["The answers of “How does it look?” stand in another order."],
    ),
    (
        lambda value: answers_of(value, "look")[2].update(not_sure=False),
        ["“I am not sure” (in “How does it look?”) is no longer marked as “I am not sure”."],
    ),
    (
        lambda value: value.update(emergency="Call 999."),
        ["The line on every step is now “Call 999.”, not “Call {emergency_number} now if someone is very ill.”."],
    ),
    (lambda value: value.update(intro="Hello."), ["The text before it starts is now “Hello.”, not empty."]),
    (lambda value: value.update(sensitive=True), ["The mark “sensitive” is now on, not off."]),
    (
        lambda value: value["callout"].update(heading="Do not pick it"),
        ["The don't-pop callout (heading) is now “Do not pick it”, not “Do not pop it”."],
    ),
    (
        lambda value: value["come_back"].update(items=["it grows"]),
        ["The box on when to come back (items) is now “it grows”, not “you have a fever; it gets hot”."],
    ),
    (
        lambda value: value["examples"][1].update(outcome="today"),
        ["The example journey “Very ill” must now end in “today”, not in “now”."],
    ),
    (
        lambda value: value["examples"][1].update(answers=["No"]),
        ["The example journey “Very ill” now gives the answers “No”. Before: “Yes”."],
    ),
    (lambda value: value["examples"].pop(), ["The example journey “Very ill” was removed."]),
    (
        lambda value: value["examples"].append({"name": "New", "answers": [], "outcome": ""}),
        ["The example journey “New” was added."],
    ),
    (lambda value: value["examples"].reverse(), ["The example journeys stand in another order."]),
    (
        lambda value: value["sources"][0].update(how_read="abstract"),
        ["The source “SP” has changed: how read."],
    ),
    (lambda value: value["sources"].clear(), ["The source “SP” was removed."]),
    (lambda value: value.update(review_months=None), ["The number of months until review is now empty, not “12”."]),
]


@pytest.mark.parametrize(("change", "sentences"), CHANGES, ids=[sentences[0][:40] for _change, sentences in CHANGES])
def test_change_is_told_in_a_sentence(change, sentences):
    assert told(change) == sentences


def test_targets_of_the_same_title_are_told_apart_by_name():
    def lead_to_a_twin(value: Document) -> None:
        value["steps"] += document([outcome("show-2", "Show it to a nurse", "routine")])["steps"]
        answers_of(value, "look")[1].update(next="show-2")

    assert told(lead_to_a_twin) == [
        "“It tingles” (in “How does it look?”) now leads to “Show it to a nurse” (show-2), "
        "not “Show it to a nurse” (show).",
        "The outcome “Show it to a nurse” was added (Not urgent).",
    ]


def test_long_text_is_shortened():
    [sentence] = told(lambda value: value.update(intro="Long words. " * 100))
    assert len(sentence) < 200


def test_same_guide_has_no_difference():
    assert told(lambda value: None) == []


@settings(max_examples=100, deadline=None)
@given(guides())
def test_copy_of_any_guide_has_no_difference(drawn):
    assert differences(drawn, copy.deepcopy(drawn)) == []


def any_place(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every list and every plain value in a document, by the keys that lead there."""
    if isinstance(value, dict):
        return [place for key, item in value.items() for place in any_place(item, (*path, key))]
    if isinstance(value, list):
        return [path, *(place for at, item in enumerate(value) for place in any_place(item, (*path, at)))]
    return [path]


OTHER = {"kind": ["question", "outcome"], "role": ["ordinary", "danger_sign", "sorts"]}


def changed_value(draw: st.DrawFn, key: Any, old: Any) -> Any:
    if isinstance(old, list):
        verb = draw(st.sampled_from(["drop", "reverse", "repeat"]))
        return old[1:] if verb == "drop" else old[::-1] if verb == "reverse" else [*old, *copy.deepcopy(old[:1])]
    if isinstance(old, bool):
        return not old
    if isinstance(old, int) or old is None:
        return 7
    if key in {"urgency", "at_least"}:
        return draw(st.sampled_from(["", "emergency", "same_day", "soon", "routine", "self_care"]))
    return draw(st.sampled_from(OTHER.get(key, [f"{old} new", "Other", "", "q1", "oemergency"])))


@st.composite
def two_guides(draw: st.DrawFn) -> tuple[Document, Document]:
    """A guide, and the same with a few changes anywhere."""
    before = draw(guides())
    before["examples"] = copy.deepcopy(sound()["examples"])
    before["sources"] = [copy.deepcopy(SOURCE)]
    after = copy.deepcopy(before)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([place for place in any_place(after) if place not in {("schema",), ("kind",)}]))
        holder = after
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = changed_value(draw, path[-1], holder[path[-1]])
    return before, after


@settings(max_examples=200, deadline=None)
@given(two_guides())
def test_every_difference_has_a_sentence_and_no_difference_has_none(pair):
    before, after = pair
    assert bool(differences(before, after)) == (before != after)
    assert bool(differences(after, before)) == (before != after)


@settings(max_examples=100, deadline=None)
@given(guides(), guides())
def test_any_two_guides_can_be_compared(before, after):
    assert bool(differences(before, after)) == (before != after)
