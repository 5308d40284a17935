"""Who can be reached, in which order, and what goes round in circles.

Nothing here calls itself: a guide may be deeper than Python's stack.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterator

from .graph import Graph, Option, Step


def reached(graph: Graph) -> dict[str, tuple[Step, Option] | None]:
    """The name of every step that can be reached -> the question and option that lead there on a shortest way.

    The start has None. Breadth first, so near steps come first.
    """
    if graph.start is None:
        return {}
    led_by: dict[str, tuple[Step, Option] | None] = {graph.start.name: None}
    waiting = deque([graph.start])
    while waiting:
        step = waiting.popleft()
        for option, target in graph.ways(step):
            if target.name not in led_by:
                led_by[target.name] = (step, option)
                waiting.append(target)
    return led_by


def in_order(graph: Graph, ignoring: Collection[tuple[str, str]] = ()) -> list[Step] | None:
    """Every step that can be reached, each after all that lead to it. None if a reader can go round in circles.

    ``ignoring`` holds ways, from and to, that do not count: without all ways back, every graph has an order.
    """
    steps = [graph.by_name[name] for name in reached(graph)]

    def counted(step: Step) -> Iterator[Step]:
        return (to for _option, to in graph.ways(step) if not ignoring or (step.name, to.name) not in ignoring)

    open_ways = Counter(target.name for step in steps for target in counted(step))
    ready = deque(step for step in steps if not open_ways[step.name])
    ordered: list[Step] = []
    while ready:
        step = ready.popleft()
        ordered.append(step)
        for target in counted(step):
            open_ways[target.name] -= 1
            if not open_ways[target.name]:
                ready.append(target)
    return ordered if len(ordered) == len(steps) else None


def ways_back(graph: Graph) -> Iterator[list[Step]]:
    """Every way back: the steps of a circle in order, its last step leading to its first.

    Depth first from the start, then from whatever is left. Without the last ways of all circles the graph has none.
    """
    first = [graph.start] if graph.start else []
    done: set[str] = set()
    for root in [*first, *graph.by_name.values()]:
        if root.name in done:
            continue
        trail, depth, pending = [root], {root.name: 0}, [iter(graph.ways(root))]
        told: set[tuple[str, str]] = set()
        while trail:
            _option, target = next(pending[-1], (None, None))
            if target is None:
                done.add(trail[-1].name)
                del depth[trail.pop().name]
                pending.pop()
            elif target.name in depth:
                if (trail[-1].name, target.name) not in told:
                    told.add((trail[-1].name, target.name))
                    yield trail[depth[target.name] :]
            elif target.name not in done:
                depth[target.name] = len(trail)
                trail.append(target)
                pending.append(iter(graph.ways(target)))
