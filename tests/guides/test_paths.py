"""All paths: counted exactly, listed up to a limit."""

from collections import Counter
from itertools import islice

import pytest
from hypothesis import given, settings

from conditions.guides.graph import Step, graph
from conditions.guides.paths import MOST_PATHS, ending_at, paths, total
from tests.guides.graphs import chain, graph_of, guides, layered, option, outcome, question, sound, unsure


def labels(value) -> list[list[str]]:
    return [[option.label for _step, option in path.answers] for path in paths(value)]


def test_paths_are_listed_depth_first_in_the_order_of_the_answers():
    value = graph_of(
        question("a", "A?", option("On", "b"), option("Out", "end"), unsure("end")),
        question("b", "B?", option("Out", "end")),
        outcome("end", "Rest", "soon"),
    )
    assert labels(value) == [["On", "Out"], ["Out"], ["I am not sure"]]
    assert total(value) == 3


def test_path_names_each_question_and_the_urgency_of_its_end():
    first = next(paths(graph(sound())))
    assert [(step.name, option.label) for step, option in first.answers] == [("ill", "Yes")]
    assert (first.outcome.name, first.urgency) == ("now", "emergency")


def test_every_path_can_be_walked_and_ends_in_its_outcome():
    value = graph(sound())
    for path in paths(value):
        assert value.walk([option.label for _step, option in path.answers]).at is path.outcome
    assert total(value) == len(list(paths(value))) == 14


def oracle(value, at: Step | None) -> int:
    if at is None or at.is_outcome:
        return int(at is not None)
    return sum(oracle(value, value.by_name.get(option.next)) for option in at.options)


@settings(max_examples=200, deadline=None)
@given(guides())
def test_count_is_the_number_of_paths(drawn):
    value = graph(drawn)
    assert total(value) == len(list(paths(value, 10**6))) == oracle(value, value.start)


@settings(max_examples=200, deadline=None)
@given(guides())
def test_paths_that_end_at_each_outcome_add_up_to_all(drawn):
    value = graph(drawn)
    ends = ending_at(value)
    assert ends == Counter(path.outcome.name for path in paths(value, 10**6))
    assert sum(ends.values()) == total(value)


def test_paths_with_the_same_answers_are_all_different():
    found = list(paths(graph(layered(50)), 10**4))
    assert len({tuple((step.name, option.label) for step, option in path.answers) for path in found}) == len(found)


def test_list_ends_at_its_limit_and_the_count_does_not():
    value = graph(layered(100))
    assert len(list(paths(value))) == MOST_PATHS == 2000
    assert len(list(paths(value, 3))) == 3
    assert total(value) > 10**6


def test_count_of_two_thousand_steps_is_exact_and_larger_than_any_list():
    document = layered(2000)
    crossed = [step for step in document["steps"] if step["name"].startswith("q") or step["name"] == "entry"]
    signs = [step for step in document["steps"] if step["name"].startswith("sign-")]
    per_layer = 11  # ten outcomes and one “I am not sure” from each question of the last layer
    for _layer in range((len(crossed) - 1) // 10):
        per_layer = 10 * per_layer + 1
    assert total(graph(document)) == 2 * len(signs) + per_layer
    assert total(graph(document)) > 10**170


def test_first_paths_of_a_large_guide_come_at_once():
    assert len(list(islice(paths(graph(layered(2000))), 10))) == 10


def test_guide_of_two_thousand_questions_in_a_row_is_listed():
    value = graph(chain(2000))
    found = list(paths(value))
    assert len(found) == total(value) == 2000
    assert max(len(path.answers) for path in found) == 1999


@pytest.mark.parametrize(
    "value",
    [
        graph_of(),
        graph_of(outcome("end", "Rest", "soon")),
        graph_of(question("a", "A?")),
        graph_of(question("a", "A?", option("On", "gone"))),
        graph_of(question("a", "A?", option("On", "a"), unsure("end")), outcome("end", "Rest", "soon")),
    ],
    ids=["empty", "no question", "no answers", "leads nowhere", "circle"],
)
def test_guide_that_cannot_be_walked_has_no_paths(value):
    assert (total(value), list(paths(value))) == (0, [])


def test_circle_that_nobody_reaches_does_not_hide_the_paths():
    value = graph_of(
        question("a", "A?", unsure("end")), outcome("end", "Rest", "soon"), question("far", "F?", option("On", "far"))
    )
    assert total(value) == 1


def test_ways_that_end_nowhere_are_not_searched():
    """Ten to the power of 20 ways lead nowhere; the one path is found at once."""
    rows = [
        question(
            f"q{at}",
            f"Q {at}?",
            *(option(f"{way}", f"q{at + 1}") for way in range(10)),
            *([] if at else [unsure("end")]),
        )
        for at in range(20)
    ]
    value = graph_of(*rows, outcome("end", "Rest", "soon"))
    assert labels(value) == [["I am not sure"]]
