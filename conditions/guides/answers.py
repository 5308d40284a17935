"""Can everybody answer, and does everybody learn what to do? What each question and each outcome must have."""

from collections.abc import Collection, Iterator

from conditions.vocabulary import Urgency

from . import words
from .graph import Graph, Step, rank
from .problem import Problem, of_guide, of_step


def answers(graph: Graph) -> Iterator[Problem]:
    """Each question has one “I am not sure”, which leads straight to a safe outcome."""
    for step in graph.steps:
        if step.is_outcome or not step.options:
            continue
        unsure = [option for option in step.options if option.not_sure]
        if len(unsure) != 1:
            yield of_step(step, "Add one answer “I am not sure”, and mark it as such.", "no_not_sure")
        for option in unsure:
            target = graph.by_name.get(option.next)
            if target:
                yield from _not_sure(step, option.label, target)


def _not_sure(step: Step, label: str, target: Step) -> Iterator[Problem]:
    if not target.is_outcome:
        sentence = f"“{label}” must lead straight to an outcome, not to the question “{target.title}”."
        yield of_step(step, sentence, "not_sure_far")
    elif step.is_danger_sign and rank(target.urgency) > rank(Urgency.SOON):
        sentence = f"“{label}” on a danger sign must lead to help within a week, not to “{target.title}”."
        yield of_step(step, sentence, "not_sure_far")


def outcomes(graph: Graph, callouts: Collection[str]) -> Iterator[Problem]:
    """Each outcome says how urgent it is, what to do, when to come back, and where it matters, not to pop it."""
    warned = [step for step in graph.steps if step.is_outcome and not set(step.conditions).isdisjoint(callouts)]
    if warned and not graph.callout_heading:
        yield of_guide("Fill in the warning of the don't-pop callout: an outcome needs it.", "no_callout")
    for step in graph.steps:
        if not step.is_outcome:
            continue
        if not step.urgency:
            yield of_step(step, "Say how urgent it is.", "no_urgency")
        if not any(words.body(line).strip() for line in step.do_now):
            yield of_step(step, "Say what to do now.", "no_do_now")
        if not any(words.body(line).strip() for line in (*step.come_back, *graph.come_back)):
            yield of_step(step, "Say when to come back, here or for the whole guide.", "no_come_back")
        if step in warned and not step.why_not:
            yield of_step(step, "Say why not to pop it: the leaflet warns of it.", "no_callout")
