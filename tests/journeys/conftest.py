"""A real browser against the real server: Debian's Chromium, driven by Playwright, which downloads nothing."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import builders

# Playwright keeps an event loop alive in this thread, which Django's guard takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PASSWORD = "a long password for tests only"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser(live_server) -> Iterator[Browser]:
    """Closed before the server stops: until then its lines keep threads of the server alive."""
    program = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "The journeys need Chromium: run `make test`, or set CHROME."
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()
        # Beside Playwright's event loop Django has connections of its own; left open, they would keep the database.
        connections.close_all()


@pytest.fixture
def visit(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """A new browser window of its own, as one person has it; closed at the end."""
    contexts: list[BrowserContext] = []

    def open_window(**options) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(visit) -> Callable[..., Page]:
    def run(user: User, **options) -> Page:
        user.set_password(PASSWORD)
        user.save()
        page = visit(viewport={"width": 1280, "height": 900}, **options)
        page.goto("/admin/")
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        return page

    return run


@pytest.fixture
def library(transactional_db, author, reviewer) -> None:
    """Milia, Fordyce spots and acne are live, with one treatment."""
    option = {
        "treatment": "leave-it-alone",
        "title": "Leave it alone",
        "advice": "advised",
        "note": "It is safe. [@SP]",
    }
    drafts = [
        builders.make_treatment(author),
        builders.make_condition(author, treatments=[option]),
        builders.make_condition(author, slug="acne", title="Acne", summary="Acne is blocked, sore skin. [@SP]"),
        builders.make_condition(
            author, slug="fordyce-spots", title="Fordyce spots", sensitive=True, body_sites=["lips", "genitals"]
        ),
    ]
    for draft in drafts:
        builders.published(draft, author=author, reviewer=reviewer)
