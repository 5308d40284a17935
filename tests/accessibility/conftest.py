"""The example pages, rendered once for all tests, and a browser window that shows them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page

from .opened import Opened, Shelf, render

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
# 1280 pixels at 400% zoom (WCAG 2.2, success criterion 1.4.10).
ZOOMED = {"width": 320, "height": 225}


@pytest.fixture(scope="session")
def pages(django_db_setup: None, django_db_blocker: Any, own_files: None) -> list[Opened]:
    with django_db_blocker.unblock(), transaction.atomic():
        rendered = render()
        transaction.set_rollback(True)
    return rendered


@pytest.fixture
def shelf(pages: list[Opened]) -> Shelf:
    return Shelf(pages)


@pytest.fixture
def window(browser: Browser, shelf: Shelf) -> Iterator[Callable[..., Page]]:
    """Opens a window on the example pages. The tools that look into a page need its content policy out of the way."""
    contexts: list[BrowserContext] = []

    def open_window(viewport: dict[str, int] = PHONE, **options: Any) -> Page:
        context = browser.new_context(viewport=viewport, bypass_csp=True, **options)
        context.set_default_timeout(10_000)
        shelf.serve(context)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
