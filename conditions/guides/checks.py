"""Everything that is wrong with a guide, in sentences. These are its blockers."""

from collections.abc import Collection

from .answers import answers, outcomes
from .examples import examples
from .graph import Graph
from .plainness import plainness
from .problem import Problem
from .safety import safety
from .screen import screen
from .shape import shape
from .wording import wording


def problems(graph: Graph, *, callouts: Collection[str] = ()) -> list[Problem]:
    """All problems, those of the shape first: mend them first, others may go with them.

    ``callouts`` holds the address names of the leaflets that warn the reader not to pop it. Takes time in proportion
    to steps and options; a guide of 2,000 steps is checked in under a second.
    """
    return [
        *shape(graph),
        *safety(graph),
        *answers(graph),
        *outcomes(graph, callouts),
        *wording(graph),
        *screen(graph),
        *plainness(graph),
        *examples(graph),
    ]
