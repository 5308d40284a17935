"""axe, the rules of Deque: on every kind of page, in every way of looking at it, nothing is found."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .direction import mirrored
from .modes import MODES
from .opened import Opened, Shelf, go

pytestmark = pytest.mark.django_db

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    # Contrast of 7:1, of level AAA; and targets of 24 pixels, which axe counts among the newest rules.
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}
# Where axe cannot decide by itself, it says “incomplete”: text over a picture or under something. See decision 0023.
UNDECIDED = frozenset({"color-contrast", "color-contrast-enhanced"})


def told(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]


def look(page: Page, opened: Opened) -> dict[str, Any]:
    go(page, opened)
    # What is folded is looked at, too; but not the menu, which would lie over the page.
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true })")
    return Axe().run(page, options=OPTIONS).response


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_any_page(
    mode: str,
    pages: list[Opened],
    shelf: Shelf,
    window: Callable[..., Page],
    record_property: Callable[[str, Any], None],
) -> None:
    if mode == "right_to_left":
        shelf.change = mirrored
    page = window(MODES[mode].viewport, **MODES[mode].options)
    violations, undecided, passed = {}, {}, set()
    for opened in pages:
        result = look(page, opened)
        passed |= {rule["id"] for rule in result["passes"]}
        if found := told(result["violations"]):
            violations[opened.address] = found
        if found := told(result["incomplete"]):
            undecided[opened.address] = found
    record_property("chromium", page.context.browser.version)
    record_property("axe", {"mode": mode, "version": result["testEngine"]["version"], "passed": sorted(passed)})
    assert violations == {}
    assert {rule for found in undecided.values() for rule, _html in found} <= UNDECIDED
