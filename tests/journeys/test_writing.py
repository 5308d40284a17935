"""An author writes a leaflet: from the outline, with findings and the page beside the words before anything is saved."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from conditions.models import Condition, PlainWord
from tests import builders

from .conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def complaints():
    """What the browser complains of: refused styles and scripts, errors of our own."""
    return []


@pytest.fixture
def desk(sign_in, author, complaints):
    page = sign_in(author)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def started(desk):
    """A new condition, made from the outline."""
    desk.goto("/admin/conditions/condition/add/")
    desk.locator("#id_title").press_sequentially("Heat rash")
    desk.get_by_role("button", name="Start from the outline").click()
    desk.locator(".messagelist .success").wait_for()
    return Condition.objects.get(slug="heat-rash")


def opened(desk, group):
    desk.locator(f"#{group}-group summary").first.click()
    return desk.locator(f"#{group}-group")


def test_author_starts_from_the_outline_and_sees_findings_and_page_before_saving(desk, complaints):
    PlainWord.objects.update_or_create(jargon="miliaria", defaults={"plain": "heat rash"})
    draft = started(desk)
    sections = opened(desk, "section_rows")
    assert sections.get_by_text("Say what causes it and, if people blame themselves").is_visible()

    desk.get_by_role("button", name="Show the preview").click()
    look = desk.frame_locator("#beside iframe")
    look.get_by_role("heading", name="Heat rash", exact=True).wait_for()
    words = desk.locator("#id_section_rows-0-body")
    words.fill("Rest. You should not rub miliaria. [@SP]")
    under = desk.locator("#id_section_rows-0-body_found")
    under.get_by_text("Leave out “should”").wait_for()
    assert under.get_by_text("Say “heat rash” for “miliaria”.").is_visible()
    assert under.get_by_text("is not in this leaflet's list of sources").is_visible()
    assert desk.evaluate("document.activeElement.id") == "id_section_rows-0-body"
    assert desk.locator(".desk-told-now[role=status]").inner_text().startswith("1 to put right, ")
    look.get_by_text("You should not rub miliaria.").wait_for()

    under.get_by_role("button", name="Go to the sentence").first.click()
    chosen = (
        "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
    )
    assert desk.evaluate(chosen).startswith("You should not rub miliaria.")

    for button, expected in (("Plain text", "WHAT IT IS"), ("Print", "What it is"), ("Desktop", "On this page")):
        desk.get_by_role("button", name=button, exact=True).click()
        look.get_by_text(expected, exact=False).first.wait_for()
    assert not draft.section_rows.exclude(body="").exists()

    words.fill("Do not rub it.")
    under.get_by_text("Leave out “should”").wait_for(state="detached")
    assert complaints == []


def test_a_section_is_moved_folded_and_added_by_keyboard(desk, complaints):
    draft = started(desk)
    opened(desk, "section_rows")
    up = desk.get_by_role("button", name="Move up: “Who gets it”")
    up.focus()
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.getAttribute('aria-label')") == "Move up: “Who gets it”"
    said = desk.locator("[role=status]", has_text="“Who gets it” is now number 3 of 10.")
    said.wait_for(state="attached")
    fold = desk.get_by_role("button", name="Fold: “Who gets it”")
    fold.focus()
    desk.keyboard.press("Space")
    unfold = desk.get_by_role("button", name="Unfold: “Who gets it”")
    assert unfold.get_attribute("aria-expanded") == "false"
    desk.locator("#section_rows-group .add-row a").focus()
    desk.keyboard.press("Enter")
    row = desk.locator("#section_rows-10")
    row.get_by_label("About").select_option("prevention")
    row.get_by_label("Heading").fill("How to stop it")
    row.get_by_role("button", name="Move up").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Save the draft").focus()
    desk.keyboard.press("Enter")
    desk.locator(".messagelist .success").wait_for()
    kept = list(draft.section_rows.order_by("position").values_list("title", flat=True))
    assert kept.index("Who gets it") == 2 and kept[-2:] == ["How to stop it", "How you may feel"]
    opened(desk, "section_rows")
    shown = [label.strip("“”") for label in desk.locator("#section_rows-group .inline_label").all_inner_texts()]
    assert shown[: len(kept)] == kept
    assert complaints == []


def asked_before_leaving(desk, leave) -> list[str]:
    asked = []
    desk.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    leave()
    desk.wait_for_url("**/admin/conditions/condition/")
    return asked


def test_the_author_is_warned_before_unsaved_work_is_left_and_only_then(desk):
    draft = started(desk)
    address = f"/admin/conditions/condition/{draft.pk}/change/"
    leave = desk.locator(".breadcrumbs").get_by_role("link", name="Conditions").click
    assert asked_before_leaving(desk, leave) == []
    desk.goto(address)
    desk.locator("#id_summary").fill("A new sentence.")
    assert asked_before_leaving(desk, leave) == ["beforeunload"]
    desk.goto(address)
    desk.locator("#id_summary").fill("A new sentence.")
    with desk.context.expect_page() as other:
        desk.get_by_role("button", name="See the page before saving").click()
    other.value.get_by_text("A new sentence.").first.wait_for()
    other.value.close()
    assert asked_before_leaving(desk, leave) == ["beforeunload"]
    desk.goto(address)
    desk.locator("#id_summary").fill("A new sentence.")
    desk.get_by_role("button", name="Save the draft").click()
    desk.locator(".messagelist .success").wait_for()
    assert asked_before_leaving(desk, leave) == []


def test_choosing_a_treatment_is_unsaved_work_and_shows_at_once(desk, author):
    builders.make_treatment(author)
    draft = started(desk)
    desk.get_by_role("button", name="Show the preview").click()
    treatments = opened(desk, "treatmentoption_rows")
    treatments.get_by_role("button", name="Add another").or_(treatments.locator(".add-row a")).first.click()
    desk.locator("#id_treatmentoption_rows-0-advice").select_option("advised")
    desk.locator("#treatmentoption_rows-0 .select2-selection").click()
    desk.locator(".select2-results").get_by_role("option", name="Leave it alone").click()
    desk.frame_locator("#beside iframe").get_by_text("Leave it alone").first.wait_for()
    assert draft.treatmentoption_rows.count() == 0


def test_without_javascript_rows_are_ordered_by_number_and_words_are_checked(visit, author):
    draft = builders.make_condition(author)
    author.set_password(PASSWORD)
    author.save()
    desk = visit(java_script_enabled=False)
    desk.goto("/admin/")
    desk.locator("#id_username").fill(author.username)
    desk.locator("#id_password").fill(PASSWORD)
    desk.get_by_role("button", name="Log in").click()
    desk.goto(f"/admin/conditions/condition/{draft.pk}/change/")
    desk.locator("#id_summary").fill("You should look. [@SP]")
    desk.get_by_role("button", name="Check the words").click()
    desk.locator(".desk-checked").get_by_role("link", name="What it is").click()
    assert desk.locator("#id_summary").input_value() == "You should look. [@SP]"
    desk.locator("#carecard_rows-group summary").first.click()
    first, second = desk.locator("#id_carecard_rows-0-position"), desk.locator("#id_carecard_rows-1-position")
    first.fill("2")
    second.fill("1")
    desk.get_by_role("button", name="Save the draft", exact=True).click()
    desk.locator(".messagelist .success").wait_for()
    assert list(draft.carecard_rows.order_by("position").values_list("urgency", flat=True)) == ["routine", "emergency"]


@pytest.mark.looks
@pytest.mark.parametrize("width", [1280, 768])
def test_the_desk_of_a_writer_fits_and_is_accessible(sign_in, author, width):
    draft = builders.make_condition(author, summary="You should look. [@SP]")
    desk = sign_in(author, bypass_csp=True)
    desk.set_viewport_size({"width": width, "height": 900})
    for address in (f"condition/{draft.pk}/change/", "condition/add/", "treatment/add/", "plainword/"):
        desk.goto(f"/admin/conditions/{address}")
        if "plainword" not in address:
            desk.locator(".desk-told-now", has_text="Reading grade").wait_for()
            if desk.locator("#beside").is_hidden():
                desk.get_by_role("button", name="Show the preview").click()
            desk.locator("#section_rows-group summary").first.click()
            desk.frame_locator("#beside iframe").locator("h1").wait_for()
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, address
        found = Axe().run(desk).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], address
