"""Where each box of the drawing stands: columns by the longest way from the start, few crossings, no overlaps."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .boxes import BOX, CHIP, CHIP_GAP, Box, Row, box_of
from .graph import Graph, Step
from .order import in_order, ways_back

GUTTER, GAP, MARGIN = 72, 24, 16
_LANE = 14
# An edge over several columns runs in a lane of its own, so that it crosses no box. Past this many it runs behind them.
_MOST_LANES = 4000
_IN_A_ROW = 6  # unreached steps

Way = tuple[str, str]
Item = tuple[str, int]  # a question, and a column that it or its lane stands in


@dataclass
class Layout:
    """Boxes by name, edges as points in pairs, and the size of the whole."""

    boxes: dict[str, Box] = field(default_factory=dict)
    edges: list[tuple[int, int, int, int, int]] = field(default_factory=list)  # x, y, where the bend begins, x, y
    loose: list[tuple[int, int, int, int]] = field(default_factory=list)  # back, or from and to unreached steps
    unreached_from: int | None = None
    width: int = 0
    height: int = 0


def layout(graph: Graph) -> Layout:
    ways_not_forward = {(circle[-1].name, circle[0].name) for circle in ways_back(graph)}
    order = in_order(graph, ways_not_forward) or []
    columns = _columns(graph, order, ways_not_forward)
    boxes = {step.name: box_of(graph, step) for step in order if not step.is_outcome}
    result = Layout(boxes)
    _Columns(result, columns, ways_not_forward).place()
    _place_unreached(graph, result, {step.name for step in order})
    _draw_loose(result, columns, ways_not_forward)
    result.width, result.height = result.width + MARGIN, result.height + MARGIN
    return result


def _columns(graph: Graph, order: list[Step], ignoring: set[Way]) -> dict[str, int]:
    """The longest distance of each question from the start."""
    columns: dict[str, int] = {}
    for step in order:
        if step.is_outcome:
            continue
        own = columns.setdefault(step.name, 0)
        for _option, target in graph.ways(step):
            if not target.is_outcome and (step.name, target.name) not in ignoring:
                columns[target.name] = max(columns.get(target.name, 0), own + 1)
    return columns


class _Columns:
    """Places the columns from left to right: each knows where the edges into it come from."""

    def __init__(self, result: Layout, columns: dict[str, int], ignoring: set[Way]) -> None:
        self.result, self.columns = result, columns
        self.ways = [
            (name, row, row.target.name)
            for name, box in result.boxes.items()
            for row in box.rows
            if row.target and not row.chip and (name, row.target.name) not in ignoring
        ]
        self.from_rows: dict[str, list[tuple[Row, str]]] = {}
        for name, row, target in self.ways:
            self.from_rows.setdefault(name, []).append((row, target))
        self.items: list[list[str]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
        for name, column in columns.items():
            self.items[column].append(name)
        self.has_lanes = self._add_lanes()
        self.arriving: dict[Item, list[tuple[int, int, int, int]]] = {}  # x, y, bend; top of where it comes from

    def _add_lanes(self) -> bool:
        first: dict[str, int] = {}
        for name, _row, target in self.ways:
            first[target] = min(first.get(target, self.columns[target]), self.columns[name] + 1)
        if sum(self.columns[target] - column for target, column in first.items()) > _MOST_LANES:
            return False
        for target, column in first.items():
            for crossed in range(column, self.columns[target]):
                self.items[crossed].append(target)
        return True

    def place(self) -> None:
        x = MARGIN
        for column, names in enumerate(self.items):
            names.sort(key=lambda name, column=column: self._mean((name, column), 1))
            boxes = [self.result.boxes[name] for name in names if self.columns[name] == column]
            has_chips = any(row.chip for box in boxes for row in box.rows)
            right = x + BOX + (CHIP_GAP + CHIP if has_chips else 0)
            self._place_column(column, names, x, right)
            self.result.width = max(self.result.width, right)
            x = right + GUTTER

    def _place_column(self, column: int, names: list[str], x: int, right: int) -> None:
        tops, below = [], 0
        for name in names:
            tops.append(below)
            below += self._height(name, column) + (GAP if self.columns[name] == column else _LANE // 2)
        wanted = [self._mean((name, column), 3) for name in names]
        # The column as a whole moves down to where its edges come from.
        down = MARGIN + max(0, int((sum(wanted) - sum(tops)) / len(names)) - MARGIN)
        for name, top in zip(names, tops, strict=True):
            self._place_item(name, column, x, right, top + down)
        self.result.height = max(self.result.height, below + down - GAP)

    def _place_item(self, name: str, column: int, x: int, right: int, top: int) -> None:
        box = self.result.boxes[name]
        if self.columns[name] != column:
            middle = top + _LANE // 2
            self._arrive((name, column), x, middle)
            self.arriving.setdefault((name, column + 1), []).append((x, middle, right, top))
            return
        box.move(x, top)
        self._arrive((name, column), x, box.entry)
        for row, target in self.from_rows.get(name, ()):
            at = column + 1 if self.has_lanes else self.columns[target]
            self.arriving.setdefault((target, at), []).append((x + BOX, row.middle, right, top))

    def _arrive(self, key: Item, x: int, y: int) -> None:
        self.result.edges += [(from_x, from_y, bend, x, y) for from_x, from_y, bend, _ in self.arriving.get(key, ())]

    def _height(self, name: str, column: int) -> int:
        return self.result.boxes[name].height if self.columns[name] == column else _LANE

    def _mean(self, key: Item, part: int) -> float:
        found = self.arriving.get(key, ())
        return sum(entry[part] for entry in found) / len(found) if found else 0.0


def _place_unreached(graph: Graph, result: Layout, known: set[str]) -> None:
    """The last rows: what no answers lead to."""
    boxes = [box_of(graph, step) for name, step in graph.by_name.items() if name not in known]
    if not boxes:
        return
    result.unreached_from = result.height + GAP
    y = result.unreached_from + 2 * GAP
    for start in range(0, len(boxes), _IN_A_ROW):
        in_row = boxes[start : start + _IN_A_ROW]
        for place, box in enumerate(in_row):
            box.move(MARGIN + place * (BOX + CHIP_GAP + CHIP + GUTTER), y)
            result.boxes[box.step.name] = box
            result.width = max(result.width, box.x + BOX + CHIP_GAP + CHIP)
        y += max(box.height for box in in_row) + GAP
    result.height = y - GAP


def _draw_loose(result: Layout, columns: dict[str, int], back: set[Way]) -> None:
    for name, box in result.boxes.items():
        for row in _to_questions(box):
            target = result.boxes[row.target.name] if row.target else None
            if target and (name not in columns or (name, target.step.name) in back):
                result.loose.append((box.x + BOX, row.middle, target.x, target.entry))


def _to_questions(box: Box) -> Iterator[Row]:
    return (row for row in box.rows if not row.chip)
