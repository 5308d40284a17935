"""A real browser against the real server: Debian's Chromium, driven by Playwright, which downloads nothing.

Its fixtures are the root's (``tests/conftest.py``), because one process can have only one Playwright.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Playwright keeps an event loop alive in this thread, which Django's guard takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


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
