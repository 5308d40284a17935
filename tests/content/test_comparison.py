"""The look-alike table as a value and as plain text."""

import re

import pytest

from conditions.content.comparison import comparison, often_mixed_up
from conditions.content.comparison_text import comparison_text
from conditions.content.leaflet import leaflet
from conditions.vocabulary import Attribute
from tests.builders import SOURCE, condition_document

BB = {**SOURCE, "key": "BB", "title": "Milia: a review", "url": "https://example.org/bb"}


def condition(title="Milia", facts=None, **more):
    document = condition_document(slug=title.lower().replace(" ", "-"), title=title, facts=facts or {}, **more)
    return leaflet(document)


def marks(*leaflets):
    return {row.attribute: row.mark for row in comparison(leaflets).rows}


def test_touch_stands_first_and_brown_and_black_skin_and_feel_always():
    rows = comparison([condition(), condition("Acne", {"cause": "Blocked pores. [@SP]"})]).rows
    assert [row.attribute for row in rows] == [
        Attribute.TOUCH,
        Attribute.SKIN_TONES,
        Attribute.FEEL,
        Attribute.CAUSE,
    ]


def test_sources_are_numbered_for_the_page_in_the_order_in_which_they_are_met():
    milia = condition(facts={"touch": "No. [@SP]", "feel": "Firm. [@BB]"}, sources=[SOURCE, BB])
    acne = condition("Acne", {"touch": "No. [@BB]", "feel": "Sore. [@SP]"}, sources=[BB, SOURCE])
    table = comparison([milia, acne])
    assert [(cited.number, cited.source.key) for cited in table.sources] == [(1, "SP"), (2, "BB")]
    assert [leaflet.title for leaflet in table.sources[0].leaflets] == ["Milia", "Acne"]
    cells = {row.attribute: [cell.text.plain for cell in row.cells] for row in table.rows}
    assert cells[Attribute.TOUCH] == ["No. [1]", "No. [2]"]
    assert cells[Attribute.FEEL] == ["Firm. [2]", "Sore. [1]"]
    assert 'href="#source-BB"' in table.rows[0].cells[1].text.inline


def test_source_that_no_cell_cites_is_not_listed():
    table = comparison([condition(facts={"feel": "Firm. [@SP]"}, sources=[SOURCE, BB]), condition("Acne")])
    assert [cited.source.key for cited in table.sources] == ["SP"]


def test_row_says_in_words_whether_the_answers_differ():
    milia = condition(facts={"feel": "Firm. [@SP]", "cause": "Keratin. [@SP]", "where": "Face. [@SP]"})
    acne = condition("Acne", {"feel": "firm [@SP]", "cause": "Blocked pores. [@SP]"})
    said = marks(milia, acne)
    assert said[Attribute.FEEL] == "Same answer for all."
    assert said[Attribute.CAUSE] == "The answers differ."
    assert said[Attribute.WHERE] == said[Attribute.SKIN_TONES] == "Not every leaflet says."


def test_yes_or_no_is_the_same_answer_whatever_follows():
    milia = condition(facts={"catching": "No. It is not an infection.", "look": "Firm. White."})
    acne = condition("Acne", {"catching": "No, you cannot catch it.", "look": "Firm. Red."})
    cold = condition("Cold sores", {"catching": "Yes, very.", "look": "Firm."})
    assert marks(milia, acne)[Attribute.CATCHING] == "Same short answer for all: No."
    assert marks(milia, cold)[Attribute.CATCHING] == "The answers differ."
    assert marks(milia, acne)[Attribute.LOOK] == "The answers differ.", "no question that is answered by yes or no"


def test_nothing_may_be_popped_is_said_once_for_all_and_not_where_one_is_fine_to_touch():
    never = condition(facts={"touch": "Never pop it."})
    alone = condition("Fordyce spots", {"touch": "No. Leave them alone."}, callout={**_callout("leave_alone")})
    fine = condition("Freckles", {"touch": "Yes."}, callout={**_callout("fine_to_touch")})
    assert marks(never, alone)[Attribute.TOUCH] == "Same for all: do not pop it."
    assert marks(never, fine)[Attribute.TOUCH] == "The answers differ."


def _callout(handling):
    return {
        "handling": handling,
        "heading": "Do not squeeze them",
        "why": "",
        "instead": [],
        "already_squeezed": "",
    }


def test_red_flags_of_each_leaflet_come_with_the_table():
    [(found, cards)] = comparison([condition()]).red_flags
    assert found.title == "Milia"
    assert [card.urgency for card in cards] == ["emergency"], "what can wait is for the leaflet"


def test_mixed_up_are_those_that_name_each_other():
    alike = {"milia": ["fordyce", "acne", "stye"], "fordyce": ["milia"], "acne": ["milia"], "stye": [], "wart": []}
    assert often_mixed_up(alike, size=3, most=6) == [("milia", "fordyce", "acne")]


def test_sets_are_few_and_each_brings_two_that_are_new():
    alike = {"a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b", "d"], "d": ["c"], "e": ["f"], "f": ["e"]}
    assert often_mixed_up(alike, size=3, most=6) == [("a", "b", "c"), ("e", "f")]
    assert often_mixed_up(alike, size=3, most=1) == [("a", "b", "c")]
    assert often_mixed_up({"a": ["a", "gone"]}, size=3, most=6) == []


@pytest.fixture
def text():
    facts = {
        attribute: f"Do not pop the {attribute} bump, and do not squeeze it either. [@SP]" for attribute in Attribute
    }
    return comparison_text(
        comparison([condition(facts=facts), condition("Fordyce spots")]),
        notices=["Milia: Sample content."],
        address="https://clinic.example/compare/?condition=milia&condition=fordyce-spots",
    )


def test_text_says_what_it_cannot_tell_then_when_to_get_help_then_the_rows(text):
    words = " ".join(text.split())
    order = [
        "These are typical. Yours may look different. This table cannot tell you what you have.",
        "Milia: Sample content.",
        "- Milia. Call your local emergency number now if: your baby has blisters and a fever",
        "May I touch or pop it?",
        "Same for all: do not pop it.",
        "- Milia: Do not pop the touch bump, and do not squeeze it either. [1]",
        "- Fordyce spots: The leaflet does not say.",
        "[1] Milia (StatPearls). StatPearls Publishing. https://www.ncbi.nlm.nih.gov/books/NBK560481/ (Milia)",
        "https://clinic.example/compare/?condition=milia&condition=fordyce-spots",
    ]
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_every_line_of_the_text_that_begins_an_item_names_its_condition(text):
    items = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(items) > 20 and all(re.match(r"- (Milia|Fordyce spots)[.:] ", line) for line in items)


def test_text_has_72_columns_and_never_parts_do_from_not(text):
    lines = text.splitlines()
    assert max(len(line) for line in lines if "http" not in line) <= 72
    assert not [line for line in lines if re.search(r"\bdo$", line, re.IGNORECASE)]
