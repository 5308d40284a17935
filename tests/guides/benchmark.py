"""How the time of the engine grows with a guide: ``python -m tests.guides.benchmark``."""

import os
import time
from collections.abc import Callable
from typing import Any

import django

from conditions.guides.checks import problems
from conditions.guides.drawing import drawing
from conditions.guides.graph import Graph, graph
from conditions.guides.paths import total

SIZES = (20, 50, 100, 200, 500, 1000, 2000)
TIMES = 5


def seconds(work: Callable[[Graph], Any], document: dict[str, Any]) -> float:
    """The best of a few runs, each on a graph that nobody has asked anything yet."""
    best = float("inf")
    for _ in range(TIMES):
        value = graph(document)
        start = time.perf_counter()
        work(value)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    from tests.guides.graphs import layered

    print(f"{'steps':>6} {'options':>8} {'checks':>9} {'counting':>9} {'drawing':>9}  paths")
    for size in SIZES:
        document = layered(size)
        options = sum(len(step["options"]) for step in document["steps"])
        times = [seconds(work, document) for work in (problems, total, lambda value: drawing(value, str))]
        shown = " ".join(f"{took:8.4f}s" for took in times)
        print(f"{len(document['steps']):>6} {options:>8} {shown}  {_rounded(total(graph(document)))}")


def _rounded(count: int) -> str:
    digits = str(count)
    return digits if len(digits) < 8 else f"about 10^{len(digits) - 1}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    main()
