"""The text twin of the drawing: the same graph as nested lists, for screen reader, keyboard and paper."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .graph import Graph, Option, Step
from .order import reached

# Deeper lists cannot be followed by ear or by eye: a question below is a link here, and written out at the margin.
MOST_DEPTH = 6


@dataclass(frozen=True)
class Line:
    """One line: an answer and the step that it leads to. Lines at the margin have no answer.

    ``step`` is None if the answer leads nowhere. A step is written out once, where ``is_repeat`` is false; other
    mentions are links to it. To render nested lists: open an item with the line, then open a list if ``opens``, else
    close the item and, for each of ``closes``, a list and the item around it.
    """

    depth: int
    step: Step | None
    option: Option | None = None
    is_repeat: bool = False
    opens: bool = False
    closes: range = range(0)


@dataclass(frozen=True)
class Outline:
    """What can be reached from the start, and what cannot."""

    lines: tuple[Line, ...]
    unreached: tuple[Line, ...]


def outline(graph: Graph) -> Outline:
    """Each step once, depth first from the start; then, on their own, the steps that nobody reaches."""
    seen: set[str] = set()
    lines = tuple(_nested(list(_from([graph.start] if graph.start else [], graph, seen))))
    known = reached(graph)
    others = [step for name, step in graph.by_name.items() if name not in known]
    # A step that others lead to stands below them, so those that nothing leads to come first.
    others.sort(key=lambda step: bool(graph.options_to(step.name)))
    return Outline(lines, tuple(_nested(list(_from(others, graph, seen)))))


def _from(roots: list[Step], graph: Graph, seen: set[str]) -> Iterator[Line]:
    waiting = roots[::-1]
    while waiting:
        root = waiting.pop()
        if root.name in seen:
            continue
        seen.add(root.name)
        yield Line(0, root)
        deferred: list[Step] = []
        yield from _below(root, graph, seen, deferred)
        waiting += reversed(deferred)


def _below(root: Step, graph: Graph, seen: set[str], deferred: list[Step]) -> Iterator[Line]:
    """The answers of a question and what follows, with a stack of our own. What is too deep is ``deferred``."""
    pending = [iter(_options(root))]
    while pending:
        option = next(pending[-1], None)
        if option is None:
            pending.pop()
            continue
        step = graph.by_name.get(option.next)
        too_deep = step is not None and len(pending) >= MOST_DEPTH and bool(_options(step))
        is_repeat = step is not None and (step.name in seen or too_deep)
        yield Line(len(pending), step, option, is_repeat)
        if step is None:
            continue
        if too_deep and step.name not in seen:
            deferred.append(step)
        elif not is_repeat:
            seen.add(step.name)
            pending.append(iter(_options(step)))


def _options(step: Step) -> tuple[Option, ...]:
    return () if step.is_outcome else step.options


def _nested(lines: list[Line]) -> Iterator[Line]:
    depths = [*(line.depth for line in lines), 0]
    for line, depth in zip(lines, depths[1:], strict=True):
        yield replace(line, opens=depth > line.depth, closes=range(max(line.depth - depth, 0)))
