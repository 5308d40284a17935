"""A reader says whether a page was clear: on a phone without JavaScript, by keyboard, and back again."""

import pytest

from conditions import clarity
from conditions.models import ClearCount
from tests import builders

from .conftest import PHONE
from .test_guide import KEPT, static_files_may_be_kept, walk  # noqa: F401

MILIA = "/conditions/milia/"


@pytest.fixture(autouse=True)
def no_flood_yet(monkeypatch) -> None:
    monkeypatch.setattr(clarity, "_buckets", {})


def counts() -> dict[str, int]:
    return dict(ClearCount.objects.values_list("answer", "count"))


def test_reader_presses_partly_reads_thanks_and_goes_back_without_javascript(library, visit):
    page = visit(viewport=PHONE, is_mobile=True, has_touch=True, java_script_enabled=False)
    page.goto(MILIA)
    page.get_by_role("form", name="Was this clear?").get_by_role("button", name="Partly").tap()
    page.wait_for_url(f"**{MILIA}thank-you/")
    assert page.get_by_role("heading", name="Thank you").is_visible()
    assert page.get_by_text("Do not pop, squeeze or pick milia").is_visible()
    page.reload()
    page.go_back()
    assert page.url.endswith(MILIA)
    page.go_forward()
    page.get_by_role("link", name="Read “Milia” again").tap()
    page.wait_for_url(f"**{MILIA}")
    assert counts() == {"partly": 1}
    assert page.context.cookies() == [] and page.context.storage_state()["origins"] == []


def test_reader_answers_by_keyboard(library, visit):
    page = visit(viewport={"width": 1280, "height": 800})
    page.goto(MILIA)
    page.get_by_role("button", name="Yes", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "no"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{MILIA}thank-you/")
    assert counts() == {"no": 1}
    assert page.evaluate(KEPT) == ["", 0, 0]


def test_buttons_are_big_enough_for_a_finger_at_any_width(library, visit):
    for width in (390, 320):
        page = visit(viewport={"width": width, "height": 800})
        page.goto(MILIA)
        boxes = [button.bounding_box() for button in page.locator(".clear button").all()]
        assert len(boxes) == 3 and all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_guide_asks_with_its_outcome_and_never_between_questions(transactional_db, author, reviewer, visit):
    builders.published(builders.make_guide(author), author=author, reviewer=reviewer)
    page = visit(viewport=PHONE)
    page.goto("/guides/what-is-this-bump/")
    walk(page)
    form = page.locator(".clear")
    assert not form.is_visible()
    page.get_by_role("link", name="Yes", exact=True).filter(visible=True).click()
    form.get_by_role("button", name="Yes").click()
    page.wait_for_url("**/guides/what-is-this-bump/thank-you/")
    assert counts() == {"yes": 1}
    page.go_back()
    assert page.url.endswith("/guides/what-is-this-bump/#o-now")


def test_paper_does_not_ask(library, visit):
    page = visit()
    page.goto(MILIA)
    assert page.locator(".clear").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".clear").is_visible()
