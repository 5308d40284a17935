"""Do the saved example journeys still end where a clinician said that they must?"""

from collections.abc import Iterator

from .graph import Example, Graph, Walk
from .problem import Problem


def examples(graph: Graph) -> Iterator[Problem]:
    for example in graph.examples:
        wanted = graph.by_name.get(example.outcome)
        if wanted is None or not wanted.is_outcome:
            yield _problem(example, "", "Choose the outcome where it must end.", "example_unknown")
            continue
        walk = graph.walk(example.answers)
        if walk.left or walk.at is not wanted:
            at = walk.at.name if walk.at else walk.taken[-1][0].name if walk.taken else ""
            yield _problem(example, at, f"{_told(walk, wanted.title)} Is that right?", "example_changed")


def _problem(example: Example, step: str, sentence: str, code: str) -> Problem:
    return Problem(step, f"Example “{example.name}”", sentence, code)


def _told(walk: Walk, wanted: str) -> str:
    ended = f"It ended in “{wanted}”;"
    last = f"“{walk.taken[-1][1].label}”" if walk.taken else ""
    if walk.at is None:
        return f"{ended} now {last} leads nowhere." if last else f"{ended} now the guide has no question."
    if walk.left and not walk.at.is_outcome:
        return f"{ended} now “{walk.at.title}” has no answer “{walk.left[0]}”."
    if walk.left:
        return f"{ended} now {last} leads to “{walk.at.title}”, and “{walk.left[0]}” is not asked."
    if not last:
        return f"{ended} now it has no answers."
    return f"{ended} now {last} leads to “{walk.at.title}”."
