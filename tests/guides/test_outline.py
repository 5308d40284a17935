"""The text twin: everything the drawing shows, in words and in nested lists."""

from hypothesis import given, settings

from conditions.guides.graph import graph
from conditions.guides.outline import MOST_DEPTH, Line, outline
from tests.guides.graphs import chain, graph_of, guides, layered, option, outcome, question, sound, unsure


def words(line: Line) -> str:
    answer = f"{line.option.label}: " if line.option else ""
    step = line.step.title if line.step else "leads nowhere"
    return f"{'  ' * line.depth}{answer}{step}{' (see there)' if line.is_repeat else ''}"


def html(lines: tuple[Line, ...]) -> str:
    """As a template does it."""
    parts = []
    for line in lines:
        parts.append(f"<li>{line.step.name if line.step else '?'}")
        parts.append("<ul>" if line.opens else "</li>" + "</ul></li>" * len(line.closes))
    return "".join(parts)


def test_outline_tells_each_answer_and_where_it_leads():
    lines = outline(graph(sound())).lines
    assert [words(line) for line in lines[:12]] == [
        "Is anyone very ill?",
        "  Yes: Get help now",
        "  No: Does your eye hurt?",
        "    Yes: Get help today",
        "    No: Who has the bump?",
        "      A baby: Is your baby hot?",
        "        Yes: Get help now (see there)",
        "        No: What does your baby have?",
        "          White beads: Leave it alone",
        "          I am not sure: Show it to a nurse",
        "        I am not sure: Get help today (see there)",
        "      Someone older: Is the skin hot?",
    ]


def test_nested_lists_are_closed_as_often_as_they_are_opened():
    value = graph_of(
        question("a", "A?", option("On", "b"), unsure("end")),
        question("b", "B?", option("Out", "end")),
        outcome("end", "Rest", "soon"),
    )
    assert html(outline(value).lines) == "<li>a<ul><li>b<ul><li>end</li></ul></li><li>end</li></ul></li>"


def test_missing_target_is_a_line_without_a_step():
    value = graph_of(question("a", "A?", option("On", "gone")))
    assert [words(line) for line in outline(value).lines] == ["A?", "  On: leads nowhere"]


def test_circle_is_a_link_back():
    value = graph_of(question("a", "A?", option("Again", "a")))
    assert [words(line) for line in outline(value).lines] == ["A?", "  Again: A? (see there)"]


def test_unreached_steps_stand_on_their_own_below_what_leads_to_them():
    value = graph_of(
        question("a", "A?", unsure("end")),
        outcome("end", "Rest", "soon"),
        outcome("other", "Wash", "soon"),
        question("far", "Far?", option("On", "other"), unsure("end")),
    )
    found = outline(value)
    assert [words(line) for line in found.lines] == ["A?", "  I am not sure: Rest"]
    assert [words(line) for line in found.unreached] == [
        "Far?",
        "  On: Wash",
        "  I am not sure: Rest (see there)",
    ]


def test_unreached_circle_is_written_out():
    value = graph_of(
        question("a", "A?"), question("b", "B?", option("On", "c")), question("c", "C?", option("On", "b"))
    )
    assert [words(line) for line in outline(value).unreached] == ["B?", "  On: C?", "    On: B? (see there)"]


def test_guide_without_a_start_has_only_unreached_steps():
    found = outline(graph_of(outcome("end", "Rest", "soon")))
    assert (found.lines, [words(line) for line in found.unreached]) == ((), ["Rest"])


def test_deep_questions_are_links_and_are_written_out_at_the_margin():
    lines = outline(graph(chain(20))).lines
    assert max(line.depth for line in lines) == MOST_DEPTH
    at_the_margin = [line.step.name for line in lines if line.depth == 0]
    assert at_the_margin == ["q0", "q6", "q12", "q18"]
    assert words(lines[6]) == "            On: Question 6? (see there)"


@settings(max_examples=200, deadline=None)
@given(guides(most_questions=12))
def test_each_step_is_written_out_once_and_each_answer_stands_once_under_its_question(drawn):
    value, found = graph(drawn), outline(graph(drawn))
    lines = [*found.lines, *found.unreached]
    written = [line.step.name for line in lines if line.step and not line.is_repeat]
    assert sorted(written) == sorted(value.by_name)
    answers = [line.option for line in lines if line.option]
    assert sorted(map(str, answers)) == sorted(str(option) for step in value.steps for option in step.options)
    for part in (found.lines, found.unreached):
        assert html(part).count("<ul>") == html(part).count("</ul>")
        assert html(part).count("<li>") == html(part).count("</li>")


def test_two_thousand_steps_are_outlined():
    for value in (graph(layered(2000)), graph(chain(2000))):
        lines = outline(value).lines
        assert sum(not line.is_repeat for line in lines) == 2000
