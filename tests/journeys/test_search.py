"""Suggestions while typing: with the keyboard, for a screen reader, and without a script."""

import pytest
from playwright.sync_api import expect

from tests import builders

from .conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def box(visit, make_condition, author, reviewer):
    for slug, title in (("milia", "Milia"), ("mild-rash", "Mild rash")):
        builders.published(make_condition(slug=slug, title=title), author=author, reviewer=reviewer)
    page = visit(viewport=PHONE)
    page.goto("/search/")
    return page.get_by_role("combobox", name="Search the leaflets")


def test_arrow_keys_choose_a_suggestion_and_enter_opens_it(box):
    box.press_sequentially("mil")
    options = box.page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box.page.locator(".suggest [role=status]")).to_have_text("2 suggestions. Use the arrow keys.")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()
    assert options.first.bounding_box()["height"] >= 44
    box.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    box.page.wait_for_url("**/conditions/*/")


def test_escape_closes_and_enter_then_searches(box):
    box.press_sequentially("mil")
    expect(box.page.get_by_role("option")).to_have_count(2)
    box.press("Escape")
    expect(box.page.get_by_role("listbox", include_hidden=True)).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("mil")
    box.press("Enter")
    box.page.wait_for_url("**/search/?q=mil")


def test_tap_opens_a_suggestion(box):
    box.press_sequentially("mild")
    box.page.get_by_role("option", name="Mild rash").click()
    box.page.wait_for_url("**/conditions/mild-rash/")


def test_form_works_without_a_script(visit, box):
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto("/search/")
    page.get_by_role("searchbox").fill("mil")
    page.get_by_role("button", name="Search").click()
    assert "Milia" in page.content() and page.get_by_role("listbox").count() == 0
