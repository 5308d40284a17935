"""With a keyboard alone: Tab reaches everything, is never caught, and what has the focus can be seen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .modes import DESKTOP, PHONE
from .opened import HOST, Opened, go

pytestmark = pytest.mark.django_db

WALKED = ["/", "/conditions/every-part/", "/compare/", "/compare/?condition=acne&condition=milia", "/search/?q=milia", "/n/",
          "/guides/what-is-this-bump/", "/dont-pop-it/"]  # fmt: skip
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0)
  .length"""
# Whether the focus is marked, whether the page hides it, and whether it was there before.
FOCUSED = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  // A part of the body figure has no corner: what is seen of it is in its middle.
  const seen = [box.x + Math.min(box.width, 12) / 2, box.x + box.width / 2].some((x) =>
    [box.y + 2, box.y + box.height / 2, box.bottom - 2].some((y) => {
      const top = document.elementFromPoint(Math.min(Math.max(x, 0), innerWidth - 1), Math.min(Math.max(y, 0), innerHeight - 1));
      return top && (at.contains(top) || top.contains(at));
    }));
  const again = Boolean(at.seen);
  at.seen = true;
  return {
    name: at.outerHTML.slice(0, 100),
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none"
      || (at.matches("svg a") && parseFloat(style.strokeWidth) >= 6),  // a shape is marked by its own line
    seen: seen && box.bottom > 0 && box.y < innerHeight,
    again,
  };
}"""


def walk(page: Page) -> list[dict[str, Any]]:
    """Tab until the browser itself has the focus, or until something has it for the second time."""
    found: list[dict[str, Any]] = []
    for _ in range(600):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None or at["again"]:
            return found
        found.append(at)
    raise AssertionError("Tab never comes to the end of the page.")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_tab_reaches_everything_and_the_focus_is_always_seen(
    viewport: dict[str, int], pages: list[Opened], window: Callable[..., Page]
) -> None:
    page = window(viewport, reduced_motion="reduce")
    for opened in pages:
        if opened.address not in WALKED:
            continue
        go(page, opened)
        reached = walk(page)
        assert len(reached) == page.evaluate(REACHABLE), opened.address
        assert [at["name"] for at in reached if not at["marked"]] == [], opened.address
        assert [at["name"] for at in reached if not at["seen"]] == [], opened.address


def test_every_walked_page_is_an_example(pages):
    assert set(WALKED) <= {opened.address for opened in pages}


def test_shift_and_tab_goes_the_same_way_back(window):
    page = window()
    page.goto(f"{HOST}/")
    forward = [at["name"] for at in walk(page)]
    page.goto(f"{HOST}/")
    for _ in forward:
        page.keyboard.press("Tab")
    back = [page.evaluate(FOCUSED)["name"]]
    for _ in forward[1:]:
        page.keyboard.press("Shift+Tab")
        back.append(page.evaluate(FOCUSED)["name"])
    assert back[::-1] == forward


def test_menu_opens_and_closes_with_a_key(window):
    page = window()
    page.goto(f"{HOST}/")
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu a").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".menu a").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator(".menu a").first).to_be_hidden()


def test_words_typed_into_the_search_are_searched_with_enter(window):
    page = window()
    page.goto(f"{HOST}/search/")
    page.locator("#q").focus()
    page.keyboard.type("milia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=milia")


def test_number_typed_from_a_sheet_is_opened_with_enter(window):
    page = window()
    page.goto(f"{HOST}/n/")
    page.locator("#number").focus()
    page.keyboard.type("2040819")
    page.keyboard.press("Enter")
    page.wait_for_url("**/n/?number=2040819")


def test_conditions_are_chosen_and_compared_with_the_keyboard(window):
    page = window()
    page.goto(f"{HOST}/compare/")
    for name in ("milia", "acne"):
        page.locator(f"input[value={name}]").focus()
        page.keyboard.press("Space")
        expect(page.locator(f"input[value={name}]")).to_be_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?condition=*&condition=*")


def test_guide_is_answered_with_the_keyboard(window):
    page = window()
    page.goto(f"{HOST}/guides/what-is-this-bump/")
    page.locator(".start-now").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#a1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#o-now")).to_be_focused()
