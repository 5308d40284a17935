"""Does a danger sign always win? Worked out on the graph, not by listing paths: those may be more than atoms.

**Nobody gets round a danger sign.** The start, and each answer of a sorting question, begins a group. A group must be
asked every danger sign that can be reached in it, up to the next sorting question, before anything calm. In the terms
of graphs: each of these danger signs dominates, from where the group begins, every calm outcome and every sorting
question of the group. One pass in topological order finds out, with a set of bits for each step: the danger signs that
*some* way to the step has missed. A group begins with all of its danger signs missed; a danger sign takes itself off;
a sorting question hands nothing on, because behind it other groups begin.

That is exact. A group's first step may also be reached from inside another group; then its danger signs are part of
that group's too, and none of them has been asked yet, or there would be a circle.

**Nothing after a sign is too calm.** From the calmest outcomes backwards, each step learns the calmest outcome that
can still follow.
"""

from collections.abc import Iterator
from itertools import islice

from conditions.vocabulary import RED_FLAG_URGENCIES

from .graph import Graph, Option, Step, in_words, rank
from .order import in_order, reached
from .problem import MOST_TOLD, Problem, of_guide, of_step, way


def safety(graph: Graph) -> Iterator[Problem]:
    order = in_order(graph)
    if order is not None:
        yield from _Groups(graph, order).problems()
    yield from _no_sign(graph)
    yield from _too_calm(graph)


class _Groups:
    """The danger signs of each group, and who gets round them. For a graph without circles."""

    def __init__(self, graph: Graph, order: list[Step]) -> None:
        self.graph, self.order = graph, order
        self.signs = [step for step in order if step.is_danger_sign]
        self.bit = {step.name: 1 << number for number, step in enumerate(self.signs)}
        self.ahead: dict[str, int] = {}  # the danger signs that can still be reached in the group, this one included
        self.calm: dict[str, Step] = {}  # a calm outcome that can still be reached in the group
        for step in reversed(order):
            self._look_ahead(step)
        self.missed = dict.fromkeys(self.ahead, 0)  # the danger signs of the group that some way here has not asked
        self._pass_on()

    def _look_ahead(self, step: Step) -> None:
        signs = self.bit.get(step.name, 0)
        if step.is_calm:
            self.calm[step.name] = step
        for _option, target in () if step.sorts else self.graph.ways(step):
            signs |= self.ahead[target.name]
            if target.name in self.calm:
                self.calm[step.name] = self.calm[target.name]
        self.ahead[step.name] = signs

    def _pass_on(self) -> None:
        for step in self.order[:1]:
            self.missed[step.name] = self.ahead[step.name]
        for step in self.order:
            for _option, target in self.graph.ways(step):
                self.missed[target.name] |= self._handed_on(step, target)

    def problems(self) -> Iterator[Problem]:
        bypassed = self._bypassed()
        for sign, end in islice(bypassed, MOST_TOLD):
            sentence = (
                f"Some people get to “{end.title}” without this question, for example: "
                f"{way([option.label for option in self._way_round(sign, end)])}. Ask it earlier."
            )
            yield of_step(sign, sentence, "danger_bypassed")
        more = sum(1 for _sign in bypassed)
        if more:
            yield of_guide(f"And {more} more danger signs that some people are not asked.", "danger_bypassed")
        yield from self._without_signs()

    def _bypassed(self) -> Iterator[tuple[Step, Step]]:
        """Each danger sign that somebody gets round, with the first place that should have come after it."""
        told = 0
        for step in self.order:
            new = self.missed[step.name] & ~told if step.is_calm or step.sorts else 0
            told |= new
            while new:
                lowest = new & -new
                new ^= lowest
                yield self.signs[lowest.bit_length() - 1], step

    def _way_round(self, sign: Step, end: Step) -> list[Option]:
        """Answers from the start to the end that miss the danger sign in the group of the end."""
        bit, at, back = self.bit[sign.name], end, []
        while at is not self.order[0]:
            question, option = next(
                (question, option)
                for question, option in self.graph.options_to(at.name)
                if question.name in self.missed and self._handed_on(question, at) & bit
            )
            back.append(option)
            at = question
            if question.sorts:
                break
        return [*self._way_to(at), *reversed(back)]

    def _handed_on(self, question: Step, target: Step) -> int:
        """The danger signs missed by those who come from the question to the target."""
        if question.sorts:
            return self.ahead[target.name]
        return self.missed[question.name] & ~self.bit.get(question.name, 0)

    def _way_to(self, step: Step) -> list[Option]:
        led_by, back = reached(self.graph), []
        while (link := led_by[step.name]) is not None:
            step, option = link
            back.append(option)
        return back[::-1]

    def _without_signs(self) -> Iterator[Problem]:
        for step in self.order[:1]:
            if step.name in self.calm and not self.ahead[step.name]:
                sentence = f"People can get to “{self.calm[step.name].title}” without a danger sign. Ask one first."
                yield of_step(step, sentence, "group_without_signs")
        for step in self.order:
            for option, target in self.graph.ways(step) if step.sorts else ():
                if target.name in self.calm and not self.ahead[target.name]:
                    sentence = (
                        f"People who answer “{option.label}” can get to “{self.calm[target.name].title}” "
                        "without a danger sign of their own. Add one."
                    )
                    yield of_step(step, sentence, "group_without_signs")


def _no_sign(graph: Graph) -> Iterator[Problem]:
    for step in graph.steps:
        if (
            step.is_danger_sign
            and step.options
            and not any(option.at_least in RED_FLAG_URGENCIES and not option.not_sure for option in step.options)
        ):
            yield of_step(step, "Mark the answer that is a sign as an emergency, or as urgent.", "no_sign")


def _too_calm(graph: Graph) -> Iterator[Problem]:
    calmest = _calmest_that_follows(graph)
    for step in graph.by_name.values():
        for option, target in graph.ways(step):
            end = calmest.get(target.name)
            if option.at_least and end and rank(end.urgency) > rank(option.at_least):
                sentence = (
                    f"The answer “{option.label}” is a sign: “{in_words(option.at_least)}”. "
                    f"But it can lead to “{end.title}”: “{end.urgency_in_words}”. Change one of them."
                )
                yield of_step(step, sentence, "too_calm")


def _calmest_that_follows(graph: Graph) -> dict[str, Step]:
    """The calmest outcome that can be reached from each step. Circles do no harm: each step is visited once."""
    outcomes = [step for step in graph.by_name.values() if step.is_outcome]
    found: dict[str, Step] = {}
    for outcome in sorted(outcomes, key=lambda step: -rank(step.urgency)):
        waiting = [outcome.name]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = outcome
                waiting += [question.name for question, _option in graph.options_to(name)]
    return found
