"""Documents for tests, complete enough to be published. Published states are reached only through the workflow."""

import copy
from typing import Any

from conditions.content.schema import completed, schema
from conditions.models import Governed, Publication, Revision, Treatment
from conditions.publishing import workflow
from conditions.publishing.restore import restore
from conditions.vocabulary import Attribute

SOURCE = {
    "key": "SP",
    "title": "Milia (StatPearls)",
    "publisher": "StatPearls Publishing",
    "url": "https://www.ncbi.nlm.nih.gov/books/NBK560481/",
    "how_read": "page",
    "read_on": "",
    "note": "",
    "says": "Calls milia harmless keratin cysts.",
}

CONDITION: dict[str, Any] = {
    "schema": 1,
    "kind": "condition",
    "slug": "milia",
    "language": "en",
    "title": "Milia",
    "also_known_as": [{"name": "Milk spots", "search_only": False}, {"name": "milia seeds", "search_only": True}],
    "summary": "Milia are tiny, hard, white bumps under the skin. [@SP]",
    "harmless": "Yes. Milia are harmless. [@SP]",
    "catching": "No. You cannot catch milia. [@SP]",
    "body_sites": ["face", "eyelids"],
    "age_groups": ["newborn", "adult"],
    "callout": {
        "handling": "never_pop",
        "heading": "Do not pop, squeeze or pick milia",
        "why": "There is no hole, so squeezing hurts and can scar. [@SP]",
        "instead": ["Leave them alone.", "Wash gently."],
        "already_squeezed": "Wash your hands and leave it alone.",
    },
    "care_cards": [
        {
            "urgency": "emergency",
            "heading": "Call {emergency_number} now if:",
            "items": ["your baby has blisters and a fever [@SP]"],
            "ending": "",
        },
        {
            "urgency": "routine",
            "heading": "Phone {clinic_phone} if:",
            "items": ["you want them removed [@SP]"],
            "ending": "",
        },
    ],
    "sections": [{"kind": "what_it_is", "title": "What milia are", "body": "Milia are beads of keratin. [@SP]"}],
    "types": [{"name": "Newborn milia", "description": "They go away alone. [@SP]"}],
    "facts": {attribute: f"The answer for {attribute}. [@SP]" for attribute in Attribute.values},
    "dos": [{"text": "Wash gently.", "why": ""}],
    "donts": [{"text": "Do not squeeze, pick or poke milia.", "why": "It can scar. [@SP]"}],
    "myths": [{"claim": "A salt scrub clears milia", "verdict": "harmful", "why": "It scratches the skin. [@SP]"}],
    "questions": [{"question": "Can I pop one?", "answer": "No. Do not pop it. [@SP]"}],
    "look_alikes": [{"name": "Whiteheads", "condition": "", "difference": "They are softer. [@SP]"}],
    "codes": [
        {"system": "snomed", "code": "238749001", "display": "Milia", "status": "verified", "note": ""},
    ],
    "sources": [SOURCE],
    "review_months": 24,
}

TREATMENT: dict[str, Any] = {
    "schema": 1,
    "kind": "treatment",
    "slug": "leave-it-alone",
    "language": "en",
    "title": "Leave it alone",
    "summary": "Leaving a small bump alone is safe. [@SP]",
    "setting": "self_care",
    "who_can_do_it": "You can.",
    "evidence": {"rating": "some", "text": "Most milia go away. [@SP]"},
    "cautions": [{"who": "Your baby is unwell", "why": "Get help first. [@SP]"}],
    "sections": [{"kind": "what_it_is", "title": "What it is", "body": "You wait. [@SP]"}],
    "donts": [{"text": "Do not pick at it.", "why": ""}],
    "sources": [SOURCE],
    "review_months": 24,
}


def condition_document(**changes: Any) -> dict[str, Any]:
    """A condition that nothing stops from being published, with some keys changed."""
    return completed(copy.deepcopy({**CONDITION, **changes}), schema("condition"))


def treatment_document(**changes: Any) -> dict[str, Any]:
    return completed(copy.deepcopy({**TREATMENT, **changes}), schema("treatment"))


def make_condition(by: Any = None, **changes: Any) -> Governed:
    """A saved draft of a condition, last edited by somebody."""
    return restore(condition_document(**changes), by=by)


def make_treatment(by: Any = None, **changes: Any) -> Treatment:
    return restore(treatment_document(**changes), by=by)


def submitted(draft: Governed, *, author: Any) -> Revision:
    return workflow.submit(draft, by=author)


def approved(draft: Governed, *, author: Any, reviewer: Any) -> Revision:
    revision = workflow.submit(draft, by=author)
    workflow.approve(revision, by=reviewer)
    return revision


def published(
    draft: Governed, *, author: Any, reviewer: Any, change_note: str = "First version.", **more: Any
) -> Publication:
    """Through the whole workflow: submit, approve, publish."""
    revision = approved(draft, author=author, reviewer=reviewer)
    return workflow.publish(revision, by=reviewer, change_note=change_note, **more)
