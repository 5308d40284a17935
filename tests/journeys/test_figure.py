"""A place on the body from the picture: by finger and by keyboard, on a phone and at 400% zoom."""

import pytest
from playwright.sync_api import Page, expect

from tests import builders

from .conftest import PHONE
from .keyboard import Keyboard

pytestmark = pytest.mark.usefixtures("library")

LEAST = 44
EVERYWHERE = ["face", "eyelids", "lips", "mouth", "scalp", "chest-back", "arms-legs", "hands-feet", "genitals"]
LINKS = "(links) => links.map((link) => [link.getAttribute('href'), (link.querySelector('title') ?? link).textContent])"
# For each link, the side of the largest square, in pixels, in which a finger meets this link and no other.
ROOM = """(links) => {
  const box = document.querySelector(".figure").getBoundingClientRect(), step = 2, room = {};
  let above = [];
  for (const link of links) room[link.getAttribute("href")] = 0;
  for (let y = Math.ceil(box.top); y < box.bottom; y += step) {
    const row = [];
    for (let x = Math.ceil(box.left); x < box.right; x += step) {
      const link = document.elementFromPoint(x, y)?.closest(".figure a")?.getAttribute("href");
      const at = row.length, beside = [row[at - 1], above[at - 1], above[at]];
      const side = 1 + Math.min(...beside.map((met) => (met && met.link === link ? met.side : 0)));
      row.push({ link, side });
      if (link) room[link] = Math.max(room[link], side * step);
    }
    above = row;
  }
  return room;
}"""


@pytest.fixture
def everywhere(author, reviewer) -> None:
    """One more leaflet, about every place."""
    draft = builders.make_condition(author, slug="warts", title="Warts", body_sites=EVERYWHERE)
    builders.published(draft, author=author, reviewer=reviewer)


def _figure(page: Page):
    return page.locator(".figure a")


def test_keyboard_opens_a_place_from_the_figure(visit):
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto("/")
    _figure(page).first.wait_for()
    page.locator(".places .chips a").last.focus()
    page.keyboard.press("Tab")
    expect(_figure(page).first).to_be_focused()
    Keyboard(page).press("Lips")
    page.wait_for_url("**/body/lips/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bumps by place: Lips")


def test_focus_and_pointer_show_on_the_shape(visit):
    page = visit(viewport=PHONE)
    page.goto("/")
    face, lips = (page.get_by_role("group").get_by_role("link", name=name) for name in ("Face", "Lips"))
    width = "(link) => parseFloat(getComputedStyle(link.querySelector('use')).strokeWidth)"
    quiet = lips.evaluate(width)
    page.locator(".figure").scroll_into_view_if_needed()
    lens = page.locator("#at-lips circle").bounding_box()
    page.mouse.move(lens["x"] + lens["width"] / 2, lens["y"] + lens["height"] / 2)
    assert lips.evaluate(width) > quiet
    page.locator(".places .chips a").last.focus()
    page.keyboard.press("Tab")
    expect(face).to_be_focused()
    assert face.evaluate(width) >= 2 * quiet


@pytest.mark.parametrize("address", ["/", "/body/lips/"])
def test_figure_and_list_lead_to_the_same_places(visit, everywhere, address):
    page = visit(viewport=PHONE)
    page.goto(address)
    in_figure = _figure(page).evaluate_all(LINKS)
    assert in_figure == page.locator(".places .chips a").evaluate_all(LINKS)
    assert [link for link, _ in in_figure] == [*(f"/body/{site}/" for site in EVERYWHERE), "/age/newborn/"]


@pytest.mark.parametrize("width", [390, 320])
def test_every_place_has_room_for_a_finger(visit, everywhere, width):
    page = visit(viewport={"width": width, "height": 1200})
    page.goto("/body/face/")
    page.locator(".figure").scroll_into_view_if_needed()
    room = _figure(page).evaluate_all(ROOM)
    with_the_baby = len(EVERYWHERE) + 1
    assert len(room) == with_the_baby and {place: side for place, side in room.items() if side < LEAST} == {}


def test_paper_leaves_the_figure_out(visit):
    page = visit(viewport=PHONE)
    page.goto("/")
    page.emulate_media(media="print")
    assert not page.locator(".figure").is_visible()
