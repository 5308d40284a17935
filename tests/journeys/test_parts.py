"""Words explained without leaving the line, and sensitive pictures that nothing fetches before they are asked for."""

import pytest

from tests import builders

from .conftest import PHONE

WORDS = [{"word": "keratin", "meaning": "A normal part of skin. [@SP]"}]
PICTURES = ("where-genitals.svg", ".webp")


@pytest.fixture
def leaflet(transactional_db, author, reviewer) -> str:
    """Milia, long enough to scroll, with a word, a sensitive drawing and a sensitive picture."""
    sections = [
        {"kind": "what_it_is", "title": "What milia are", "body": "Small bumps. [@SP]\n\n" * 20},
        {"kind": "causes", "title": "Causes", "body": "Beads of keratin. [@SP]\n\n" + "They stay. [@SP]\n\n" * 20},
    ]
    drawings = [{"drawing": "where-genitals", "alt": "The genital area is marked.", "caption": "Do not burn it."}]
    picture = {"file": "0" * 64 + ".webp", "alt": "A bump.", "skin_tone": "white", "licence": "CC0", "sensitive": True}
    draft = builders.make_condition(
        author, words=WORDS, sections=sections, drawings=drawings, pictures=[{**picture, "width": 9, "height": 9}]
    )
    builders.published(draft, author=author, reviewer=reviewer)
    return "/conditions/milia/"


def test_meaning_of_a_word_is_shown_over_the_page_and_the_line_stays(visit, leaflet):
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto(leaflet)
    word = page.get_by_role("link", name="keratin")
    word.scroll_into_view_if_needed()
    before = word.bounding_box()
    word.click()
    meaning = page.locator("#word-keratin")
    assert word.bounding_box() == before
    box = meaning.bounding_box()
    assert round(box["y"] + box["height"]) == PHONE["height"] and "A normal part of skin." in meaning.inner_text()
    page.get_by_role("link", name="Back to the text").click()
    assert 0 < word.bounding_box()["y"] < PHONE["height"]
    assert meaning.bounding_box()["y"] > PHONE["height"]


def test_word_is_opened_and_closed_by_keyboard(visit, leaflet):
    page = visit(viewport=PHONE)
    page.goto(leaflet)
    page.get_by_role("link", name="keratin").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#word-keratin")
    page.keyboard.press("Tab")  # the source of the meaning
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Back to the text"
    page.keyboard.press("Enter")
    page.wait_for_url("**#use-keratin")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "keratin"


@pytest.mark.parametrize("has_scripts", [True, False])
def test_sensitive_picture_is_described_and_not_fetched_before_it_is_asked_for(visit, leaflet, has_scripts):
    page = visit(viewport=PHONE, java_script_enabled=has_scripts)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(leaflet, wait_until="networkidle")
    reveal = page.get_by_role("link", name="Show the drawing")
    reveal.scroll_into_view_if_needed()
    page.get_by_role("link", name="Show picture 1").scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    assert not [url for url in asked if url.endswith(PICTURES)]
    assert page.get_by_text("It shows: The genital area is marked.").is_visible()
    reveal.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/where-genitals.svg")


def test_sensitive_picture_is_not_printed(visit, leaflet):
    page = visit(viewport=PHONE)
    page.goto(leaflet)
    page.emulate_media(media="print")
    assert page.locator("figure img").count() == 0
    assert page.get_by_text("It shows: The genital area is marked.").is_visible()
    assert not page.get_by_role("link", name="Show the drawing").is_visible()
