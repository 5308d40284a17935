"""A guide as a graph: steps, the options of a question, and where each leads.

A broken guide is a graph as well: targets that do not exist, loops, names used twice. The checks tell of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conditions.vocabulary import RED_FLAG_URGENCIES, URGENCY_ORDER, QuestionRole, StepKind, Urgency


@dataclass(frozen=True)
class Option:
    """An answer. ``next`` is the name of a step, empty when none is chosen yet; ``at_least`` makes it a sign."""

    label: str
    next: str
    not_sure: bool = False
    at_least: str = ""


@dataclass(frozen=True)
class Step:
    """A question with its options, or an outcome with what to do."""

    name: str
    kind: str
    title: str
    help: str = ""
    role: str = QuestionRole.ORDINARY.value
    options: tuple[Option, ...] = ()
    urgency: str = ""
    may_be: str = ""
    do_now: tuple[str, ...] = ()
    why_not: str = ""
    come_back: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()

    @property
    def is_outcome(self) -> bool:
        return self.kind == StepKind.OUTCOME

    @property
    def is_danger_sign(self) -> bool:
        return not self.is_outcome and self.role == QuestionRole.DANGER_SIGN

    @property
    def sorts(self) -> bool:
        return not self.is_outcome and self.role == QuestionRole.SORTS

    @property
    def is_calm(self) -> bool:
        """An outcome that lets the reader wait. One without an urgency counts as calm: nobody said otherwise."""
        return self.is_outcome and self.urgency not in RED_FLAG_URGENCIES

    @property
    def urgency_in_words(self) -> str:
        return in_words(self.urgency)


@dataclass(frozen=True)
class Example:
    """A saved journey: the labels of its answers in order, and the name of the outcome where it must end."""

    name: str
    answers: tuple[str, ...]
    outcome: str


@dataclass(frozen=True)
class Walk:
    """How far a list of answers leads.

    ``at`` is where the walk stands, None when the guide has no start or the last answer leads nowhere. ``left`` are
    the answers that could not be given: the first of them does not exist there.
    """

    taken: tuple[tuple[Step, Option], ...]
    at: Step | None
    left: tuple[str, ...]


@dataclass(frozen=True)
class Graph:
    """The steps of a guide in the order of the desk, and the words that stand on more than one of them."""

    language: str
    title: str
    summary: str
    intro: str
    emergency: str
    callout_heading: str
    callout_why: str
    come_back_heading: str
    come_back: tuple[str, ...]
    steps: tuple[Step, ...]
    examples: tuple[Example, ...]

    @cached_property
    def start(self) -> Step | None:
        """The first question: where everybody starts."""
        return next((step for step in self.steps if not step.is_outcome), None)

    @cached_property
    def by_name(self) -> Mapping[str, Step]:
        """The first step of each name; a name used twice is a problem that the checks tell of."""
        found: dict[str, Step] = {}
        for step in self.steps:
            found.setdefault(step.name, step)
        return found

    @cached_property
    def _ways(self) -> Mapping[str, tuple[tuple[Option, Step], ...]]:
        return {
            name: tuple((option, self.by_name[option.next]) for option in step.options if option.next in self.by_name)
            for name, step in self.by_name.items()
            if not step.is_outcome
        }

    def ways(self, step: Step) -> tuple[tuple[Option, Step], ...]:
        """Each option of a question with the step it leads to. Options that lead nowhere are left out.

        An outcome ends the walk, whatever options an editor left in it.
        """
        return self._ways.get(step.name, ())

    @cached_property
    def _options_to(self) -> Mapping[str, list[tuple[Step, Option]]]:
        found: dict[str, list[tuple[Step, Option]]] = {}
        for step in self.steps:
            for option, target in self.ways(step):
                found.setdefault(target.name, []).append((step, option))
        return found

    def options_to(self, name: str) -> Sequence[tuple[Step, Option]]:
        """Who leads here: each question and its option."""
        return tuple(self._options_to.get(name, ()))

    def walk(self, answers: Sequence[str]) -> Walk:
        """Give the answers one after the other, from the start."""
        at, taken = self.start, []
        for number, label in enumerate(answers):
            options = () if at is None or at.is_outcome else at.options
            option = next((option for option in options if option.label == label), None)
            if at is None or option is None:
                return Walk(tuple(taken), at, tuple(answers[number:]))
            taken.append((at, option))
            at = self.by_name.get(option.next)
        return Walk(tuple(taken), at, ())


def rank(urgency: str) -> int:
    """0 for an emergency; the larger, the calmer. An urgency that is not set is calmest."""
    return URGENCY_ORDER.index(urgency) if urgency in URGENCY_ORDER else len(URGENCY_ORDER)


def in_words(urgency: str) -> str:
    return str(Urgency(urgency).label) if urgency in URGENCY_ORDER else "No urgency yet"


def graph(document: Mapping[str, Any]) -> Graph:
    """The graph of a stored document, which has every key. Never fails on steps that do not hang together."""
    return Graph(
        **{key: document[key] for key in ("language", "title", "summary", "intro", "emergency")},
        callout_heading=document["callout"]["heading"],
        callout_why=document["callout"]["why"],
        come_back_heading=document["come_back"]["heading"],
        come_back=tuple(document["come_back"]["items"]),
        steps=tuple(_step(entry) for entry in document["steps"]),
        examples=tuple(
            Example(entry["name"], tuple(entry["answers"]), entry["outcome"]) for entry in document["examples"]
        ),
    )


def _step(entry: Mapping[str, Any]) -> Step:
    return Step(
        **{key: entry[key] for key in ("name", "kind", "title", "help", "role", "urgency", "may_be", "why_not")},
        **{key: tuple(entry[key]) for key in ("do_now", "come_back", "conditions")},
        options=tuple(
            Option(option["label"], option["next"], option["not_sure"], option["at_least"])
            for option in entry["options"]
        ),
    )
