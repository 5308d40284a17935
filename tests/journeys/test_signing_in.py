"""Signing in, as staff do it: with a passkey, with a code from a phone, with a recovery code, or with a password alone."""

import re
import time
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from portal.staff.models import SignIn, What
from portal.staff.sessions import SEEN
from tests import builders
from tests.portal.staff.conftest import PASSWORD, six_digits

from .test_every_desk_page import REPORT

pytestmark = pytest.mark.usefixtures("transactional_db")

DESK = re.compile(r"^[^?]*/admin/$")  # not the log-in, which names it as the next page


@pytest.fixture(autouse=True)
def required(settings) -> None:
    """As in an installation; and hashes that are quick to compute."""
    settings.SECOND_FACTOR = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def at_the_door(visit) -> Callable[..., Page]:
    """Types name and password into a new browser."""

    def run(person: User, page: Page | None = None, **options) -> Page:
        person.set_password(PASSWORD)
        person.save()
        page = page or visit(viewport={"width": 1280, "height": 900}, **options)
        page.add_init_script(REPORT)
        page.goto("/admin/")
        page.get_by_label("Username").fill(person.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        return page

    return run


def give_a_fingerprint_reader(page: Page) -> None:
    """A device that keeps passkeys, in the browser: what a telephone or a computer has built in."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    reader = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": reader})


def nothing_was_refused(page: Page) -> bool:
    return page.evaluate("window.refused") == []


def set_up_phone(page: Page) -> str:
    page.get_by_role("link", name="Set up codes from your phone").click()
    page.get_by_text("The phone cannot scan").click()
    secret = page.locator("#phone-key").inner_text()
    page.get_by_label("Code").fill(six_digits(secret))
    page.get_by_role("button", name="Set up").click()
    page.wait_for_url("**/recovery-codes/")
    return secret


def test_reviewer_adds_a_passkey_and_signs_in_with_nothing_else(at_the_door, reviewer):
    page = at_the_door(reviewer)
    expect(page.get_by_role("heading", name="One thing before you start")).to_be_visible()
    give_a_fingerprint_reader(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("A name for it").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")
    assert nothing_was_refused(page)
    page.get_by_role("link", name="I have printed them").click()
    expect(page.get_by_role("heading", name="What needs doing")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/login/?next=/admin/conditions/condition/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "login" not in url)
    assert nothing_was_refused(page)
    newest = SignIn.objects.first()
    assert (newest.account, newest.what) == ("rob", What.PASSKEY)
    page.goto("/admin/account/")
    expect(page.get_by_role("rowheader", name="My phone")).to_be_visible()
    page.get_by_role("link", name="Take “My phone” away").click()
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_role("heading", name="One thing before you start")).to_be_visible()


def test_passkey_is_a_second_step_too(at_the_door, visit, reviewer):
    page = at_the_door(reviewer)
    give_a_fingerprint_reader(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")
    page.get_by_role("button", name="Log out").click()
    at_the_door(reviewer, page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(DESK)
    assert nothing_was_refused(page)
    assert SignIn.objects.filter(what=What.BOTH).count() == 1


def test_passkey_that_is_not_there_is_told_in_a_sentence(visit):
    page = visit()
    page.goto("/admin/login/")
    expect(page.locator(".errornote")).to_be_hidden()
    page.evaluate("navigator.credentials.get = async () => { throw new DOMException('no', 'NotAllowedError'); }; 0")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("That did not work, and nothing was changed.")).to_be_focused()


def test_lead_sets_up_a_phone_and_signs_in_with_its_code_and_once_with_a_recovery_code(at_the_door, lead):
    page = at_the_door(lead)
    secret = set_up_phone(page)
    codes = page.locator(".desk-codes code").all_inner_texts()
    assert len(codes) == 10 and all(re.fullmatch(r"\d{8}", code) for code in codes)
    assert nothing_was_refused(page)
    page.get_by_role("button", name="Log out").click()
    at_the_door(lead, page)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("This code is not right")).to_be_visible()
    page.get_by_label("Code").fill(six_digits(secret))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(DESK)
    for is_new in (True, False):
        page.get_by_role("button", name="Log out").click()
        at_the_door(lead, page)
        page.get_by_label("Code").fill(codes[0])
        page.get_by_role("button", name="Go on").click()
        if is_new:
            page.wait_for_url(DESK)
        else:
            expect(page.get_by_text("it was used before")).to_be_visible()
            break


def test_author_signs_in_with_a_password_alone(at_the_door, author):
    page = at_the_door(author)
    page.wait_for_url(DESK)
    page.get_by_role("link", name="How you sign in").click()
    expect(page.get_by_role("heading", name="Your account: how you sign in")).to_be_visible()
    expect(page.get_by_text("One thing before you start")).to_have_count(0)


# A session that ends while somebody writes


def test_words_are_kept_when_the_session_ended_and_saved_after_a_new_log_in(at_the_door, author):
    draft = builders.make_condition(author)
    page = at_the_door(author)
    page.goto(f"/admin/conditions/condition/{draft.pk}/change/")
    page.locator("#id_title").fill("Words that must not be lost")
    page.context.clear_cookies(name="sessionid")
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    notice = page.locator("#desk-session")
    expect(notice).to_contain_text("You are signed out. What you typed is still on this page")
    page.get_by_role("button", name="Save the draft", exact=True).click()
    expect(page.locator("#id_title")).to_have_value("Words that must not be lost")
    with page.context.expect_page() as opened:
        notice.get_by_role("link", name="Log in again").click()
    at_the_door(author, opened.value)
    opened.value.wait_for_url(DESK)
    page.get_by_role("button", name="Save the draft", exact=True).click()
    page.locator(".messagelist .success").wait_for()
    draft.refresh_from_db()
    assert draft.title == "Words that must not be lost"


def test_end_is_told_two_minutes_before_and_can_be_put_off(at_the_door, author, settings):
    page = at_the_door(author)
    page.wait_for_url(DESK)
    session = SessionStore(Session.objects.get().session_key)
    session[SEEN] = time.time() - settings.SESSION_IDLE + 100
    session.save()
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    notice = page.locator("#desk-session")
    expect(notice).to_contain_text("You will be signed out in two minutes")
    notice.get_by_role("button", name="Stay signed in").click()
    expect(notice).to_be_hidden()


# How the pages look


def wrong_with(page: Page) -> list:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                found.append(("wider than the window", wide, width))
            page.add_style_tag(content="* { transition: none !important }")  # or colours are caught half-way
            found += [(rule["id"], scheme, rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]]
    return found


@pytest.mark.looks
def test_axe_finds_nothing_on_any_page_of_signing_in(at_the_door, visit, lead, administrator):
    door = visit(bypass_csp=True)
    door.goto("/admin/login/?unsaved=1")
    assert wrong_with(door) == []
    page = at_the_door(lead, bypass_csp=True)
    assert wrong_with(page) == []
    set_up_phone(page)
    assert wrong_with(page) == []
    give_a_fingerprint_reader(page)
    page.goto("/admin/account/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/admin/account/")
    found = {}
    for address in (
        "/admin/account/",
        "/admin/account/passkeys/add/",
        "/admin/account/phone/remove/",
        "/admin/account/recovery-codes/new/",
        "/admin/account/again/",
        "/admin/account/again/code/",
        "/admin/account/again/passkey/",
        "/admin/password_change/",
    ):
        assert page.goto(address).status == 200, address
        found[address] = wrong_with(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    page.goto("/admin/account/")
    page.get_by_role("button", name="Log out").click()
    at_the_door(lead, page)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    assert wrong_with(page) == []
