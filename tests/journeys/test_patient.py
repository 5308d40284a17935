"""A patient on a phone, without JavaScript."""

import re

import pytest

from .conftest import PHONE

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def phone(visit):
    return visit(viewport=PHONE, java_script_enabled=False, is_mobile=True, has_touch=True)


def test_patient_finds_milia_and_reads_the_callout_on_the_first_screen(phone):
    phone.goto("/")
    phone.get_by_role("searchbox").first.fill("millia")
    phone.get_by_role("button", name="Search").first.click()
    phone.get_by_role("link", name="Milia").first.click()
    phone.wait_for_url("**/conditions/milia/")
    warning = phone.get_by_text("Do not pop, squeeze or pick milia").first
    assert warning.is_visible()
    box = warning.bounding_box()
    assert box["y"] + box["height"] <= PHONE["height"], "the warning is below the first screen"
    for words in ("Milia are tiny, hard, white bumps", "Yes. Milia are harmless.", "No. You cannot catch milia."):
        shown = phone.get_by_text(words).first.bounding_box()
        assert shown["y"] + shown["height"] <= PHONE["height"], words


def test_patient_reads_red_flags_before_self_care(phone):
    phone.goto("/conditions/milia/")
    red_flag = phone.get_by_text("your baby has blisters and a fever").first.bounding_box()
    self_care = phone.get_by_text("Wash gently.").last.bounding_box()
    assert red_flag["y"] < self_care["y"]


def test_patient_compares_two_conditions(phone):
    phone.goto("/compare/")
    phone.get_by_role("checkbox", name=re.compile("Milia")).check()
    phone.get_by_role("checkbox", name=re.compile("Acne")).check()
    phone.get_by_role("button", name=re.compile("Compare")).click()
    phone.wait_for_url("**/compare/?condition=*&condition=*")
    assert phone.get_by_text("This table cannot tell you what you have.").first.is_visible()
    assert phone.get_by_text("The answer for touch.").first.is_visible()


@pytest.mark.parametrize(
    "address",
    ["/", "/conditions/", "/conditions/milia/", "/compare/?condition=milia&condition=acne&condition=fordyce-spots",
     "/dont-pop-it/", "/questions/", "/sources/", "/treatments/leave-it-alone/", "/search/?q=milia", "/nowhere/"],
)  # fmt: skip
def test_no_page_scrolls_sideways_on_a_phone_or_at_400_percent(visit, address):
    for width in (390, 320):
        page = visit(viewport={"width": width, "height": 800}, java_script_enabled=False)
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} is {wide} wide at {width}"


def test_no_page_stores_anything_or_asks_another_host(visit, live_server):
    page = visit(viewport=PHONE)
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    for address in (
        "/",
        "/conditions/milia/",
        "/compare/?condition=milia&condition=acne",
        "/questions/",
        "/search/?q=acne",
    ):
        page.goto(address)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert problems == [], "the content policy was broken"
