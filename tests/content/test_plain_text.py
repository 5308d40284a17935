"""Plain text that is safe to paste into a record."""

from conditions.content.leaflet import leaflet
from conditions.content.plain_text import WIDTH, plain_text
from tests.builders import condition_document, treatment_document


def text(**changes) -> str:
    return plain_text(leaflet(condition_document(**changes), {"emergency_number": "999"}))


def test_red_flags_and_the_callout_come_before_everything_else():
    lines = text()
    order = [
        lines.index(part)
        for part in (
            "Milia are tiny",
            "IMPORTANT: Do not pop",
            "Emergency: act now. Call 999 now if:",
            "What milia are",
            "Sources",
        )
    ]
    assert order == sorted(order)


def test_every_do_not_of_the_document_is_in_the_text():
    document = condition_document(
        donts=[{"text": f"Do not use thing {n}.", "why": "It can scar. [@SP]"} for n in range(5)]
    )
    told = " ".join(plain_text(leaflet(document)).split())
    for item in document["donts"]:
        assert f"- {item['text']} It can scar. [1]" in told
    assert "Do not pop, squeeze or pick milia." in told


def test_a_do_not_line_that_wraps_never_breaks_between_do_and_not():
    for padding in range(60):
        item = {
            "text": f"Do not {'x' * padding} pop it and do not pick at it, whatever you may have read elsewhere.",
            "why": "",
        }
        told = text(donts=[item])
        assert not [line for line in told.splitlines() if line.lower().endswith(" do") and line != "What you can do"]


def test_no_line_is_wider_than_72_columns_unless_it_is_one_address():
    long = [line for line in text().splitlines() if len(line) > WIDTH]
    assert all(" " not in line.strip() for line in long)


def test_treatment_to_avoid_says_so_on_its_own_line():
    option = {"treatment": "scrubs", "title": "Scrubs", "advice": "avoid", "note": "They scratch. [@SP]"}
    assert "- To avoid: Scrubs. They scratch. [1]" in text(treatments=[option])


def test_caution_of_a_treatment_is_complete_on_its_own_line():
    told = plain_text(leaflet(treatment_document(cautions=[{"who": "You are pregnant", "why": "It may harm."}])))
    assert "- Take care or do not use it: You are pregnant. It may harm." in told


def test_foot_says_what_it_is_and_which_version():
    told = plain_text(leaflet(condition_document()), address="https://clinic.example/conditions/milia/", version=3)
    assert "It does not replace advice" in " ".join(told.split())
    assert "Version 3. https://clinic.example/conditions/milia/" in told


def test_number_of_a_source_never_starts_a_line():
    for padding in range(60):
        told = text(harmless=f"Yes. {'x' * padding} milia are harmless, and nobody has to treat them at all. [@SP]")
        assert not [
            line for line in told.splitlines() if line.lstrip().startswith("[1]") and "Milia (StatPearls)" not in line
        ]


def test_fact_stands_behind_its_question():
    assert "How it feels: The answer for feel. [1]" in text()
    assert "Can you catch it? The answer for catching. [1]" in text()


def test_questions_to_ask_words_and_drawings_are_told_in_words():
    told = text(
        questions_to_ask=["Can I wait?"],
        words=[{"word": "keratin", "meaning": "A part of skin. [@SP]"}],
        drawings=[{"drawing": "trapped-keratin", "alt": "A bead.", "caption": "1. Do not squeeze it. [@SP]"}],
    )
    assert "Questions to ask at your appointment\n------------------------------------\n- Can I wait?" in told
    assert "- keratin: A part of skin. [1]" in told
    assert "squeezing does: A bead. 1. Do not squeeze it. [1]" in " ".join(told.split())
