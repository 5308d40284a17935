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

_OUTCOME: dict[str, Any] = {
    "kind": "outcome",
    "do_now": ["Wash your hands."],
    "why_not": "Do not squeeze it. Squeezing can scar. [@SP]",
}

GUIDE: dict[str, Any] = {
    "schema": 1,
    "kind": "guide",
    "slug": "what-is-this-bump",
    "language": "en",
    "title": "What is this bump?",
    "summary": "Answer a few questions and see what to do next.",
    "sensitive": True,
    "intro": "Your answers stay on this phone.",
    "emergency": "Call {emergency_number} now if someone is very ill.",
    "callout": {"heading": "Do not pop, squeeze or pick it", "why": "Squeezing can scar. [@SP]"},
    "come_back": {"heading": "Get help today if:", "items": ["it gets hot", "it spreads"]},
    "steps": [
        {
            "name": "a1",
            "kind": "question",
            "title": "Is anyone very ill right now?",
            "help": "Very hard to wake, or cannot breathe well.",
            "role": "danger_sign",
            "options": [
                {"label": "Yes", "next": "o-now", "at_least": "emergency"},
                {"label": "No", "next": "a2"},
                {"label": "I am not sure", "next": "o-today", "not_sure": True, "at_least": "same_day"},
            ],
        },
        {
            "name": "a2",
            "kind": "question",
            "title": "Who has the bump?",
            "role": "sorts",
            "options": [
                {"label": "A baby under 1 year", "next": "b1"},
                {"label": "Someone older", "next": "e1"},
                {"label": "I am not sure", "next": "o-today", "not_sure": True},
            ],
        },
        {
            "name": "b1",
            "kind": "question",
            "title": "Is the baby hot, or not feeding?",
            "role": "danger_sign",
            "options": [
                {"label": "Yes", "next": "o-now", "at_least": "emergency"},
                {"label": "No", "next": "o-soon"},
                {"label": "I am not sure", "next": "o-today", "not_sure": True, "at_least": "same_day"},
            ],
        },
        {
            "name": "e1",
            "kind": "question",
            "title": "Is the eye sore?",
            "role": "danger_sign",
            "options": [
                {"label": "Yes", "next": "o-today", "at_least": "same_day"},
                {"label": "No", "next": "c1"},
                {"label": "I am not sure", "next": "o-today", "not_sure": True, "at_least": "same_day"},
            ],
        },
        {
            "name": "c1",
            "kind": "question",
            "title": "What does it look like?",
            "options": [
                {"label": "A hard white bead", "next": "o-leave"},
                {"label": "A lump that stays the same", "next": "o-visit"},
                {"label": "I am not sure", "next": "o-visit", "not_sure": True},
            ],
        },
        {
            **_OUTCOME,
            "name": "o-now",
            "title": "Get emergency help now",
            "urgency": "emergency",
            "may_be": "It could be a serious infection. [@SP]",
            "do_now": ["Call {emergency_number} now.", "Do not wait."],
            "why_not": "Do not touch the bump. Get help first.",
        },
        {
            **_OUTCOME,
            "name": "o-today",
            "title": "Talk to someone today",
            "urgency": "same_day",
            "may_be": "It is safer to ask. [@SP]",
            "do_now": ["Call {urgent_line} today."],
        },
        {
            **_OUTCOME,
            "name": "o-soon",
            "title": "Ask about the baby this week",
            "urgency": "soon",
            "may_be": "Many bumps in babies go away. [@SP]",
        },
        {
            **_OUTCOME,
            "name": "o-visit",
            "title": "Show it to a nurse",
            "urgency": "routine",
            "may_be": "We cannot tell from here. [@SP]",
        },
        {
            **_OUTCOME,
            "name": "o-leave",
            "title": "Leave it alone",
            "urgency": "self_care",
            "may_be": "It may be a bead of hard skin. [@SP]",
            "come_back": ["Ask a nurse if it is still there in a year."],
        },
    ],
    "examples": [
        {
            "name": "Adult with a white bead",
            "answers": ["No", "Someone older", "No", "A hard white bead"],
            "outcome": "o-leave",
        },
        {"name": "Hot baby", "answers": ["No", "A baby under 1 year", "Yes"], "outcome": "o-now"},
    ],
    "sources": [SOURCE],
    "review_months": 12,
}


def condition_document(**changes: Any) -> dict[str, Any]:
    """A condition that nothing stops from being published, with some keys changed."""
    return completed(copy.deepcopy({**CONDITION, **changes}), schema("condition"))


def treatment_document(**changes: Any) -> dict[str, Any]:
    return completed(copy.deepcopy({**TREATMENT, **changes}), schema("treatment"))


def guide_document(**changes: Any) -> dict[str, Any]:
    """A guide that nothing stops from being published, with some keys changed."""
    return completed(copy.deepcopy({**GUIDE, **changes}), schema("guide"))


def make_condition(by: Any = None, **changes: Any) -> Governed:
    """A saved draft of a condition, last edited by somebody."""
    return restore(condition_document(**changes), by=by)


def make_treatment(by: Any = None, **changes: Any) -> Treatment:
    return restore(treatment_document(**changes), by=by)


def make_guide(by: Any = None, **changes: Any) -> Governed:
    """A saved draft of a guide. The leaflets that its outcomes name must exist."""
    return restore(guide_document(**changes), by=by)


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


def commented(
    draft: Governed, *, author: Any, reviewer: Any, part: str = "summary", text: str = "Say how small."
) -> Any:
    """Sends new words of a draft; the reviewer wants a part of them changed. Returns the comment."""
    draft.title += " once more"
    draft.save()
    revision = workflow.submit(draft, by=author)
    return workflow.request_changes(revision, by=reviewer, on_parts={part: text}).comments.get()
