"""Two nurses in one draft: each reads the other's name, and the second to save picks place by place."""

import re

import pytest
from playwright.sync_api import expect

from conditions.models import Condition
from conditions.publishing.snapshot import snapshot
from tests import builders

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_two_editors_collide_and_nothing_is_lost(sign_in, author, reviewer):
    draft = builders.make_condition(author)
    address = f"/admin/conditions/condition/{draft.pk}/change/"
    ann, rob = sign_in(author), sign_in(reviewer)
    ann.goto(address)
    rob.goto(address)
    expect(rob.locator("#also-open")).to_contain_text(re.compile(r"ann \(since \d\d:\d\d\) has this open too\."))

    rob.locator("#id_title").fill("Milk spots")
    rob.locator("#id_harmless").fill("Yes, says Rob. [@SP]")
    rob.get_by_role("button", name="Save the draft", exact=True).click()
    rob.locator(".messagelist .success").wait_for()

    ann.locator("#id_catching").fill("No, says Ann. [@SP]")
    ann.locator("#id_harmless").fill("Yes, says Ann. [@SP]")
    ann.get_by_role("button", name="Save the draft", exact=True).click()
    heading = ann.get_by_role("heading", name="rob saved this while you were editing")
    expect(heading).to_be_focused()

    def place(name):
        return ann.get_by_role("group", name=name)

    expect(place("Title").get_by_label("Saved by rob")).to_be_checked()
    expect(place("Can you catch it?").get_by_label("Yours")).to_be_checked()
    ann.get_by_role("button", name="Save what I picked").click()
    ann.get_by_text("Pick one version in 1 more place.").wait_for()
    expect(place("Is it harmless?").get_by_label("Yours")).to_be_focused()
    ann.keyboard.press("Space")
    ann.get_by_role("button", name="Save what I picked").click()
    ann.locator(".messagelist .success").wait_for()

    words = snapshot(Condition.objects.get(pk=draft.pk))
    assert (words["title"], words["harmless"], words["catching"]) == (
        "Milk spots",
        "Yes, says Ann. [@SP]",
        "No, says Ann. [@SP]",
    )
    rob.goto("/admin/")  # leaving takes the name off
    ann.reload()
    expect(ann.locator("#also-open")).to_have_text("")
