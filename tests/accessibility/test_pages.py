"""The table of pages is the whole of what a patient can come to."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern

from conditions import urls

from .pages import NO_PAGE, PAGES

pytestmark = pytest.mark.django_db
FAULTS = {name for name in PAGES if name.startswith("error-")}


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """(name, pattern) of every public address. One without a name is another spelling of a named one."""
    named = {pattern.callback: pattern.name for pattern in urls.urlpatterns if pattern.name}
    for pattern in urls.urlpatterns:
        yield pattern.name or named[pattern.callback], pattern


def test_every_public_address_has_examples_or_is_no_page():
    assert {name for name, _pattern in addresses()} == (set(PAGES) - FAULTS) | NO_PAGE


def test_every_example_is_answered_with_a_page(pages):
    assert len(pages) >= len(PAGES)
    for page in pages:
        assert page.headers["Content-Type"].startswith("text/html"), page.address


def test_every_example_belongs_to_its_row():
    for name, examples in PAGES.items():
        assert examples, name


@pytest.mark.parametrize("name", sorted(NO_PAGE))
def test_what_is_no_page_has_no_row(name):
    assert name not in PAGES
