"""Does the guide hang together? Targets, ways out, circles, steps that nobody reaches, names used twice."""

from collections.abc import Callable, Iterator
from itertools import islice

from .graph import Graph, Option, Step
from .order import reached, ways_back
from .problem import MOST_TOLD, Problem, of_guide, of_step, way


def shape(graph: Graph) -> Iterator[Problem]:
    for check in _CHECKS:
        yield from check(graph)


def _start(graph: Graph) -> Iterator[Problem]:
    if graph.start is None:
        yield of_guide("Add a question. The first question in the list is where everybody starts.", "no_start")


def _twice(graph: Graph) -> Iterator[Problem]:
    names: set[str] = set()
    titles: set[str] = set()
    for step in graph.steps:
        title = _compared(step.title)
        if step.name in names:
            yield of_step(step, f"Another step has the short name “{step.name}”. Change one of them.", "name_twice")
        if title in titles:
            yield of_step(
                step, "Another step has this title. Change one, so that targets can be told apart.", "title_twice"
            )
        names.add(step.name)
        titles.add(title)


def _options(graph: Graph) -> Iterator[Problem]:
    for step in graph.steps:
        if step.is_outcome:
            if step.options:
                yield of_step(step, "An outcome ends the guide. Remove its answers.", "outcome_with_options")
            continue
        if not step.options:
            yield of_step(step, "Add answers: there is no way out of this question.", "no_options")
        labels: set[str] = set()
        for option in step.options:
            if option.next not in graph.by_name:
                yield of_step(step, _missing(option), "missing_target")
            if _compared(option.label) in labels:
                yield of_step(step, f"The answer “{option.label}” stands here twice. Change one.", "option_twice")
            labels.add(_compared(option.label))


def _missing(option: Option) -> str:
    if option.next:
        return f"The answer “{option.label}” leads to “{option.next}”, which does not exist. Choose another step."
    return f"The answer “{option.label}” leads nowhere. Choose the step that comes next."


def _compared(words: str) -> str:
    return " ".join(words.split()).casefold()


def _circles(graph: Graph) -> Iterator[Problem]:
    circles = ways_back(graph)
    for circle in islice(circles, MOST_TOLD):
        yield of_step(circle[-1], _circle(circle), "cycle")
    more = sum(1 for _circle in circles)
    if more:
        yield of_guide(f"And {more} more ways go round in circles.", "cycle")


def _circle(steps: list[Step]) -> str:
    if len(steps) == 1:
        return "An answer leads back to this question. Choose another step."
    titles = way([step.title for step in [*steps, steps[0]]])
    return f"The answers go round in a circle: {titles}. Change where one of them leads."


def _unreached(graph: Graph) -> Iterator[Problem]:
    found = reached(graph)
    if not found:
        return
    for name, step in graph.by_name.items():
        if name not in found:
            yield of_step(
                step, "No answers lead here from the start. Let an answer lead here, or remove it.", "unreachable"
            )


_CHECKS: tuple[Callable[[Graph], Iterator[Problem]], ...] = (_start, _twice, _options, _circles, _unreached)
