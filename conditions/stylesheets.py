"""The styles that stand in the page itself, so that a phone shows the first words after one request.

Each sheet is one ``<style>`` element made of a few files of ``static/css``. The content policy allows exactly these
sheets, by their SHA-256 (CSP level 3, section 6.7.3.3), so an injected style is refused as before. What only paper
needs stays a file of its own: no browser waits for it.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

_EVERYWHERE = ("base", "components")
SHEETS: dict[str, tuple[str, ...]] = {
    "leaflet": (*_EVERYWHERE, "pages", "leaflet", "parts", "clear"),
    "list": (*_EVERYWHERE, "pages", "lists", "figure", "search"),
    "compare": (*_EVERYWHERE, "pages", "lists", "compare"),
    "linking": (*_EVERYWHERE, "pages", "linking"),
    "guide": (*_EVERYWHERE, "guide", "clear"),
    "calendar": ("base", "calendar"),
}


@cache
def sheet(name: str) -> str:
    """The words of a ``<style>`` element, without comments and line breaks. Raises KeyError for an unknown sheet."""
    return "".join(_packed(_read(file)) for file in SHEETS[name])


@cache
def allowed() -> tuple[str, ...]:
    """What the content policy allows beside our own files: the digest of every sheet, as the policy writes it."""
    return tuple(f"'sha256-{_digest(sheet(name))}'" for name in SHEETS)


def _read(file: str) -> str:
    return Path(finders.find(f"css/{file}.css")).read_text(encoding="utf-8")


def _packed(css: str) -> str:
    """Less to send: no comment, no line break. Spaces stay where a selector or a calculation may need them."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    on_one_line = re.sub(r"\s+", " ", without_comments)
    return re.sub(r"([:,]) ", r"\1", re.sub(r" ?([{};]) ?", r"\1", on_one_line)).strip()


def _digest(css: str) -> str:
    return base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
