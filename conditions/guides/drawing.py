"""The graph as a drawing: SVG made on the server, which a page shows without any script or style of its own.

Colours are presentation attributes, dark on light so that a printer without colour will do; every urgency stands in
words as well. Edges come first, so that they never hide words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from conditions.vocabulary import Urgency

from .boxes import BOX, CHIP, CHIP_GAP, INSET, LETTERS, LINE, Box, Row
from .graph import Graph, Step
from .layout import GUTTER, MARGIN, Layout, layout

Link = Callable[[str], str]

_INK, _EDGE, _PLAIN, _LOST = "#16211e", "#4a5853", "#ffffff", "#8c0d1e"
# Ground and line. The tones of care cards, see static/css/base.css.
_COLOURS = {
    Urgency.EMERGENCY.value: ("#fbe3e1", "#8c0d1e"),
    Urgency.SAME_DAY.value: ("#fdeedd", "#783200"),
    Urgency.SOON.value: ("#fbf4d4", "#574200"),
    Urgency.ROUTINE.value: ("#e2f2ee", "#0b4a42"),
    Urgency.SELF_CARE.value: ("#edf2ed", "#3b4945"),
}
# Signs that no document may contain: half characters, and control characters.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def drawing(graph: Graph, link: Link) -> SafeString:
    """The SVG. ``link`` gives the address for the name of a step. Draws broken graphs too."""
    found = layout(graph)
    width, height = max(found.width, BOX), max(found.height, 3 * LINE)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="guide-drawing" role="group" '
        f'aria-label="{_safe(f"Drawing of {graph.title}")}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="system-ui, sans-serif" '
        f'font-size="{LETTERS}" fill="{_INK}">',
        *_edges(found),
        *_unreached(found),
        *([] if found.boxes else [_text(MARGIN, MARGIN, ["There are no steps yet."])]),
    ]
    for box in found.boxes.values():
        parts.append(_box(box, _safe(link(box.step.name))))
        parts += [_chip(box, row, link) for row in box.rows if row.chip]
    # Every word and every address has gone through _safe.
    return mark_safe("".join([*parts, "</svg>"]))


def _safe(text: str) -> str:
    return escape(_FORBIDDEN.sub(" ", str(text)))


def _edges(found: Layout) -> Iterator[str]:
    yield f'<g class="edges" aria-hidden="true" fill="none" stroke="{_EDGE}" stroke-width="1.5">'
    half = GUTTER // 2
    for x, y, bend, to_x, to_y in found.edges:
        yield f'<path class="edge" d="M{x} {y}H{bend}C{bend + half} {y} {to_x - half} {to_y} {to_x} {to_y}"/>'
    for x, y, to_x, to_y in found.loose:
        curve = f"C{x + 2 * GUTTER} {y} {to_x - GUTTER} {to_y} {to_x} {to_y}"
        yield f'<path class="edge back" stroke-dasharray="6 4" d="M{x} {y}{curve}"/>'
    ends = {edge[-2:] for edge in [*found.edges, *found.loose]} & {(box.x, box.entry) for box in found.boxes.values()}
    for x, y in sorted(ends):
        yield f'<path class="arrow" fill="{_EDGE}" d="M{x - 8} {y - 5}L{x} {y}L{x - 8} {y + 5}z"/>'
    yield "</g>"


def _unreached(found: Layout) -> Iterator[str]:
    if found.unreached_from is not None:
        yield _text(MARGIN, found.unreached_from, ["No answers lead to these steps"], 'font-weight="bold"')


def _box(box: Box, address: str) -> str:
    step = box.step
    kind = "outcome" if step.is_outcome else "question"
    ground, line = _COLOURS.get(step.urgency, (_PLAIN, _LOST)) if step.is_outcome else (_PLAIN, _EDGE)
    look = f'fill="{ground}" stroke="{line}" stroke-width="1.5"'
    if step.is_danger_sign:
        look = f'fill="{_PLAIN}" stroke="{_LOST}" stroke-width="3"'
    elif step.sorts:
        look = f'fill="{_PLAIN}" stroke="{_INK}" stroke-width="2.5" stroke-dasharray="2 3"'
    classes = f"{kind} {step.urgency if step.is_outcome else step.role}"
    name = f"{kind.capitalize()}: {step.title}" + (f" ({box.mark})" if box.mark else "")
    marks = [box.mark] if box.mark else []
    return "".join(
        [
            f'<a href="{address}" class="{_safe(classes)}" aria-label="{_safe(name)}">',
            f'<rect x="{box.x}" y="{box.y}" width="{BOX}" height="{box.height}" rx="6" {look}/>',
            _text(box.x + INSET, box.y + INSET, marks, f'fill="{line if step.is_outcome else _LOST}"'),
            _text(box.x + INSET, box.y + INSET + len(marks) * LINE, box.title, 'font-weight="bold"'),
            *(_row(box, row) for row in box.rows),
            "</a>",
        ]
    )


def _row(box: Box, row: Row) -> str:
    top = row.y + (row.height - len(row.lines) * LINE) // 2
    rule = f'<path d="M{box.x} {row.y}h{BOX}" stroke="{_EDGE}" stroke-width=".5"/>'
    return rule + _text(box.x + INSET, top, row.lines)


def _chip(box: Box, row: Row, link: Link) -> str:
    """What an option leads to, beside it. One that leads nowhere links to its question, where it can be mended."""
    x, y = box.x + BOX + CHIP_GAP, row.middle - row.chip_height // 2
    if row.target:
        ground, line = _COLOURS.get(row.target.urgency, (_PLAIN, _LOST))
        name = f"Outcome: {row.target.title} ({row.chip[0]})"
    else:
        ground, line = _PLAIN, _LOST
        name = f"“{row.option.label}” leads nowhere"
    at: Step = row.target or box.step
    classes = f"chip {row.target.urgency}" if row.target else "chip nowhere"
    return "".join(
        [
            f'<path class="edge" d="M{x - CHIP_GAP} {row.middle}h{CHIP_GAP}" stroke="{_EDGE}" stroke-width="1.5"/>',
            f'<a href="{_safe(link(at.name))}" class="{_safe(classes)}" aria-label="{_safe(name)}">',
            f'<rect x="{x}" y="{y}" width="{CHIP}" height="{row.chip_height}" rx="10" '
            f'fill="{ground}" stroke="{line}" stroke-width="1.5"/>',
            _text(x + INSET, y + INSET // 2, row.chip[:1], f'fill="{line}" font-weight="bold"'),
            _text(x + INSET, y + INSET // 2 + LINE, row.chip[1:]),
            "</a>",
        ]
    )


def _text(x: int, top: int, lines: Sequence[str], look: str = "") -> str:
    """Lines of words; the letters of a line stand on its base."""
    base = top + LINE - 4
    return "".join(
        f'<text x="{x}" y="{base + number * LINE}"{" " + look if look else ""}>{_safe(line)}</text>'
        for number, line in enumerate(lines)
    )
