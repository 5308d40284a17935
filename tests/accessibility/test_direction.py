"""Right to left: every page, laid out by logical properties, is its own mirror image."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from .direction import mirrored
from .modes import DESKTOP, PHONE, ZOOMED
from .opened import Opened, Shelf, go

STATIC = settings.BASE_DIR / "static/css"
OF_STAFF = {"admin.css", "admin_writing.css"}  # beside Django's own, which are written for both directions in their way
# Ways to name a side of the screen instead of a side of the text.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)|(?:border-(?:top|bottom)-(?:left|right)-radius)"
)
# What of a page stands at a side of the window: distance from where lines begin, and from where they end.
EDGES = """(rtl) => [...document.querySelectorAll("header.site > *, main > *, main > * > *, footer.site-foot > *, .leave > *")]
  .filter((element) => element.checkVisibility() && !element.matches(".hidden, script, template, svg"))
  .filter((element) => getComputedStyle(element).display !== "inline")
  .map((element) => [element, element.getBoundingClientRect()])
  .map(([element, box]) => [element.outerHTML.slice(0, 80), rtl ? innerWidth - box.right : box.left,
    rtl ? innerWidth - box.left : box.right])"""

# Numbers that somebody dials or types: 01632 960 000 would become 000 960 01632.
TURNED = """() => [...document.querySelectorAll('[href^="tel:"], [inputmode="numeric"], .given-number a[href^="/n/"]')]
  .filter((element) => getComputedStyle(element).direction !== "ltr").map((element) => element.outerHTML)"""


def laid_out(page: Page, pages: list[Opened], *, rtl: bool) -> dict[str, list]:
    found = {}
    for opened in pages:
        go(page, opened)
        found[opened.address] = page.evaluate(EDGES, rtl)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_mirrored(
    viewport: dict[str, int], pages: list[Opened], shelf: Shelf, window: Callable[..., Page]
) -> None:
    page = window(viewport, reduced_motion="reduce")
    there = laid_out(page, pages, rtl=False)
    shelf.change = mirrored
    back = laid_out(page, pages, rtl=True)
    crooked = {}
    for address, edges in there.items():
        assert len(edges) == len(back[address]), address
        pairs = zip(edges, back[address], strict=True)
        if off := [(a, b) for a, b in pairs if abs(a[1] - b[1]) > 2 or abs(a[2] - b[2]) > 2]:
            crooked[address] = off
    assert crooked == {}


@pytest.mark.django_db
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP, ZOOMED], ids=["phone", "desktop", "zoomed"])
def test_mirrored_page_does_not_scroll_sideways(
    viewport: dict[str, int], pages: list[Opened], shelf: Shelf, window: Callable[..., Page]
) -> None:
    shelf.change = mirrored
    page = window(viewport)
    wide = {}
    for opened in pages:
        go(page, opened)
        # In this direction what is too wide sticks out where lines end: the window then scrolls to negative places.
        if over := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
            wide[opened.address] = over
    assert {address: over for address, over in wide.items() if over > 0} == {}


@pytest.mark.django_db
def test_digits_of_a_number_keep_their_order(pages: list[Opened], shelf: Shelf, window: Callable[..., Page]) -> None:
    shelf.change = mirrored
    page = window()
    turned = {}
    for opened in pages:
        go(page, opened)
        if found := page.evaluate(TURNED):
            turned[opened.address] = found
    assert turned == {}


@pytest.mark.parametrize("sheet", sorted(set(STATIC.glob("*.css")) - {STATIC / name for name in OF_STAFF}))
def test_style_names_no_side_of_the_screen(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    rules = re.sub(r"@media[^{]*\{", "{", rules)  # the width of the window is no layout
    assert [found.group() for found in PHYSICAL.finditer(rules)] == []
