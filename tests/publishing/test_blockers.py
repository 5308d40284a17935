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
DRAWING = {"drawing": "oil-gland", "alt": "A gland. Shown on brown skin.", "caption": "Do not squeeze it. [@SP]"}
CODE = {"system": "snomed", "code": "238749001", "display": "", "status": "to_confirm", "note": ""}

PROMPT = "Say what causes it and, if people blame themselves, what does not."

BROKEN = {
    "leftover_prompt": {"sections": [{"kind": "causes", "title": "Causes", "body": f"Oil. [@SP]\n\n{PROMPT}"}]},
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
    "not_a_question": {"questions_to_ask": ["Tell me about it. [@SP]"]},
    "no_meaning": {"words": [{"word": "keratin", "meaning": ""}]},
    "word_twice": {"words": [{"word": word, "meaning": "A part of skin."} for word in ("keratin", "Keratin")]},
    "no_caption": {"drawings": [{**DRAWING, "caption": ""}]},
    "no_licence": {"pictures": [{**PICTURE, "licence": ""}]},
    "no_review_date": {"review_months": None},
    "unknown_placeholder": {"harmless": "Yes. Call {the_boss}. [@SP]"},
    "clinical_code": {"codes": [{**CODE, "code": "3282000"}]},
    "broken_link": {"look_alikes": [{"name": "Warts", "condition": "warts", "difference": ""}]},
}


def test_everything_below_a_code_needs_a_system_that_says_what_is_below():
    assert codes(condition_document(codes=[{**CODE, "below": True}])) == ["clinical_code"]
    acne = {**CODE, "system": "icd10cm", "code": "L70", "below": True}
    assert codes(condition_document(codes=[{**acne, "excluded": "L70.2"}])) == []
    assert codes(condition_document(codes=[{**acne, "excluded": "B00.4"}])) == ["clinical_code"]


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


def test_blocker_leads_to_the_words_it_is_about():
    paths = {code: blockers(condition_document(**BROKEN[code]), KNOWN)[0].path for code in BROKEN}
    assert paths["no_source"] == paths["empty_section"] == paths["leftover_prompt"] == ("sections", 0, "body")
    assert paths["not_negated"] == ("donts", 0, "text")
    assert paths["no_alternative_text"] == ("pictures", 0, "alt")
    assert paths["callout_not_negated"] == ("callout", "heading")
    assert paths["unknown_source"] == paths["unknown_placeholder"] == ("harmless",)


@pytest.mark.parametrize("prompt", [PROMPT, PROMPT.upper(), PROMPT.replace(" ", "\n", 3), f"Yes. {PROMPT} [@SP]"])
def test_prompt_of_the_outline_is_found_however_it_is_left(prompt):
    section = {"kind": "causes", "title": "Causes", "body": f"{prompt} [@SP]"}
    assert codes(condition_document(sections=[section])) == ["leftover_prompt"]


def test_drawing_needs_words_as_a_picture_does():
    assert codes(condition_document(drawings=[{**DRAWING, "alt": ""}])) == ["no_alternative_text"]
    assert codes(condition_document(drawings=[DRAWING], questions_to_ask=["Can I wait? [@SP]"])) == []
