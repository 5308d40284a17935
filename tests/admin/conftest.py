"""The desk as a browser uses it: whole forms, sent back as they were shown."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client


class _Form(HTMLParser):
    """The values that a browser would send for the form on a page of the admin."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.selected: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        name = told.get("name") or ""
        if tag == "input" and name and told.get("type") not in {"submit", "file"}:
            if told.get("type") not in {"checkbox", "radio"} or "checked" in told:
                self.values.setdefault(name, []).append(
                    told.get("value") or ("on" if told.get("type") == "checkbox" else "")
                )
        elif tag == "textarea":
            self.area = name
            self.values.setdefault(name, []).append("")
        elif tag == "select":
            self.selected = name
        elif tag == "option" and self.selected and "selected" in told:
            self.values.setdefault(self.selected, []).append(told.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self.area = None if tag == "textarea" else self.area
        self.selected = None if tag == "select" else self.selected

    def handle_data(self, data: str) -> None:
        if self.area:
            # A browser leaves out the line break that Django writes after <textarea>.
            typed = self.values[self.area]
            typed[-1] += data if typed[-1] else data.removeprefix("\n")


def values_in(html: str) -> dict[str, Any]:
    parser = _Form()
    parser.feed(html)
    return {
        name: found[0] if len(found) == 1 else found
        for name, found in parser.values.items()
        if name != "csrfmiddlewaretoken"
    }


@pytest.fixture
def sign_in() -> Callable[[Any], Client]:
    def signed_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
