"""Every way through a guide: how many there are in truth, and the first of them one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from .graph import Graph, Option, Step
from .order import in_order

# A clinician cannot read more, and a spreadsheet of more is slow to open.
MOST_PATHS = 2000


@dataclass(frozen=True)
class Path:
    """One way from the start to an outcome: each question with the option taken."""

    answers: tuple[tuple[Step, Option], ...]
    outcome: Step

    @property
    def urgency(self) -> str:
        return self.outcome.urgency


def total(graph: Graph) -> int:
    """How many paths end in an outcome: counted, not listed. 0 without a start, or if one can go round in circles."""
    return _counts(graph).get(graph.start.name, 0) if graph.start else 0


def paths(graph: Graph, most: int = MOST_PATHS) -> Iterator[Path]:
    """The first paths, depth first in the order of the options. Ways that end nowhere are not entered."""
    counts = _counts(graph)
    if graph.start is None or not counts.get(graph.start.name):
        return
    taken: list[tuple[Step, Option]] = []
    pending = [iter(graph.ways(graph.start))]
    trail = [graph.start]
    given = 0
    while trail and given < most:
        option, target = next(pending[-1], (None, None))
        if option is None or target is None:
            pending.pop()
            trail.pop()
            if taken:
                taken.pop()
        elif target.is_outcome:
            given += 1
            yield Path((*taken, (trail[-1], option)), target)
        elif counts[target.name]:
            taken.append((trail[-1], option))
            trail.append(target)
            pending.append(iter(graph.ways(target)))


def ending_at(graph: Graph) -> dict[str, int]:
    """For each outcome that can be reached, how many paths end there. Empty if one can go round in circles."""
    order = in_order(graph) or []
    arriving = dict.fromkeys((step.name for step in order), 0)
    for step in order:
        arriving[step.name] += int(step is graph.start)
        for _option, target in graph.ways(step):
            arriving[target.name] += arriving[step.name]
    return {step.name: arriving[step.name] for step in order if step.is_outcome}


def _counts(graph: Graph) -> dict[str, int]:
    """For each step that can be reached, how many paths lead from it to an outcome. Empty if there are circles."""
    counts: dict[str, int] = {}
    for step in reversed(in_order(graph) or []):
        counts[step.name] = int(step.is_outcome) + sum(counts[target.name] for _option, target in graph.ways(step))
    return counts
