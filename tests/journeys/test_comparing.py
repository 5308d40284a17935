"""Looking for a leaflet and comparing look-alikes: on a phone, at a desk, at 400% zoom, on paper, from right to left."""

import re

import pypdfium2
import pytest

from .conftest import PHONE

pytestmark = pytest.mark.usefixtures("library")

THREE = "/compare/?condition=milia&condition=acne&condition=fordyce-spots"
DESK = {"width": 1280, "height": 720}


def top(page, selector: str) -> float:
    return page.locator(selector).first.bounding_box()["y"]


def test_patient_compares_three_on_a_phone_without_javascript(visit):
    phone = visit(viewport=PHONE, java_script_enabled=False, is_mobile=True, has_touch=True)
    phone.goto("/")
    phone.get_by_role("link", name="Compare bumps that look alike").first.click()
    for name in ("Milia", "Acne", "Fordyce spots"):
        phone.get_by_role("checkbox", name=name).check()
    phone.get_by_role("button", name="Compare").click()
    assert phone.get_by_role("heading", name="This table cannot tell you what you have.").is_visible()
    first = phone.get_by_text("May I touch or pop it?").bounding_box()
    answers = phone.get_by_text("The answer for touch.")
    assert [answers.nth(n).bounding_box()["y"] > first["y"] for n in range(3)] == [True] * 3
    phone.get_by_role("link", name="Leave out: Acne").click()
    assert phone.get_by_text("The answer for touch.").count() == 2
    phone.get_by_role("link", name="Source 1").first.click()
    assert phone.url.endswith("#source-SP")


def test_first_screen_of_a_phone_has_the_question_and_the_search_box(visit):
    phone = visit(viewport=PHONE, java_script_enabled=False)
    phone.goto("/")
    for part in ("h1", "input[type=search]", ".callout h2"):
        box = phone.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], part


def test_names_of_the_conditions_stay_in_view_while_the_answers_scroll(visit):
    desk = visit(viewport=DESK)
    desk.goto("/compare/?condition=milia&condition=acne")
    desk.evaluate(
        "scrollTo({top: document.querySelector('tbody tr:nth-child(8)').offsetTop + 300, behavior: 'instant'})"
    )
    head = desk.locator("thead th").nth(1).bounding_box()
    assert head["y"] == 0 and desk.get_by_role("columnheader", name="Milia").is_visible()


def test_names_stay_below_the_button_to_leave(visit):
    desk = visit(viewport=DESK)
    desk.goto(THREE)
    desk.evaluate(
        "scrollTo({top: document.querySelector('tbody tr:nth-child(8)').offsetTop + 300, behavior: 'instant'})"
    )
    bar, head = desk.locator(".leave").bounding_box(), desk.locator("thead th").nth(1).bounding_box()
    assert bar["y"] == 0 and abs(bar["height"] - head["y"]) <= 4


def test_questions_stay_in_view_where_large_letters_make_the_table_wide(visit):
    desk = visit(viewport=DESK)
    desk.goto(THREE)
    desk.evaluate("document.documentElement.style.fontSize = '40px'")
    desk.evaluate("scrollTo({left: 300, top: 0, behavior: 'instant'})")
    assert desk.evaluate("scrollX") > 100
    assert desk.locator("tbody th").first.bounding_box()["x"] == 0


def test_link_with_the_focus_is_never_covered_by_the_names(visit):
    desk = visit(viewport=DESK, reduced_motion="reduce")
    desk.goto(THREE)
    desk.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    desk.locator(".sources a").first.focus()
    for _step in range(12):
        desk.keyboard.press("Shift+Tab")
        found = desk.evaluate(
            "() => { const box = document.activeElement.getBoundingClientRect();"
            " const on = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
            " return document.activeElement.contains(on) }"
        )
        assert found, desk.evaluate("document.activeElement.outerHTML")


def test_question_stays_in_view_on_a_phone_but_not_at_400_percent(visit):
    for size, stays in ((PHONE, True), ({"width": 320, "height": 256}, False)):
        page = visit(viewport=size)
        page.goto("/compare/?condition=milia&condition=acne")
        assert page.locator("thead").is_hidden()
        last = page.locator("tbody tr:nth-child(3) td").last
        last.evaluate("cell => scrollTo({top: cell.getBoundingClientRect().top + scrollY - 60, behavior: 'instant'})")
        assert (top(page, "tbody tr:nth-child(3) th") == 0) is stays


def test_letters_stay_in_view_above_a_long_list(visit):
    phone = visit(viewport={"width": 390, "height": 500}, reduced_motion="reduce")
    phone.goto("/conditions/")
    phone.get_by_role("link", name="M", exact=True).click()
    assert top(phone, "nav.letters") <= 0.5
    assert top(phone, "#letter-M") >= phone.locator("nav.letters").bounding_box()["height"]


def test_paper_has_the_sentence_every_answer_and_the_sources(visit):
    page = visit(viewport=DESK)
    page.goto(THREE)
    paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
    sheets = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in paper]
    text = " ".join(sheets)
    sentence = "These are typical. Yours may look different. This table cannot tell you what you have."
    assert (
        text.index("your baby has blisters and a fever") < text.index(sentence) < text.index("May I touch or pop it?")
    )
    assert text.count("The answer for feel.") == 3
    assert "https://www.ncbi.nlm.nih.gov/books/NBK560481/" in text
    assert "Leave out" not in text and "As plain text" not in text
    with_answers = [sheet for sheet in sheets if "The answer for" in sheet]
    assert all(re.search(r"Question Milia Acne Fordyce spots", sheet) for sheet in with_answers), "the head is repeated"


@pytest.mark.parametrize("address", ["/", "/conditions/", "/age/newborn/", "/compare/", THREE])
def test_page_reads_from_right_to_left_without_scrolling_sideways(visit, address):
    for width in (390, 1280):
        page = visit(viewport={"width": width, "height": 800})
        page.goto(address)
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        heading = page.locator("h1").bounding_box()
        assert heading["x"] + heading["width"] > width * 0.7
