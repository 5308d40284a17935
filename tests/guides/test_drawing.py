"""The drawing: safe markup, every step a link, every urgency in words, nothing on top of anything else."""

import time
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.guides.boxes import BOX, CHIP, CHIP_GAP
from conditions.guides.drawing import drawing
from conditions.guides.graph import Graph, graph
from conditions.guides.layout import layout
from conditions.guides.lettering import width, wrapped
from tests.guides.graphs import chain, graph_of, guides, layered, option, outcome, question, sound, step_of, unsure

SVG = "{http://www.w3.org/2000/svg}"


def drawn(value: Graph) -> ElementTree.Element:
    return ElementTree.fromstring(drawing(value, lambda name: f"/admin/step/{name}/?a=1&b=2"))


def words(element: ElementTree.Element) -> str:
    return " ".join(text.text or "" for text in element.iter(f"{SVG}text"))


def links(element: ElementTree.Element) -> dict[str, str]:
    return {link.get("aria-label", ""): link.get("href", "") for link in element.iter(f"{SVG}a")}


def test_every_step_is_a_link_with_a_name():
    found = links(drawn(graph(sound())))
    assert found["Question: Is anyone very ill? (Start. Danger sign)"] == "/admin/step/ill/?a=1&b=2"
    assert found["Question: Who has the bump? (Sorts people)"] == "/admin/step/who/?a=1&b=2"
    assert found["Outcome: Leave it alone (Self-care or pharmacy)"] == "/admin/step/care/?a=1&b=2"
    assert {href.split("/")[3] for href in found.values()} == set(graph(sound()).by_name)


def test_urgency_and_role_stand_in_words():
    text = words(drawn(graph(sound())))
    for word in ("Emergency: act now", "Urgent: today", "Not urgent", "Self-care or pharmacy", "Danger sign", "Start"):
        assert word in text


def test_drawing_is_a_named_group_of_links():
    root = drawn(graph(sound()))
    assert (root.get("role"), root.get("aria-label")) == ("group", "Drawing of What is this bump?")


def test_drawing_has_no_script_and_no_style_of_its_own():
    markup = drawing(graph(sound()), lambda name: f"#{name}")
    for forbidden in ("<script", "<style", "style=", "onclick", "url("):
        assert forbidden not in markup


def test_words_and_addresses_cannot_turn_into_markup():
    document = sound(title='"><script>alert(1)</script>')
    step_of(document, "look")["title"] = "<b>& \x00\x0b\ud800 bold</b>"
    step_of(document, "look")["options"][0]["label"] = "</text><script>"
    markup = drawing(graph(document), lambda name: '"><script>')
    assert "<script" not in markup
    assert "<b>&" in words(ElementTree.fromstring(markup))


@settings(deadline=None)
@given(st.text(min_size=1, max_size=160))
def test_any_title_can_be_drawn(title):
    value = graph_of(question("q", title, option(title, "end"), option(title, "gone")), outcome("end", title, "soon"))
    assert drawn(value).tag == f"{SVG}svg"


def test_answer_to_a_question_is_an_edge_and_answer_to_an_outcome_a_chip():
    value = graph_of(
        question("a", "A?", option("On", "b"), unsure("end")),
        question("b", "B?", unsure("end")),
        outcome("end", "Rest", "soon"),
    )
    found = layout(value)
    [(x, y, _bend, to_x, to_y)] = found.edges
    assert (x, y) == (found.boxes["a"].x + BOX, found.boxes["a"].rows[0].middle)
    assert (to_x, to_y) == (found.boxes["b"].x, found.boxes["b"].entry)
    assert words(drawn(value)).count("Soon: within a week") == 2


def test_missing_target_is_told_in_red_and_leads_to_its_question():
    root = drawn(graph_of(question("a", "A?", option("On", "gone"))))
    assert links(root)["“On” leads nowhere"] == "/admin/step/a/?a=1&b=2"
    assert "Leads nowhere" in words(root)


def test_circle_is_drawn_with_an_edge_back():
    value = graph_of(question("a", "A?", option("On", "b")), question("b", "B?", option("Back", "a")))
    found = layout(value)
    assert (len(found.edges), len(found.loose)) == (1, 1)
    assert found.boxes["a"].x < found.boxes["b"].x
    assert 'class="edge back"' in drawing(value, str)


def test_unreached_steps_stand_below_everything_else():
    value = graph_of(
        question("a", "A?", unsure("end")),
        outcome("end", "Rest", "soon"),
        question("far", "Far?", option("On", "a"), unsure("end")),
        outcome("other", "Wash", "routine"),
    )
    boxes = layout(value).boxes
    assert min(boxes["far"].y, boxes["other"].y) > boxes["a"].y + boxes["a"].height
    assert "No answers lead to these steps" in words(drawn(value))


def test_guide_without_steps_is_drawn_in_words():
    assert words(drawn(graph_of())) == "There are no steps yet."


def test_columns_follow_the_longest_way_from_the_start():
    value = graph_of(
        question("a", "A?", option("Far", "b"), option("Near", "c")),
        question("b", "B?", option("On", "c")),
        question("c", "C?", unsure("end")),
        outcome("end", "Rest", "soon"),
    )
    boxes = layout(value).boxes
    assert boxes["a"].x < boxes["b"].x < boxes["c"].x


def test_edge_over_a_column_runs_beside_its_boxes():
    value = graph_of(
        question("a", "A?", option("Far", "b"), option("Near", "c")),
        question("b", "B?", option("On", "c")),
        question("c", "C?", unsure("end")),
        outcome("end", "Rest", "soon"),
    )
    found = layout(value)
    box = found.boxes["b"]
    crossing = [y for x, y, bend, _to_x, _to_y in found.edges if x <= box.x < box.x + BOX <= bend]
    assert crossing and not any(box.y <= y <= box.y + box.height for y in crossing)


def test_boxes_are_ordered_so_that_edges_do_not_cross():
    value = graph_of(
        question("a", "A?", option("First", "c"), option("Second", "b"), unsure("end")),
        question("b", "B?", unsure("end")),
        question("c", "C?", unsure("end")),
        outcome("end", "Rest", "soon"),
    )
    boxes = layout(value).boxes
    assert boxes["c"].y < boxes["b"].y


def rectangles(value: Graph) -> list[tuple[int, int, int, int]]:
    found = []
    for box in layout(value).boxes.values():
        found.append((box.x, box.y, BOX, box.height))
        for row in box.rows:
            if row.chip:
                y = row.middle - row.chip_height // 2
                found.append((box.x + BOX + CHIP_GAP, y, CHIP, row.chip_height))
    return found


@settings(max_examples=150, deadline=None)
@given(guides(most_questions=10))
def test_no_box_and_no_chip_stands_on_another(document):
    for (x, y, wide, high), (other_x, other_y, other_wide, other_high) in combinations(rectangles(graph(document)), 2):
        apart = x + wide <= other_x or other_x + other_wide <= x or y + high <= other_y or other_y + other_high <= y
        assert apart


@settings(max_examples=100, deadline=None)
@given(guides(most_questions=8))
def test_everything_lies_within_the_picture(document):
    found = layout(graph(document))
    for x, y, wide, high in rectangles(graph(document)):
        assert 0 <= x <= x + wide <= found.width
        assert 0 <= y <= y + high <= found.height


@pytest.mark.parametrize("document", [layered(2000), chain(2000)], ids=["layered", "chain"])
def test_two_thousand_steps_are_drawn_within_two_seconds(document):
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        drawing(graph(document), lambda name: f"#{name}")
        best = min(best, time.process_time() - start)
    assert best < 2


# --- Letters


def test_words_are_wrapped_into_the_room():
    lines = wrapped("How does the skin near the bump look today?", 120, 13)
    assert len(lines) > 1
    assert " ".join(lines) == "How does the skin near the bump look today?"
    assert all(width(line, 13) <= 121 for line in lines)


def test_word_without_end_is_broken():
    lines = wrapped("W" * 160, 120, 13)
    assert "".join(lines) == "W" * 160
    assert all(width(line, 13) <= 120 for line in lines)


def test_text_without_words_has_no_lines():
    assert wrapped("  ", 120, 13) == []
