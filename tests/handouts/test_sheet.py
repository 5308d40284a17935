"""What is on a sheet of paper, and what is never left out of it."""

import pytest

from conditions import library
from conditions.handouts.resolve import resolve
from conditions.handouts.sheet import FEWER, SIZES, sheet_of_handout, sheet_of_page
from conditions.models import Clinic
from conditions.publishing import workflow
from conditions.vocabulary import Kind

pytestmark = pytest.mark.django_db

CARD = {"heading": "Call 999 now if:", "items": [], "ending": ""}


def levels(page, clinic=None, size="standard") -> list[dict]:
    return sheet_of_page(page, clinic or Clinic(), paper="a4", size=size)["sheets"][0]["levels"]


def words(value) -> str:
    if isinstance(value, dict):
        return " ".join(words(inner) for inner in value.values())
    return " ".join(words(inner) for inner in value) if isinstance(value, list) else str(value)


@pytest.fixture
def long_page(publish):
    """More than one side holds: twelve of everything."""
    many = [f"number {n} of a long list of things to say about it" for n in range(12)]
    publish(
        care_cards=[
            {**CARD, "urgency": "emergency", "items": [f"red flag {word} [@SP]" for word in many]},
            {**CARD, "urgency": "soon", "items": [f"soon {word}" for word in many]},
            {**CARD, "urgency": "routine", "items": [f"routine {word}" for word in many]},
        ],
        dos=[{"text": f"Do {word}.", "why": "Because it helps."} for word in many],
        donts=[{"text": f"Do not {word}.", "why": "Because it hurts."} for word in many],
    )
    return library.page(Kind.CONDITION, "milia", Clinic())


def test_parts_stand_in_the_order_in_which_they_must_be_read(publish):
    publish()
    parts = levels(library.page(Kind.CONDITION, "milia", Clinic(clinic_phone="01632 960 000")))[0]["parts"]
    assert [part["kind"] for part in parts] == ["summary", "card", "callout", "beside", "card"]
    assert parts[1]["urgency"] == "emergency" and parts[-1]["urgency"] == "routine"
    assert parts[2]["heading"] == "Do not pop, squeeze or pick milia"
    assert [one["heading"] for one in parts[3]["parts"]] == ["What you can do", "Things to avoid"]


def test_numbers_of_the_clinic_are_on_it(publish):
    publish()
    clinic = Clinic(clinic_name="Hill Street", clinic_phone="01632 960 000", opening_hours="8am to 6pm")
    told = words(levels(library.page(Kind.CONDITION, "milia", clinic), clinic))
    assert "Phone 01632 960 000 if:" in told and "Telephone: 01632 960 000" in told and "Open: 8am to 6pm" in told


def test_less_and_less_is_on_it_but_no_warning_is_left_out(long_page):
    found = levels(long_page)
    sizes = [level["size"] for level in found]
    assert sizes == sorted(sizes, reverse=True) and min(sizes) == 10
    for level in found:
        told = words(level)
        for n in range(12):
            assert f"red flag number {n} " in told and f"soon number {n} " in told
        assert "Do not pop, squeeze or pick milia" in told and "Leave them alone." in told
    assert "Because it helps." in words(found[0]) and "Because it helps." not in words(found[-1])
    assert "Do not number 11 " in words(found[0]) and "Do not number 11 " not in words(found[-1])
    assert [bool(level["more"]) for level in found] == [False] * len(SIZES) + [True] * len(FEWER)


def test_questions_to_ask_are_on_it_in_print_of_12_points_or_more(publish):
    publish(questions_to_ask=["Can I wait? [@SP]"])
    found = levels(library.page(Kind.CONDITION, "milia", Clinic()))
    asks = [(level["size"], "Can I wait?" in words(level)) for level in found]
    assert asks[:4] == [(14, True), (13, True), (12, True), (12, False)]
    assert not [size for size, is_asked in asks[3:] if is_asked] and not found[3]["more"]


def test_large_print_leaves_nothing_out(long_page):
    [level] = levels(long_page, size="large")
    assert level["size"] == 18
    for n in range(12):
        assert f"routine number {n} " in words(level) and f"Do not number {n} " in words(level)
    assert "Because it hurts." in words(level)


def test_who_must_take_care_comes_before_how_a_treatment_is_used(publish):
    how = {"kind": "how_it_is_done", "title": "How to use it", "body": "1. Wash. [@SP]\n2. Wait. [@SP]\n\nThen rest."}
    publish("treatment", sections=[how])
    parts = levels(library.page(Kind.TREATMENT, "leave-it-alone", Clinic()))[-1]["parts"]
    headings = [part.get("heading") for part in parts]
    assert headings.index("Take care, or do not use it, if") < headings.index("How to use it")
    assert parts[1]["items"] == ["Your baby is unwell. Get help first."]
    assert parts[2]["blocks"] == [
        {"kind": "ol", "items": ["Wash.", "Wait."]},
        {"kind": "p", "items": ["Then rest."]},
    ]


def test_guide_is_a_sheet_that_leads_to_it(publish):
    publish("guide")
    parts = levels(library.page(Kind.GUIDE, "what-is-this-bump", Clinic(emergency_number="999")))[0]["parts"]
    assert [part["kind"] for part in parts] == ["summary", "mark", "callout", "text", "list"]
    assert parts[1]["text"] == "Call 999 now if someone is very ill."
    assert parts[4] == {"kind": "list", "heading": "Get help today if:", "items": ["it gets hot", "it spreads"]}


def test_foot_says_where_it_is_and_how_old(publish, settings):
    settings.SITE_URL = "https://leaflets.example.org"
    publish()
    page = library.page(Kind.CONDITION, "milia", Clinic())
    sheet = sheet_of_page(page, Clinic(), paper="letter", size="standard")
    foot = sheet["sheets"][0]["foot"]
    assert sheet["paper"] == "us-letter"
    assert foot["type"] == f"or type: leaflets.example.org/n/{page.code}"
    assert foot["number"] == f"Number: {page.printed_code}"
    assert foot["facts"][0].startswith("Version 1 of ") and foot["facts"][0].endswith(", English")
    assert foot["facts"][1].startswith("Last reviewed: ") and foot["facts"][2].startswith("Next review due: ")


def test_handout_tells_what_changed_and_what_was_withdrawn(publish, give, author, reviewer, lead):
    milia, acne = publish(), publish(slug="acne", title="Acne")
    handout = give(milia, acne)
    publish(summary="Milia are small. [@SP]", publishing={"change_note": "Red flags added.", "about_safety": True})
    workflow.withdraw(acne.revision.document, by=lead, reason="It was wrong.", replacement=milia.revision.document)
    sheet = sheet_of_handout(resolve(handout.short_code.code, Clinic()), Clinic(), paper="a4", size="standard")
    first, second = sheet["sheets"]
    assert first["over"] == "Sheet 1 of 2" and second["over"] == "Sheet 2 of 2"
    assert first["marks"][0]["lines"][0].startswith("You were given version 1 on ")
    assert first["marks"][0]["items"][0].startswith("Safety. ") and "Red flags added." in words(first["marks"])
    assert "Milia are small." in words(first["levels"])
    assert "This leaflet was withdrawn on" in words(second["marks"]) and "It was wrong." in words(second["marks"])
    assert "Read instead: Milia" in words(second["marks"])
    assert second["levels"][0]["parts"] == []


def test_sample_says_that_it_is_one(publish, monkeypatch):
    publish()
    monkeypatch.setattr("conditions.library.Page.is_sample", True)
    sheet = sheet_of_page(library.page(Kind.CONDITION, "milia", Clinic()), Clinic(), paper="a4", size="standard")
    assert sheet["sheets"][0]["notices"] == ["Sample content: not yet reviewed by this clinic."]
