"""What a screen reader goes by: one main part, one heading of level 1, named ways, a title and the way past the menu."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from .opened import Opened, go

pytestmark = pytest.mark.django_db

ALSO = {"connect-application": "infobutton"}  # other addresses of the same page
BARE = {"leave"}  # a page that tells nothing has no way on, so it has no menu to pass by either
SHAPE = """() => {
  const shown = (element) => element.checkVisibility();
  const all = (selector) => [...document.querySelectorAll(selector)];
  const words = (element) => element.getAttribute("aria-label") ||
    document.getElementById(element.getAttribute("aria-labelledby"))?.textContent || "";
  const page = (element) => !element.closest("main, article, section, aside");
  return {
    mains: all("main").length,
    banners: all("header").filter(page).length,
    infos: all("footer").filter(page).length,
    levels: all("h1, h2, h3, h4, h5, h6").filter(shown).map((heading) => Number(heading.tagName[1])),
    navs: all("nav, aside, section[aria-labelledby]").filter(shown).map((part) => words(part).trim()),
    language: document.documentElement.lang,
    title: document.title,
    twice: all("[id]").map((one) => one.id).filter((id, at, ids) => ids.indexOf(id) < at),
  };
}"""


@pytest.fixture
def shapes(pages: list[Opened], window: Callable[..., Page]) -> list[tuple[Opened, dict[str, Any]]]:
    page = window()
    found = []
    for opened in pages:
        go(page, opened)
        found.append((opened, page.evaluate(SHAPE)))
    return found


def test_every_page_has_its_landmarks_and_a_language(shapes):
    for opened, shape in shapes:
        around = 0 if opened.kind in BARE else 1
        assert (shape["mains"], shape["banners"], shape["infos"]) == (1, around, around), opened.address
        assert shape["language"] == "en", opened.address
        assert shape["twice"] == [], opened.address


def test_headings_begin_at_level_1_and_skip_none(shapes):
    for opened, shape in shapes:
        levels = shape["levels"]
        assert levels.count(1) == 1 and levels[0] == 1, (opened.address, levels)
        deeper = [(above, level) for above, level in pairwise(levels) if level > above + 1]
        assert deeper == [], (opened.address, levels)


def test_every_region_has_a_name_that_no_other_navigation_of_the_page_has(shapes):
    for opened, shape in shapes:
        assert "" not in shape["navs"], opened.address
        assert len(set(shape["navs"])) == len(shape["navs"]), (opened.address, shape["navs"])


def test_no_two_kinds_of_page_have_the_same_title(shapes):
    kinds: dict[str, str] = {}
    for opened, shape in shapes:
        # The address of the current version shows the page itself; errors of one kind share a title.
        kind = ALSO.get(opened.kind, opened.kind.removesuffix("-version"))
        kind = kind if opened.status == 200 else f"status {opened.status}"
        assert kinds.setdefault(shape["title"], kind) == kind, (opened.address, shape["title"])


def test_first_tab_leads_past_the_menu(pages, window):
    page = window()
    for opened in pages:
        if opened.kind in BARE or "#" in opened.address:  # at a step there is nothing left to pass by
            continue
        go(page, opened)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip", opened.address
        assert page.locator(".skip").bounding_box()["y"] >= 0, opened.address
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.closest('main')")
