"""Every word of the interface goes through gettext, so that it can be translated; on every kind of page."""

from string import ascii_uppercase
from typing import Any

import pytest
from django.test import TestCase

from conditions.models import Clinic

from .library import fill
from .marked import Reader, interface_marks_itself, publish_marked
from .opened import Opened, render_with

pytestmark = pytest.mark.django_db

# Names, which no language changes; and the letters of the names in a list from A to Z.
NAMES = {
    *ascii_uppercase,
    "OpenEMR",
    "LibreHealth EHR",
    "gloEMR",
    "OpenInfobutton ()",
    "VA eHMP, HMP",
    "ICD-10-CM",
    "SNOMED CT",
}
# What the library says of its versions; and the title of a draft, which only the list of a withdrawn leaflet shows.
WRITTEN = {"Says more.", ": Says more.", "An old leaflet", "It was out of date.", "Milia"}
OLD, NEW = 101, 102


@pytest.fixture
def marked_pages(monkeypatch: pytest.MonkeyPatch) -> list[Opened]:
    with TestCase.captureOnCommitCallbacks(execute=True):
        numbers = fill()
        publish_marked(OLD, NEW)
    Clinic.objects.update(clinic_name="⟪Clinic⟫", opening_hours="⟪Always⟫")
    interface_marks_itself(monkeypatch)
    return list(render_with(numbers, version=OLD))


def foreign(opened: Opened) -> list[Any]:
    reader = Reader()
    reader.feed(opened.html)
    return [words for words in reader.foreign if words not in NAMES | WRITTEN]


def test_every_word_is_translatable_or_written_by_staff(marked_pages):
    assert {opened.address: found for opened in marked_pages if (found := foreign(opened))} == {}


def test_a_word_that_is_neither_is_found():
    reader = Reader()
    reader.feed('<p title="Seen">⟦Wash <b>it</b> now⟧ ⟪Milia⟫ 12</p><img alt="⟦A bead⟧"><code>x</code>plain')
    assert reader.foreign == ["Seen", "plain"]
