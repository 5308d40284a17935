"""From the desk to the sheet and on: given, changed for safety, read again as it was given, withdrawn."""

import re

import pytest

from conditions.handouts.misses import MISSES
from conditions.models import Condition, Handout
from conditions.publishing import workflow
from tests import builders

from .conftest import PHONE

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture(autouse=True)
def nobody_guessed_yet():
    MISSES.fill()


@pytest.fixture
def complaints():
    """What the browser complains of: refused styles and scripts, errors of our own."""
    return []


def listen(page, complaints):
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def give_milia(desk) -> str:
    """From the leaflet itself, as in a consultation; the number."""
    desk.goto("/conditions/milia/")
    desk.get_by_role("link", name="Clinic staff: give this to a patient").click()
    desk.get_by_role("button", name="Give to patient").click()
    desk.wait_for_url("**/change/")
    return desk.locator(".desk-number").inner_text()


def open_by_number(patient, number: str):
    """As from a sheet of paper: the box on the first page."""
    patient.goto("/")
    patient.get_by_label("Enter the number on your sheet").fill(number)
    patient.get_by_role("button", name="Open").click()


def publish_for_safety(desk, author):
    """The author has changed the words; the reviewer reads, approves and publishes them at the desk."""
    milia = builders.make_condition(author, harmless="Yes. Ask if one bleeds. [@SP]")
    revision = workflow.submit(milia, by=author)
    desk.goto(f"/admin/conditions/condition/{milia.pk}/review/{revision.pk}/")
    desk.get_by_role("button", name=re.compile("Approve")).first.click()
    desk.wait_for_url("**/change/")
    desk.get_by_role("link", name="Publish version 2").first.click()
    desk.get_by_label("What changed, for patients").fill("Says when to ask.")
    desk.get_by_label("This change is about safety").check()
    desk.get_by_role("button", name="Publish").click()
    desk.wait_for_url("**/change/")


def withdraw(desk, milia):
    desk.goto(f"/admin/conditions/condition/{milia.pk}/withdraw/")
    desk.get_by_label("Why?").fill("The advice was wrong.")
    desk.get_by_label("What to read instead").select_option(label="Acne")
    desk.get_by_role("button", name="Withdraw it now").click()
    desk.wait_for_url("**/change/")


def test_a_handout_stays_true_from_the_desk_to_the_withdrawal(sign_in, visit, author, reviewer, complaints):
    number = give_milia(sign_in(author))
    assert re.fullmatch(r"\d{3} \d{4}", number)
    code = number.replace(" ", "")

    patient = listen(visit(viewport=PHONE, java_script_enabled=False), complaints)
    open_by_number(patient, number)
    patient.wait_for_url(f"**/n/{code}/")
    patient.get_by_role("heading", name="Milia", level=1).wait_for()
    assert "Nothing has changed since." in patient.locator(".band").inner_text()

    desk = sign_in(reviewer)
    publish_for_safety(desk, author)
    patient.goto(f"/N/{code}")
    patient.wait_for_url(f"**/n/{code}/")
    patient.reload()  # a browser may show what it has for a minute
    band = patient.locator(".band").inner_text()
    assert "You were given version 1" in band and "Safety" in band and "Says when to ask." in band
    assert patient.get_by_text("Ask if one bleeds.").is_visible()
    patient.get_by_role("link", name="Read exactly what you were given").click()
    patient.wait_for_url("**/conditions/milia/revisions/1/")
    assert patient.get_by_text("Yes. Milia are harmless.").first.is_visible()
    assert patient.get_by_text("You are reading an old version").is_visible()

    withdraw(desk, Condition.objects.get(slug="milia"))
    patient.goto(f"/n/{code}/")
    answer = patient.reload()
    assert answer.status == 410
    assert patient.get_by_text("The advice was wrong.").is_visible()
    patient.get_by_role("link", name="Acne").click()
    patient.wait_for_url("**/conditions/acne/")
    assert patient.context.cookies() == []
    assert [said for said in complaints if "410" not in said] == []


def test_a_mistyped_number_is_put_right_in_the_same_box(sign_in, visit, author):
    number = give_milia(sign_in(author))
    patient = visit(viewport=PHONE)
    wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    open_by_number(patient, wrong)
    patient.get_by_role("heading", name="Please check the number").wait_for()
    box = patient.get_by_label("Enter the number on your sheet")
    assert box.input_value() == wrong
    box.fill(number)
    box.press("Enter")
    patient.get_by_role("heading", name="Milia", level=1).wait_for()


def test_a_nurse_who_is_not_signed_in_comes_back_to_the_leaflet(visit, author):
    author.set_password("a long password for tests only")
    author.save()
    desk = visit()
    desk.goto("/conditions/milia/")
    desk.get_by_role("link", name="Clinic staff: give this to a patient").click()
    desk.get_by_label("Username").fill(author.username)
    desk.get_by_label("Password").fill("a long password for tests only")
    desk.get_by_role("button", name="Log in").click()
    desk.get_by_role("button", name="Give to patient").click()
    desk.wait_for_url("**/change/")
    assert Handout.objects.get().parts.get().revision.content["slug"] == "milia"


def test_everything_is_copied_with_one_press(sign_in, author, complaints):
    desk = sign_in(author, permissions=["clipboard-read", "clipboard-write"])
    number = give_milia(listen(desk, complaints))
    copied = "navigator.clipboard.readText()"
    desk.get_by_role("button", name="Copy: For the note", exact=True).click()
    desk.get_by_role("status").get_by_text("Copied: For the note").wait_for()
    line = desk.evaluate(copied)
    assert line.startswith("Given: Milia, English, version 1 of ") and line.endswith(f"/n/{number.replace(' ', '')}")
    desk.get_by_role("button", name="Copy: Plain text", exact=True).click()
    desk.get_by_role("status").get_by_text("Copied: Plain text").wait_for()
    assert desk.evaluate(copied).startswith("MILIA\n=====\n")
    desk.get_by_role("button", name="Copy: Formatted text", exact=True).click()
    desk.get_by_role("status").get_by_text("Copied: Formatted text").wait_for()
    kinds = desk.evaluate("navigator.clipboard.read().then((items) => items[0].types)")
    assert sorted(kinds) == ["text/html", "text/plain"]
    assert complaints == []


def test_several_are_found_by_typing_and_given_together(sign_in, visit, author):
    desk = sign_in(author)
    desk.get_by_role("link", name="Give leaflets to a patient").click()
    desk.get_by_label("Acne").check()
    desk.get_by_label("Find a leaflet").fill("fordyce")
    desk.get_by_label("Find a leaflet").press("Enter")
    desk.get_by_label("Milia").wait_for(state="detached")
    assert desk.get_by_label("Acne").is_checked()
    desk.get_by_label("Fordyce spots").check()
    desk.get_by_label("Large print").check()
    desk.get_by_role("button", name="Give to patient").click()
    desk.wait_for_url("**/change/")
    patient = visit(viewport=PHONE)
    patient.goto(f"/n/{desk.locator('.desk-number').inner_text()}/")
    titles = patient.locator(".given h2").all_inner_texts()
    assert titles == ["Acne", "Fordyce spots"]
    assert patient.get_by_role("link", name="Leave this page").is_visible()
