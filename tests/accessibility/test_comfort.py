"""What readers set for themselves: larger text, wider spacing, a narrow window, no motion."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .modes import DESKTOP, PHONE, ZOOMED
from .opened import Opened, go

pytestmark = pytest.mark.django_db

# WCAG 2.2, success criterion 1.4.12, to the letter.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }"""
# Criterion 1.4.4: text alone twice as large, as a phone's own setting makes it.
LARGE = "html { font-size: 225% !important }"
WIDE = "document.documentElement.scrollWidth - innerWidth"
# Words that are there and cannot be seen, because a box is too small for them.
CLIPPED = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility() && !element.closest(".hidden, svg, input, select"))
  .filter((element) => /hidden|clip/.test(getComputedStyle(element).overflow))
  .filter((element) => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
  .map((element) => element.outerHTML.slice(0, 120))"""
MOVING = """() => [document.documentElement, ...document.querySelectorAll("body, body *")].flatMap((element) =>
  [null, "::before", "::after"].map((part) => getComputedStyle(element, part))
    .filter((style) => parseFloat(style.transitionDuration) || style.animationName !== "none" ||
      (style.scrollBehavior === "smooth"))
    .map(() => element.outerHTML.slice(0, 80)))"""


@pytest.mark.parametrize(
    ("viewport", "style"),
    [(ZOOMED, ""), (PHONE, SPACED), (ZOOMED, SPACED), (PHONE, LARGE), (DESKTOP, LARGE)],
    ids=["400% zoom", "spaced", "spaced at 400% zoom", "large text on a phone", "large text"],
)
def test_nothing_is_lost_and_nothing_scrolls_sideways(
    viewport: dict[str, int], style: str, pages: list[Opened], window: Callable[..., Page]
) -> None:
    page = window(viewport)
    lost = {}
    for opened in pages:
        go(page, opened)
        if style:
            page.add_style_tag(content=style)
        wide, clipped = page.evaluate(WIDE), page.evaluate(CLIPPED)
        if wide > 0 or clipped:
            lost[opened.address] = (wide, clipped)
    assert lost == {}


def test_nothing_moves_for_a_reader_who_wants_no_motion(pages, window):
    page = window(reduced_motion="reduce")
    moving = {}
    for opened in pages:
        go(page, opened)
        if found := page.evaluate(MOVING):
            moving[opened.address] = found
    assert moving == {}
