"""How long a step is on a phone. One that does not fit hides an answer, or what to do, below the edge."""

from collections.abc import Iterable, Iterator

from . import words
from .graph import Graph, Step
from .lettering import wrapped
from .problem import Problem, of_step

# CSS pixels on a screen of 390 x 844 at a root size of 18 px, set beside what Chromium measured of every step of the
# three shipped guides: never less than a step really needs, and at most a third more.
SCREEN = 844
COLUMN = 358  # 390 less the padding of main
BOX = 46  # left and right: edges and padding of the care card and of the callout
CARD, CALLOUT = 146, 128  # above and below: edges, padding and gap, the urgency and the headings
PADDING = 32  # of the page, above and below together
TEXT, LINE, PARAGRAPH_GAP = 18, 27, 18
HEADING, HEADING_LINE, HEADING_GAP = 26, 31, 9  # h2 in a serif, 1.45rem at 1.2
SERIF = 0.96  # how wide the serif is, compared with the sans-serif
OPTION, OPTION_GAP, OPTION_PADDING, OPTION_EDGES = 48, 8, 16, 32  # least height; gap; above and below; left and right
ITEM_INDENT, ITEM_GAP = 25, 7


def screen(graph: Graph) -> Iterator[Problem]:
    for step in graph.steps:
        if step.is_outcome and height(step, graph) > SCREEN:
            sentence = "This is longer than the screen of a phone. Say less in what to do and why not to pop it."
            yield of_step(step, sentence, "too_long")
        elif not step.is_outcome and height(step, graph) > SCREEN:
            sentence = "This is longer than the screen of a phone. Shorten the help, or split the question."
            yield of_step(step, sentence, "too_long")


def height(step: Step, graph: Graph) -> float:
    """CSS pixels of what must be seen at once: a question with its answers; an outcome's advice and its warning."""
    parts = [PADDING, _heading(step.title)]
    if step.is_outcome:
        parts += [CARD, _items(step.do_now), CALLOUT if step.why_not else 0, _body(step.why_not, COLUMN - BOX)]
    else:
        parts += [_body(graph.emergency), _body(step.help)]
        parts += [_option(option.label) for option in step.options]
    return sum(parts)


def _heading(title: str) -> float:
    return len(wrapped(words.line(title), COLUMN, HEADING * SERIF)) * HEADING_LINE + HEADING_GAP


def _body(text: str, column: int = COLUMN) -> float:
    blocks = [block for block in words.body(text).splitlines() if block.strip()]
    return sum(len(wrapped(block, column, TEXT)) * LINE + PARAGRAPH_GAP for block in blocks)


def _items(lines: Iterable[str]) -> float:
    heights = [len(wrapped(words.body(line), COLUMN - BOX - ITEM_INDENT, TEXT)) * LINE + ITEM_GAP for line in lines]
    return sum(heights) - ITEM_GAP + PARAGRAPH_GAP if heights else 0


def _option(label: str) -> float:
    lines = len(wrapped(words.line(label), COLUMN - OPTION_EDGES, TEXT))
    return max(OPTION, lines * LINE + OPTION_PADDING) + OPTION_GAP
