"""Each blocker has a document that breaks exactly it."""

from typing import Any

import pytest

from conditions.publishing.blockers import blockers
from tests.builders import condition_document, treatment_document

KNOWN = {("condition", "acne"), ("treatment", "leave-it-alone")}


def codes(document: dict[str, Any]) -> list[str]:
    return [blocker.code for blocker in blockers(document, KNOWN)]


def test_complete_documents_have_no_blocker():
    assert codes(condition_document()) == []
    assert codes(treatment_document()) == []


CARD = {"urgency": "emergency", "heading": "Call {emergency_number} now if:", "items": ["you cannot see"], "ending": ""}
ROUTINE = {**CARD, "urgency": "routine"}
CALLOUT = condition_document()["callout"]
PICTURE = {
    "file": "0" * 64 + ".webp",
    "alt": "White beads. Shown on light brown skin.",
    "caption": "",
    "long_description": "",
    "skin_tone": "light_brown",
    "licence": "CC BY 4.0",
    "credit": "",
    "sensitive": False,
    "width": 10,
    "height": 10,
}

BROKEN = {
    "opening": {"summary": ""},
    "sections": {"sections": []},
    "no_source": {"sections": [{"kind": "causes", "title": "Causes", "body": "Nobody knows."}]},
    "empty_section": {"sections": [{"kind": "causes", "title": "Causes", "body": ""}]},
    "unknown_source": {"harmless": "Yes. [@NOPE]"},
    "no_callout": {"callout": {**CALLOUT, "why": ""}},
    "callout_not_negated": {"callout": {**CALLOUT, "heading": "Popping milia"}},
    "no_red_flags": {"care_cards": [ROUTINE]},
    "empty_card": {"care_cards": [CARD, {**ROUTINE, "items": []}]},
    "urgency_order": {"care_cards": [ROUTINE, CARD]},
    "not_negated": {"donts": [{"text": "Squeeze it.", "why": ""}]},
    "no_alternative_text": {"pictures": [{**PICTURE, "alt": ""}]},
    "no_licence": {"pictures": [{**PICTURE, "licence": ""}]},
    "no_review_date": {"review_months": None},
    "unknown_placeholder": {"harmless": "Yes. Call {the_boss}. [@SP]"},
    "broken_link": {"look_alikes": [{"name": "Warts", "condition": "warts", "difference": ""}]},
}


@pytest.mark.parametrize("code", BROKEN)
def test_blocker_is_found_alone_in_the_document_that_breaks_it(code):
    assert codes(condition_document(**BROKEN[code])) == [code]


@pytest.mark.parametrize(
    "negation", ["Don't squeeze it.", "Avoid squeezing.", "do not squeeze it", "Not advised: salt."]
)
def test_do_not_item_must_begin_with_do_not_in_full(negation):
    assert codes(condition_document(donts=[{"text": negation, "why": ""}])) == ["not_negated"]


def test_handling_fine_to_touch_needs_no_callout():
    empty = {"handling": "fine_to_touch", "heading": "", "why": "", "instead": [], "already_squeezed": ""}
    assert codes(condition_document(callout=empty)) == []


@pytest.mark.parametrize("handling", ["never_pop", "leave_alone", "clinician_only"])
def test_any_other_handling_needs_the_whole_callout(handling):
    empty = {"handling": handling, "heading": "", "why": "", "instead": [], "already_squeezed": ""}
    assert codes(condition_document(callout=empty)) == ["no_callout"] * 3


@pytest.mark.parametrize("address", ["/conditions/nothing/", "/nowhere/", "/admin/", "/conditions/acne"])
def test_link_into_our_own_site_must_lead_somewhere(address):
    body = f"See [this]({address}). [@SP]"
    assert codes(condition_document(sections=[{"kind": "causes", "title": "Causes", "body": body}])) == ["broken_link"]


@pytest.mark.parametrize(
    "address", ["/conditions/acne/", "/conditions/acne/#help", "/dont-pop-it/", "https://example.org/"]
)
def test_link_that_leads_somewhere_is_fine(address):
    body = f"See [this]({address}). [@SP]"
    assert codes(condition_document(sections=[{"kind": "causes", "title": "Causes", "body": body}])) == []


def test_blocker_names_the_place_in_an_editors_words():
    [found] = blockers(condition_document(**BROKEN["no_source"]), KNOWN)
    assert str(found) == "Section “Causes”: Add at least one source, for example [@SP]."


def test_treatment_needs_no_red_flags_and_no_callout():
    assert "care_cards" in treatment_document() and codes(treatment_document(care_cards=[])) == []
