"""From a draft to a patient: an author edits, a reviewer approves, the page changes."""

import re

import pytest

from conditions.models import Condition, Revision

pytestmark = pytest.mark.usefixtures("library")


def edit_summary(page, words: str) -> None:
    condition = Condition.objects.get(slug="milia")
    page.goto(f"/admin/conditions/condition/{condition.pk}/change/")
    page.get_by_label("what it is, in one sentence").fill(words)
    page.get_by_role("button", name="Save the draft").click()
    page.locator(".messagelist .success").wait_for()


def send_for_review(page) -> None:
    page.get_by_role("link", name="Send for review").click()
    page.get_by_role("button", name="Send for review").click()
    page.wait_for_url("**/change/")


def test_author_edits_reviewer_approves_and_the_page_changes(sign_in, visit, author, reviewer):
    patient = visit()
    patient.goto("/conditions/milia/")
    assert patient.get_by_text("Milia are tiny, hard, white bumps").first.is_visible()

    desk = sign_in(author)
    edit_summary(desk, "Milia are small white beads in the skin. [@SP]")
    send_for_review(desk)
    patient.reload()
    assert patient.get_by_text("Milia are tiny, hard, white bumps").first.is_visible()

    second = sign_in(reviewer)
    milia = Condition.objects.get(slug="milia")
    second.goto(f"/admin/conditions/condition/{milia.pk}/change/")
    second.get_by_role("link", name=re.compile("Read version 2 and decide")).click()
    assert "small" in second.locator("ins").first.inner_text()
    assert "tiny, hard," in second.locator("del").first.inner_text()
    second.get_by_role("button", name="Approve", exact=False).first.click()
    second.goto(f"/admin/conditions/condition/{milia.pk}/change/")
    second.get_by_role("link", name=re.compile("Publish version 2")).first.click()
    second.get_by_label(re.compile("What changed")).fill("Clearer first sentence.")
    second.get_by_role("button", name=re.compile("Publish")).click()
    second.wait_for_url("**/change/")

    patient.reload()
    assert patient.get_by_text("Milia are small white beads in the skin.").first.is_visible()
    patient.goto("/conditions/milia/revisions/")
    assert patient.get_by_text("Clearer first sentence.").is_visible()


def test_authors_attempt_to_approve_their_own_words_is_refused(sign_in, author, reviewer):
    author.groups.set(reviewer.groups.all())  # every right that a reviewer has, and still not over their own words
    desk = sign_in(author)
    edit_summary(desk, "Milia are small white beads in the skin. [@SP]")
    send_for_review(desk)
    revision = Revision.objects.get(condition__slug="milia", number=2)
    desk.goto(f"/admin/conditions/condition/{revision.condition_id}/review/{revision.pk}/")
    assert desk.get_by_role("button", name="Approve").count() == 0
    token = desk.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = desk.request.post(
        desk.url,
        form={"decision": "approve", "revision": revision.pk, "csrfmiddlewaretoken": token},
        headers={"referer": desk.url},
    )
    assert answer.status == 403
    assert "second person must approve" in answer.text()
    assert not revision.reviews.exists()
