"""The record in a real browser: nobody needs help to find out what a page said, and what a withdrawal touches."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from conditions.models import Condition, Source
from conditions.publishing import evidence, workflow

pytestmark = pytest.mark.usefixtures("library")


def test_auditor_finds_what_the_page_said_on_a_day(sign_in, auditor):
    milia = Condition.objects.get(slug="milia")
    desk = sign_in(auditor)
    desk.goto(f"/admin/conditions/condition/{milia.pk}/change/")
    desk.get_by_role("link", name="What it said on a day").click()
    desk.get_by_label("Date").fill(timezone.localdate().isoformat())
    desk.get_by_role("button", name="Show what it said").click()
    desk.get_by_role("heading", name="patients read version 1").wait_for()
    desk.get_by_text("Approved by rob").wait_for()


def test_reviewer_marks_a_source_and_sees_what_rests_on_it(sign_in, reviewer):
    desk = sign_in(reviewer)
    desk.goto(f"/admin/conditions/source/{Source.objects.get(key='SP').pk}/change/")
    desk.get_by_role("link", name="It has changed, or was retracted").click()
    desk.get_by_label("Retracted: it must not be relied on").check()
    desk.get_by_label("What happened to it").fill("Retracted by the publisher in May.")
    desk.get_by_role("button", name="Mark it so").click()
    desk.get_by_text("Milia are beads of keratin.").first.wait_for()
    desk.goto("/sources/")
    desk.get_by_text("Retracted by the publisher in May.").wait_for()


@pytest.mark.looks
def test_accessibility_checker_and_content_policy_find_nothing_on_the_pages_of_the_record(sign_in, reviewer):
    milia, source = Condition.objects.get(slug="milia"), Source.objects.get(key="SP")
    evidence.mark(source, standing="changed", note="A new edition.", by=reviewer)
    workflow.rename(milia, to="milk-spots", by=reviewer)
    document, register = f"condition/{milia.pk}", f"source/{source.pk}"
    pages = [f"{document}/{page}/" for page in ("links", "then", "withdraw", "rename", "history")]
    pages += [f"{document}/then/?day={timezone.localdate()}", f"{document}/then/?day=x", "source/"]
    pages += [f"{register}/{page}/" for page in ("change", "statements", "mark")]
    strict, checked = sign_in(reviewer), sign_in(reviewer, bypass_csp=True)
    refused, found = [], {}
    strict.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    for page in pages:
        strict.goto(f"/admin/conditions/{page}")
        checked.goto(f"/admin/conditions/{page}")
        violations = Axe().run(checked).response["violations"]
        if violations:
            found[page] = [(rule["id"], rule["nodes"][0]["html"]) for rule in violations]
    assert (refused, found) == ([], {})
