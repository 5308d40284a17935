"""What staff copy into the record: one line that says what was given, and the words themselves in three forms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from conditions.content import guide_text, plain_text
from conditions.content.ascii_text import ascii_text
from conditions.content.simple_html import simple_html
from conditions.library import Page
from conditions.models import Handout
from conditions.vocabulary import Kind, Print


@dataclass(frozen=True)
class Note:
    """``line`` for the note; ``text`` of 72 columns, ``ascii_text``, and ``html`` for editors that keep formatting."""

    line: str
    ascii_line: str
    text: str
    ascii_text: str
    html: str


def address(code: str) -> str:
    """Where a number leads, as it is printed and copied. It does not say what it is about."""
    return f"{settings.SITE_URL}/n/{code}"


def note(handout: Handout, pages: Sequence[Page]) -> Note:
    """``pages`` are the words that were given: ``resolve.pages_given``."""
    code = handout.short_code.code
    line = given_line(pages, language=handout.language, size=handout.size, code=code)
    parts = [part for page in pages for part in _parts(page, code)]
    return Note(
        line=line,
        ascii_line=ascii_text(line),
        text=plain_text.joined(parts),
        ascii_text=plain_text.joined(_in_ascii(parts)),
        html=simple_html(parts),
    )


def given_line(pages: Iterable[Page], *, language: str, size: str, code: str) -> str:
    """Given: Milia, English, version 3 of 4 May 2026, https://leaflets.example.org/n/2040818"""
    told = "; ".join(
        _("%(title)s, %(language)s, version %(number)d of %(date)s")
        % {
            "title": page.leaflet.title,
            "language": language_name(language),
            "number": page.number,
            "date": date_format(timezone.localtime(page.live_at), "j F Y"),
        }
        for page in pages
    )
    large = _("; large print") if size == Print.LARGE else ""
    return _("Given: %(leaflets)s, %(address)s") % {"leaflets": told + large, "address": address(code)}


def _parts(page: Page, code: str) -> list[list[str]]:
    of_kind: Any = guide_text if page.leaflet.kind == Kind.GUIDE else plain_text
    return of_kind.parts_of(page.leaflet, notice=page.notice, address=address(code), version=page.number)


def _in_ascii(parts: Iterable[list[str]]) -> list[list[str]]:
    """Before the lines are folded, because a stand-in may be longer than its sign."""
    return [[ascii_text(line) for line in part] for part in parts]


def language_name(code: str) -> str:
    """The name of a language in English, the language of the record; its code if Django knows no name."""
    try:
        return get_language_info(code)["name"]
    except KeyError:
        return code
