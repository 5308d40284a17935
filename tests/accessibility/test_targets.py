"""What a finger presses is at least 44 by 44 pixels (WCAG 2.2, success criteria 2.5.5 and 2.5.8).

Left out, as the criteria do: a link in a sentence, whose height is that of the line; a control that a label belongs to,
because the label is pressed; what can be reached by nobody, because it is hidden.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .modes import PHONE, ZOOMED
from .opened import Opened, go

pytestmark = pytest.mark.django_db

SMALL = """() => {
  const pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary, label:has(input)";
  const inSentence = (element) => {
    if (element.tagName !== "A") return false;
    const around = element.closest("p, li, dd, dt, td, th, small, figcaption, caption");
    if (!around || getComputedStyle(element).display !== "inline") return false;
    return around.textContent.trim().length > element.textContent.trim().length;
  };
  return [...document.querySelectorAll(pressed)]
    .filter((element) => element.checkVisibility() && !element.matches(".skip") && !element.closest("label:has(input) input"))
    .filter((element) => !(element.matches("input") && element.closest("label")) && !inSentence(element))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 43.9 || box.height < 43.9))
    .map(([element, box]) => `${box.width.toFixed()}x${box.height.toFixed()} ${element.outerHTML.slice(0, 140)}`);
}"""


@pytest.mark.parametrize("viewport", [PHONE, ZOOMED], ids=["phone", "zoomed"])
def test_everything_that_is_pressed_is_big_enough_for_a_finger(
    viewport: dict[str, int], pages: list[Opened], window: Callable[..., Page]
) -> None:
    page = window(viewport, is_mobile=True, has_touch=True)
    small = {}
    for opened in pages:
        go(page, opened)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
        if found := page.evaluate(SMALL):
            small[opened.address] = found
    assert small == {}
