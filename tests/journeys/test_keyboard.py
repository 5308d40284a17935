"""The desk without a mouse: a new leaflet from the outline, a change that is asked for, and a patient who reads it."""

import re

import pytest
from playwright.sync_api import expect

from conditions.models import Condition, Publication, Review, Revision
from conditions.publishing import standing
from conditions.vocabulary import Basis, State
from tests import builders

from .keyboard import Keyboard

pytestmark = pytest.mark.usefixtures("transactional_db")

SECTION = "This is a small, soft bump. It is harmless. [@SP]"
WRITTEN = {
    "id_summary": "Skin tags are small, soft bumps of skin. [@SP]",
    "id_harmless": "Yes. They do no harm. [@SP]",
    "id_catching": "No. You cannot pass them on. [@SP]",
    **{f"id_section_rows-{number}-body": SECTION for number in range(10)},
    "id_callout_heading": "Do not cut or pull it off",
    "id_callout_why": "It can bleed, get infected and scar. [@SP]",
    "id_callout_instead": "Leave it alone.",
    "id_carecard_rows-0-items": "It bleeds and does not stop.",
    "id_carecard_rows-1-items": "It is hot, red and sore.",
    "id_carecard_rows-2-items": "You want it taken off.",
}


def test_author_writes_a_new_condition_from_the_outline_and_sends_it(sign_in, author):
    builders.make_condition(author)  # with it, the register has its source
    desk = sign_in(author)
    keyboard = Keyboard(desk)
    keyboard.press("Conditions")
    desk.wait_for_url("**/conditions/condition/")
    keyboard.press("Add condition")
    desk.wait_for_url("**/add/")
    keyboard.fill({"id_title": "Skin tags"})
    keyboard.press("Start from the outline")
    desk.locator(".messagelist .success").wait_for()

    keyboard.fill(WRITTEN)
    keyboard.press("Sources")  # a fold
    keyboard.press("Add another Source")
    expect(desk.locator("#citation_rows-0 .select2-selection")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.type("StatPearls")
    desk.locator(".select2-results__option--highlighted").wait_for()
    desk.keyboard.press("Enter")
    keyboard.press("Save the draft")
    desk.locator(".messagelist .success").wait_for()

    keyboard.press("Send for review")
    desk.wait_for_url("**/submit/")
    keyboard.press("Send for review")
    desk.get_by_text("Version 1 now waits for a second person").wait_for()
    revision = Revision.objects.get(condition__slug="skin-tags")
    assert standing.state(revision) == State.IN_REVIEW
    assert [section["body"] for section in revision.content["sections"]] == [SECTION] * 10
    assert [source["key"] for source in revision.content["sources"]] == ["SP"]


def test_change_is_asked_for_answered_approved_and_read_by_a_patient(sign_in, visit, author, reviewer):
    builders.submitted(builders.make_condition(author), author=author)
    second = sign_in(reviewer)
    rob = Keyboard(second)
    rob.press("Milia")
    second.wait_for_url("**/change/")
    rob.press("Read version 1 and decide")
    second.wait_for_url("**/review/**")
    rob.press("Comment on a part")
    rob.press("What it is")
    rob.write("Your comment on “What it is”", "Say how small they are.")
    rob.press("Request changes")
    second.get_by_text("You asked for changes to version 1.").wait_for()

    first = sign_in(author)
    ann = Keyboard(first)
    ann.press("Milia")
    first.wait_for_url("**/change/")
    ann.press("Answer 1 comment")
    first.wait_for_url("**/comments/")
    assert first.get_by_text("Say how small they are.").is_visible()
    ann.write("Your answer", "It now says 1 to 2 mm.")
    ann.press("Keep the answers")
    first.get_by_text("1 answer kept.").wait_for()
    ann.fill({"id_summary": "Milia are white bumps of 1 to 2 mm. [@SP]"})
    ann.press("Save the draft")
    first.locator(".messagelist .success").wait_for()
    ann.press("Send for review")
    first.wait_for_url("**/submit/")
    ann.press("Send for review")
    first.get_by_text("Version 2 now waits for a second person").wait_for()

    second.goto("/admin/")
    rob.press("Milia")
    second.wait_for_url("**/change/")
    rob.press("Read version 2 and decide")
    second.wait_for_url("**/review/**")
    assert second.get_by_text("It now says 1 to 2 mm.").is_visible()
    rob.press("Approve version 2")
    second.get_by_text("You approved version 2.").wait_for()
    rob.press("Publish version 2")
    second.wait_for_url("**/publish/**")
    rob.write("What changed, for patients", "First version.")
    rob.press("Publish")
    second.get_by_text("Version 2 is live now.").wait_for()

    patient = visit()
    patient.goto("/conditions/")
    Keyboard(patient).press("Milia")
    patient.wait_for_url("**/conditions/milia/")
    assert patient.get_by_text("Milia are white bumps of 1 to 2 mm.").first.is_visible()


def test_emergency_publication_is_approved_later(sign_in, visit, author, lead, reviewer):
    """Not by keyboard only: the lead cannot wait, and the reviewer finds it on the first page next day."""
    builders.submitted(builders.make_condition(author), author=author)
    desk = sign_in(lead)
    desk.get_by_role("link", name="Milia", exact=True).first.click()
    desk.get_by_role("link", name="Publish in an emergency").click()
    desk.get_by_label(re.compile("Why can this not wait")).fill("The old words told people to squeeze.")
    desk.get_by_label(re.compile("What changed, for patients")).fill("We took out unsafe advice.")
    desk.get_by_role("button", name="Publish without approval").click()
    desk.get_by_text("A second person must still read and approve it.").wait_for()

    patient = visit()
    patient.goto("/conditions/milia/")
    assert patient.get_by_text("Published in an emergency", exact=False).first.is_visible()

    second = sign_in(reviewer)
    waiting = second.locator("section", has=second.get_by_role("heading", name=re.compile("emergency", re.I)))
    waiting.get_by_role("link", name="Milia").click()
    second.get_by_role("link", name="Read version 1 and decide").click()
    second.get_by_role("button", name="Approve version 1").click()
    second.get_by_text("You approved version 1.").wait_for()
    second.goto("/admin/")
    assert second.get_by_text("told people to squeeze").count() == 0

    patient.reload()
    assert patient.get_by_text("Published in an emergency", exact=False).count() == 0
    publication = Publication.objects.get()
    assert publication.basis == Basis.BREAK_GLASS and publication.reason == "The old words told people to squeeze."
    assert Review.objects.get().reviewer == reviewer and Condition.objects.get().version == 1
