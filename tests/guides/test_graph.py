"""A stored document as a graph that can be walked."""

import pytest

from conditions.guides.graph import Graph, graph, in_words, rank
from tests.guides.graphs import graph_of, option, outcome, question, sound, step_of, unsure


@pytest.fixture
def bump() -> Graph:
    return graph(sound())


def test_start_is_the_first_question_wherever_outcomes_stand(bump):
    assert bump.start.name == "ill"
    first_an_outcome = graph_of(outcome("end", "Rest", "soon"), question("q", "Why?", unsure("end")))
    assert first_an_outcome.start.name == "q"


def test_start_is_missing_without_a_question():
    assert graph_of(outcome("end", "Rest", "soon")).start is None
    assert graph_of().start is None


def test_options_to_a_step_name_who_leads_there(bump):
    assert [(step.name, option.label) for step, option in bump.options_to("care")] == [
        ("baby-look", "White beads"),
        ("look", "Hard beads"),
    ]
    assert bump.options_to("ill") == ()
    assert bump.options_to("no-such-step") == ()


def test_walk_ends_in_the_outcome_that_the_answers_lead_to(bump):
    walk = bump.walk(["No", "No", "Someone older", "No", "It tingles"])
    assert walk.at.name == "show"
    assert [step.name for step, _option in walk.taken] == ["ill", "eye", "who", "hot", "look"]
    assert walk.left == ()


def test_walk_stands_at_the_start_without_answers(bump):
    assert (bump.walk([]).at.name, bump.walk([]).taken) == ("ill", ())


def test_walk_stops_where_an_answer_does_not_exist(bump):
    walk = bump.walk(["No", "No", "A cat", "Yes"])
    assert (walk.at.name, walk.left) == ("who", ("A cat", "Yes"))


def test_walk_stops_at_an_outcome_even_if_answers_are_left(bump):
    walk = bump.walk(["Yes", "No"])
    assert (walk.at.name, walk.left) == ("now", ("No",))


def test_walk_that_leads_nowhere_stands_nowhere():
    lost = graph_of(question("q", "Why?", option("Because", "gone")))
    assert (lost.walk(["Because"]).at, lost.walk(["Because", "On"]).left) == (None, ("On",))
    assert graph_of().walk(["On"]).left == ("On",)


def test_walk_goes_round_a_circle_only_as_often_as_it_is_told():
    circle = graph_of(question("q", "Again?", option("Yes", "q")))
    assert len(circle.walk(["Yes"] * 5).taken) == 5


def test_name_used_twice_means_the_first_step():
    twice = graph_of(question("q", "First?", unsure("end")), question("q", "Second?"), outcome("end", "Rest", "soon"))
    assert twice.by_name["q"].title == "First?"


def test_options_of_an_outcome_lead_nowhere():
    odd = graph_of(question("q", "Why?", unsure("end")), outcome("end", "Rest", "soon", options=[option("On", "q")]))
    assert odd.ways(odd.by_name["end"]) == ()
    assert odd.options_to("q") == ()


def test_words_of_the_whole_guide_are_read_from_the_document(bump):
    assert bump.come_back == ("you have a fever", "it gets hot")
    assert (bump.callout_heading, bump.callout_why) == ("Do not pop it", "It can scar.")


@pytest.mark.parametrize(
    ("urgency", "calm"), [("emergency", False), ("same_day", False), ("soon", True), ("routine", True), ("", True)]
)
def test_outcome_is_calm_unless_it_says_today_or_now(urgency, calm):
    document = sound()
    step_of(document, "show")["urgency"] = urgency
    assert graph(document).by_name["show"].is_calm is calm


def test_question_is_never_calm(bump):
    assert not bump.start.is_calm


def test_rank_grows_from_emergency_to_nothing_set():
    ranks = [rank(urgency) for urgency in ("emergency", "same_day", "soon", "routine", "self_care", "")]
    assert ranks == [0, 1, 2, 3, 4, 5]
    assert in_words("") == "No urgency yet"
