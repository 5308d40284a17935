"""The clinic's numbers inside frozen words."""

import pytest

from conditions.content.markup import Text
from conditions.content.placeholders import FALLBACKS, filled, names_in
from conditions.models import Clinic


def test_number_of_the_clinic_is_filled_in():
    assert filled("Call {emergency_number} now", {"emergency_number": "999"}) == "Call 999 now"


@pytest.mark.parametrize("name", FALLBACKS)
def test_empty_number_reads_as_a_plain_phrase(name):
    assert filled(f"Phone {{{name}}}", {name: ""}) == f"Phone {FALLBACKS[name]}"


def test_number_that_can_be_dialled_becomes_a_link_that_dials():
    text = Text(filled("Call {urgent_line}.", {"urgent_line": "+44 1632 960 000"}, markdown=True))
    assert text.inline == 'Call <a href="tel:+441632960000" dir="ltr">+44 1632 960 000</a>.'
    assert text.bare == "Call +44 1632 960 000."


@pytest.mark.parametrize(
    "value", ["*Star* [x](javascript:alert(1))", "<b>Clinic</b>", "`code` _it_", "1. Clinic", "# One"]
)
def test_value_of_the_clinic_is_never_markup(value):
    text = Text(filled("Go to {clinic_name} now.", {"clinic_name": value}, markdown=True))
    assert text.bare == f"Go to {value} now."
    assert "<a " not in text.inline and "<b>" not in text.inline and "<em>" not in text.inline


def test_unknown_placeholder_stays_visible_so_that_an_editor_sees_it():
    assert filled("Call {nobody}", {}) == "Call {nobody}"
    assert list(names_in("Call {nobody} or {emergency_number}")) == ["nobody", "emergency_number"]


def test_every_placeholder_is_a_field_of_the_clinic():
    assert set(Clinic().numbers()) == set(FALLBACKS)
