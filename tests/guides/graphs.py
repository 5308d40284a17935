"""Guides for tests: a small one that nothing is wrong with, large ones, and any.

Documents are lists of entries, as they are stored; ``graph_of`` reads them as the product does.
"""

import copy
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from hypothesis import strategies

from conditions.content.schema import completed, schema
from conditions.guides.graph import Graph, graph
from conditions.vocabulary import URGENCY_ORDER, QuestionRole

Entry = dict[str, Any]

NOT_SURE = "I am not sure"


def question(name: str, title: str, *options: Entry, **more: Any) -> Entry:
    return {"name": name, "kind": "question", "title": title, "options": list(options), **more}


def outcome(name: str, title: str, urgency: str, **more: Any) -> Entry:
    return {"name": name, "kind": "outcome", "title": title, "urgency": urgency, "do_now": ["Ask a nurse."], **more}


def option(label: str, to: str, at_least: str = "") -> Entry:
    return {"label": label, "next": to, "at_least": at_least}


def unsure(to: str) -> Entry:
    return {"label": NOT_SURE, "next": to, "not_sure": True}


def document(steps: Iterable[Entry], **more: Any) -> dict[str, Any]:
    """A complete document with these steps."""
    given = {
        "schema": 1,
        "kind": "guide",
        "slug": "what-is-this-bump",
        "language": "en",
        "title": "What is this bump?",
        "summary": "Answer a few questions. You will see what to do.",
        "emergency": "Call {emergency_number} now if someone is very ill.",
        "callout": {"heading": "Do not pop it", "why": "It can scar."},
        "come_back": {"heading": "Get help today if:", "items": ["you have a fever", "it gets hot"]},
        "steps": list(steps),
        "review_months": 12,
        **more,
    }
    return completed(given, schema("guide"))


SOUND_STEPS: list[Entry] = [
    question(
        "ill",
        "Is anyone very ill?",
        option("Yes", "now", "emergency"),
        option("No", "eye"),
        unsure("today"),
        role="danger_sign",
    ),
    question(
        "eye",
        "Does your eye hurt?",
        option("Yes", "today", "same_day"),
        option("No", "who"),
        unsure("today"),
        role="danger_sign",
    ),
    question(
        "who",
        "Who has the bump?",
        option("A baby", "baby-ill"),
        option("Someone older", "hot"),
        unsure("today"),
        role="sorts",
    ),
    question(
        "baby-ill",
        "Is your baby hot?",
        option("Yes", "now", "emergency"),
        option("No", "baby-look"),
        unsure("today"),
        role="danger_sign",
    ),
    question("baby-look", "What does your baby have?", option("White beads", "care"), unsure("show")),
    question(
        "hot",
        "Is the skin hot?",
        option("Yes", "today", "same_day"),
        option("No", "look"),
        unsure("today"),
        role="danger_sign",
    ),
    question("look", "How does it look?", option("Hard beads", "care"), option("It tingles", "show"), unsure("show")),
    outcome("now", "Get help now", "emergency"),
    outcome("today", "Get help today", "same_day"),
    outcome("show", "Show it to a nurse", "routine", may_be="It may be a cold sore. [@SP]"),
    outcome("care", "Leave it alone", "self_care", conditions=["milia"], why_not="Do not squeeze it. It can scar."),
]
EXAMPLES = [
    {"name": "Baby with beads", "answers": ["No", "No", "A baby", "No", "White beads"], "outcome": "care"},
    {"name": "Very ill", "answers": ["Yes"], "outcome": "now"},
]


def sound(**more: Any) -> dict[str, Any]:
    """A small document that has no problem."""
    return document(copy.deepcopy(SOUND_STEPS), **{"examples": copy.deepcopy(EXAMPLES), **more})


def step_of(value: dict[str, Any], name: str) -> Entry:
    return next(step for step in value["steps"] if step["name"] == name)


def graph_of(*steps: Entry, **more: Any) -> Graph:
    return graph(document(steps, **more))


def layered(steps: int) -> dict[str, Any]:
    """A sound guide of so many steps: danger signs in a row, then layers of 10 that all lead to all of the next."""
    layers, signs = divmod(steps - 13, 10)
    signs, layers = (signs, layers) if layers < 2 else (signs + 10 * (layers // 10), layers - layers // 10)
    names = [[f"q{layer}-{place}" for place in range(10)] for layer in range(layers)]
    names.append([f"end-{place}" for place in range(10)])
    rows = [_sign(number, f"sign-{number + 1}" if number + 1 < signs else "entry") for number in range(signs)]
    rows.append(_crossing("entry", names[0]))
    for layer, following in pairwise(names):
        rows += [_crossing(name, following) for name in layer]
    rows += [outcome(name, f"Leave bump {name} alone", "self_care", may_be="It may be milia.") for name in names[-1]]
    rows += [outcome("now", "Get help now", "emergency"), outcome("show", "Show it to a nurse", "soon")]
    return document(rows)


def _sign(number: int, following: str) -> Entry:
    options = option("Yes", "now", "emergency"), option("No", following), unsure("now")
    return question(f"sign-{number}", f"Is sign {number} there?", *options, role="danger_sign", help=_HELP)


def _crossing(name: str, following: list[str]) -> Entry:
    return question(name, f"How does {name} look?", *(option(f"Like {to}", to) for to in following), unsure("show"))


_HELP = "It may look red, or dark on brown skin. It may be hard to see. So feel for heat. Ask a friend to look. [@SP]"


def chain(steps: int) -> dict[str, Any]:
    """One question after the other, ending in one outcome."""
    rows = [
        question(f"q{number}", f"Question {number}?", option("On", f"q{number + 1}"), unsure("end"))
        for number in range(steps - 1)
    ]
    rows[-1]["options"][0]["next"] = "end"
    return document([*rows, outcome("end", "Show it to a nurse", "soon")])


@strategies.composite
def guides(draw: strategies.DrawFn, most_questions: int = 6) -> dict[str, Any]:
    """Any guide without circles: each answer leads to a later step. Most have problems, a good part has none."""
    size = draw(strategies.integers(1, most_questions))
    ends = [outcome(f"o{urgency}", f"Outcome {urgency}", urgency) for urgency in _drawn_urgencies(draw)]
    names = [f"q{number}" for number in range(size)]
    rows = [_drawn_question(draw, number, names, [end["name"] for end in ends]) for number in range(size)]
    return document([*rows, *ends])


def _drawn_urgencies(draw: strategies.DrawFn) -> list[str]:
    return draw(strategies.lists(strategies.sampled_from(URGENCY_ORDER), min_size=1, max_size=4, unique=True))


def _drawn_question(draw: strategies.DrawFn, number: int, names: list[str], ends: list[str]) -> Entry:
    later = strategies.sampled_from([*names[number + 1 : number + 3], *ends])
    role = draw(strategies.sampled_from([*QuestionRole.values, "danger_sign"]))
    sign = strategies.sampled_from(["", "", *URGENCY_ORDER])
    labels = [f"Answer {letter}" for letter in "ABC"[: draw(strategies.integers(1, 3))]]
    options = [option(label, draw(later), draw(sign)) for label in labels]
    if role == "danger_sign" and draw(strategies.booleans()):
        options[0] = option("Yes", ends[0], draw(strategies.sampled_from(["same_day", "emergency"])))
    return question(
        names[number], f"Question {number}?", *options, unsure(draw(strategies.sampled_from(ends))), role=role
    )
