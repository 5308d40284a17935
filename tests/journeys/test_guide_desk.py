"""A nurse builds a guide at the desk: from an answer to a new step, from the drawing to the review."""

import re

import pytest

from conditions.models import Guide, Revision, Step
from conditions.publishing import workflow
from tests import builders

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def guide(author):
    return builders.make_guide(author)


@pytest.fixture
def complaints():
    """What the browser complains of: refused styles and scripts, errors of our own."""
    return []


def listen(page, complaints):
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def open_guide(page, guide):
    page.goto(f"/admin/conditions/guide/{guide.pk}/change/")


def test_a_nurse_adds_a_question_from_an_answer_and_sends_the_guide_for_review(sign_in, guide, author, complaints):
    desk = listen(sign_in(author), complaints)
    open_guide(desk, guide)
    desk.get_by_role("link", name="What does it look like?").click()
    answer = desk.locator(".inline-related").filter(has=desk.locator("input[value='A lump that stays the same']"))
    answer.get_by_label("Leads to").select_option("")
    answer.get_by_label("or to a new step with the title").fill("Does it itch?")
    desk.get_by_role("button", name="Save the step").click()
    desk.locator(".messagelist .success").wait_for()

    open_guide(desk, guide)
    desk.get_by_text("Put these right before you send it for review").wait_for()
    desk.locator("#content").get_by_role("link", name="Does it itch?").click()
    desk.get_by_text("Add answers: there is no way out of this question.").wait_for()
    for number, (label, target) in enumerate([("Yes", "Show it to a nurse"), ("I am not sure", "Show it to a nurse")]):
        desk.get_by_role("button", name=re.compile("Add another answer", re.I)).click()
        row = desk.locator(f"#option_rows-{number}")
        row.get_by_label("Answer", exact=False).first.fill(label)
        row.get_by_label("Leads to").select_option(label=target)
        if label != "Yes":
            row.get_by_label("This is “I am not sure”").check()
    desk.get_by_role("button", name="Save the step").click()
    desk.locator(".messagelist .success").wait_for()

    open_guide(desk, guide)
    desk.get_by_role("link", name="Send for review").click()
    desk.get_by_role("button", name="Send for review").click()
    desk.wait_for_url("**/change/")
    revision = Revision.objects.get(guide=guide)
    assert [step["title"] for step in revision.content["steps"]][-1] == "Does it itch?"
    assert complaints == []


def test_the_drawing_is_zoomed_and_leads_to_a_step_without_script_of_its_own(sign_in, guide, author, complaints):
    desk = listen(sign_in(author), complaints)
    open_guide(desk, guide)
    desk.get_by_role("link", name="What this guide does").first.click()
    drawing = desk.locator(".desk-drawing svg")
    normal = drawing.bounding_box()["width"]
    desk.get_by_role("link", name="200%").click()
    desk.wait_for_url("**zoom=200")
    assert drawing.bounding_box()["width"] == pytest.approx(2 * normal, rel=0.01)
    desk.get_by_role("link", name="50%", exact=True).click()
    desk.wait_for_url("**zoom=50")
    box = drawing.get_by_role("link").filter(has_text="Is the eye sore?").first
    box.click()
    desk.wait_for_url(f"**/step/{Step.objects.get(name='e1').pk}/change/")
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_a_guide_scrolls_sideways(sign_in, guide, author, width):
    desk = sign_in(author)
    desk.set_viewport_size({"width": width, "height": 844})
    step = guide.step_rows.get(name="a2").pk
    pages = [f"guide/{guide.pk}/change/", f"step/{step}/change/"]
    pages += [
        f"guide/{guide.pk}/screen/?show={view}" for view in ("drawing", "outline", "paths", "examples", "problems")
    ]
    for page in pages:
        desk.goto(f"/admin/conditions/{page}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, page


def test_two_nurses_in_one_step_see_both_versions(sign_in, guide, author, reviewer):
    step = guide.step_rows.get(name="c1")
    first, second = sign_in(author), sign_in(reviewer)
    for page in (first, second):
        page.goto(f"/admin/conditions/step/{step.pk}/change/")
    first.locator("#id_title").fill("What does the bump look like?")
    first.get_by_role("button", name="Save the step").click()
    first.locator(".messagelist .success").wait_for()
    second.locator("#id_title").fill("How does it look?")
    second.get_by_role("button", name="Save the step").click()
    second.get_by_text("ann saved this while you were editing").first.wait_for()
    assert second.locator("#id_title").input_value() == "How does it look?"
    assert Step.objects.get(pk=step.pk).title == "What does the bump look like?"
    second.get_by_role("button", name="Save my version over theirs").click()
    second.locator(".messagelist .success").wait_for()
    assert Step.objects.get(pk=step.pk).title == "How does it look?"
    assert Guide.objects.get(pk=guide.pk).edited_by == reviewer


@pytest.mark.looks
def test_accessibility_checker_finds_nothing_on_the_pages_of_a_guide(sign_in, guide, author, reviewer):
    from axe_playwright_python.sync_playwright import Axe

    revision = workflow.submit(guide, by=author)
    desk = sign_in(reviewer, bypass_csp=True)
    pages = [f"guide/{guide.pk}/change/", f"guide/{guide.pk}/review/{revision.pk}/"]
    pages += [f"step/{guide.step_rows.get(name=name).pk}/change/" for name in ("a2", "o-now")]
    pages += [
        f"guide/{guide.pk}/screen/?show={view}" for view in ("drawing", "outline", "paths", "examples", "problems")
    ]
    found = {}
    for page in pages:
        desk.goto(f"/admin/conditions/{page}")
        violations = Axe().run(desk).response["violations"]
        if violations:
            found[page] = [(rule["id"], rule["nodes"][0]["html"]) for rule in violations]
    assert found == {}
