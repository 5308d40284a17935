"""On paper: the words that keep somebody safe, in black on white, on few sheets."""

from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests import builders

from .opened import Opened, go

pytestmark = pytest.mark.django_db

MOST_SHEETS = 4  # of A4, for a leaflet with one of every part
COLOURS = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility() &&
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
  .filter((element) => getComputedStyle(element).color !== "rgb(0, 0, 0)" ||
    getComputedStyle(element).backgroundColor !== "rgba(0, 0, 0, 0)")
  .map((element) => element.outerHTML.slice(0, 100))"""


def on_paper(page: Page) -> tuple[str, int]:
    """The words on the sheets, with single spaces, and how many sheets there are."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    try:
        words = [sheet.get_textpage().get_text_range() for sheet in document]
        return " ".join(" ".join(words).replace("\ufffe", "").split()), len(document)
    finally:
        document.close()


def test_every_word_of_every_page_is_black_on_white(pages: list[Opened], window: Callable[..., Page]) -> None:
    page = window(color_scheme="dark")
    page.emulate_media(media="print")
    coloured = {}
    for opened in pages:
        if opened.kind != "leave":  # a plain calendar: nobody needs it on paper
            go(page, opened)
            if found := page.evaluate(COLOURS):
                coloured[opened.address] = found
    assert coloured == {}


def test_leaflet_prints_every_warning_on_few_sheets(pages: list[Opened], window: Callable[..., Page]) -> None:
    page = window()
    [leaflet] = [opened for opened in pages if opened.address == "/conditions/milia/"]
    go(page, leaflet)
    words, sheets = on_paper(page)
    document = builders.CONDITION
    callout, donts = document["callout"], [item["text"] for item in document["donts"]]
    for said in (callout["heading"], *callout["instead"], callout["already_squeezed"], *donts):
        assert said in words, said
    for card in document["care_cards"]:
        for item in card["items"]:
            assert item.removesuffix(" [@SP]") in words, item
    assert "Call 999 now if:" in words
    assert words.index("Call 999 now if:") < words.index(donts[0])
    assert sheets <= MOST_SHEETS


@pytest.mark.parametrize("address", ["/guides/what-is-this-bump/", "/dont-pop-it/"])
def test_other_pages_print_what_not_to_do(address: str, pages: list[Opened], window: Callable[..., Page]) -> None:
    page = window()
    [opened] = [opened for opened in pages if opened.address == address]
    go(page, opened)
    words, _sheets = on_paper(page)
    assert "Do not pop, squeeze or pick" in words
