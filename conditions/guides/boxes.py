"""The boxes of the drawing: a question with one row per option, and beside a row the chip of its outcome."""

from dataclasses import dataclass, field

from .graph import Graph, Option, Step
from .lettering import wrapped

# In the unit of the drawing, a CSS pixel.
LETTERS, LINE = 13, 17
BOX, CHIP, CHIP_GAP, INSET = 250, 200, 12, 10
# Nobody knows with which letters a desk draws; the widest in use, DejaVu Sans, must stay within the box.
_SIZE, _BOLD_SIZE = LETTERS * 1.18, LETTERS * 1.34


@dataclass
class Row:
    """One option of a question, with the lines of its chip if it leads to an outcome or nowhere."""

    option: Option
    target: Step | None
    lines: list[str]
    chip: list[str]
    y: int = 0
    height: int = field(init=False)

    def __post_init__(self) -> None:
        self.height = max(len(self.lines) * LINE + INSET, self.chip_height + 6 if self.chip else 0)

    @property
    def chip_height(self) -> int:
        return len(self.chip) * LINE + INSET

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass
class Box:
    """A question with its rows, or an outcome that nobody reaches."""

    step: Step
    mark: str
    title: list[str]
    rows: list[Row]
    x: int = 0
    y: int = 0

    @property
    def head(self) -> int:
        return (len(self.title) + bool(self.mark)) * LINE + 2 * INSET

    @property
    def height(self) -> int:
        return self.head + sum(row.height for row in self.rows)

    @property
    def entry(self) -> int:
        """Where edges arrive."""
        return self.y + min(self.head // 2, 20)

    def move(self, x: int, y: int) -> None:
        self.x, self.y = x, y
        below = y + self.head
        for row in self.rows:
            row.y = below
            below += row.height


def box_of(graph: Graph, step: Step) -> Box:
    room = BOX - 2 * INSET
    if step.is_outcome:
        return Box(step, step.urgency_in_words, wrapped(step.title, room, _BOLD_SIZE), [])
    marks = ["Start"] if step is graph.start else []
    marks += ["Danger sign"] if step.is_danger_sign else ["Sorts people"] if step.sorts else []
    rows = [_row(graph, option) for option in step.options]
    return Box(step, ". ".join(marks), wrapped(step.title, room, _BOLD_SIZE), rows)


def _row(graph: Graph, option: Option) -> Row:
    target = graph.by_name.get(option.next)
    chip: list[str] = []
    if target is None:
        chip = ["Leads nowhere"]
    elif target.is_outcome:
        chip = [target.urgency_in_words, *wrapped(target.title, CHIP - 2 * INSET, _SIZE)]
    return Row(option, target, wrapped(option.label, BOX - 2 * INSET, _SIZE), chip)
