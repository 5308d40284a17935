"""A guide as plain text."""

from conditions.content.guide_text import guide_text
from conditions.content.leaflet import leaflet
from conditions.content.plain_text import WIDTH
from tests.builders import guide_document


def text(**changes) -> str:
    return guide_text(leaflet(guide_document(**changes), {"emergency_number": "999"}))


def part(told: str, heading: str) -> str:
    """What stands under a heading, on one line."""
    return " ".join(told.split(f"{heading}\n---")[1].split("\n\n")[0].split())


def test_emergency_line_comes_first_and_the_sources_last():
    told = text()
    places = [
        told.index(words)
        for words in (
            "Call 999 now if someone is very ill.",
            "IMPORTANT: Do not pop",
            "Who has the bump?\n---",
            "Sources",
        )
    ]
    assert places == sorted(places)


def test_answer_says_where_it_leads():
    assert "- Yes: go to “Get emergency help now”" in part(text(), "Is anyone very ill right now?")
    assert "- I am not sure: go to “Talk to someone today”" in part(text(), "Who has the bump?")


def test_outcome_is_complete_by_itself():
    outcome = part(text(), "Self-care or pharmacy. Leave it alone")
    places = [
        outcome.index(words)
        for words in (
            "What to do now: - Wash your hands.",
            "IMPORTANT: Do not pop, squeeze or pick it. Do not squeeze it. Squeezing can scar. [1]",
            "What it may be: It may be a bead of hard skin. [1] This is not a diagnosis.",
            "When to come back: - Ask a nurse if it is still there in a year.",
            "Get help today if: - it gets hot - it spreads",
        )
    ]
    assert places == sorted(places)


def test_every_outcome_carries_the_warning_in_full():
    told = " ".join(text().split())
    outcomes = [step for step in guide_document()["steps"] if step["kind"] == "outcome"]
    assert told.count("IMPORTANT: Do not pop, squeeze or pick it.") == len(outcomes) + 1


def test_a_do_not_line_that_wraps_never_breaks_between_do_and_not():
    for padding in range(60):
        steps = guide_document()["steps"]
        steps[-1]["do_now"] = [
            f"Do not {'x' * padding} pop it and do not pick at it, whatever you may have read there."
        ]
        assert not [line for line in text(steps=steps).splitlines() if line.lower().endswith(" do")]


def test_no_line_is_wider_than_72_columns_unless_it_is_one_address():
    assert all(" " not in line.strip() for line in text().splitlines() if len(line) > WIDTH)


def test_foot_says_what_it_is_and_which_version():
    told = guide_text(leaflet(guide_document()), address="https://clinic.example/guides/x/", version=3)
    assert "It does not replace advice" in " ".join(told.split())
    assert "Version 3. https://clinic.example/guides/x/" in told
