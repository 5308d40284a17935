"""What goes into the record: one line, and the words as they were given, in three forms."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from conditions.handouts.note import address, given_line, note
from conditions.handouts.resolve import pages_given
from conditions.library import draft_page
from conditions.models import Clinic
from conditions.publishing import workflow
from tests.builders import condition_document

pytestmark = pytest.mark.django_db


def page(title: str, number: int):
    shown = draft_page(condition_document(title=title), Clinic())
    return replace(shown, number=number, live_at=datetime(2026, 5, 4, 12, tzinfo=UTC))


def noted(handout):
    return note(handout, pages_given(handout, Clinic()))


def test_line_says_what_was_given_in_which_version_and_where_it_is():
    line = given_line([page("Milia", 3)], language="en", size="standard", code="2040818")
    assert line == "Given: Milia, English, version 3 of 4 May 2026, http://testserver/n/2040818"


def test_line_of_several_leaflets_in_large_print():
    line = given_line([page("Milia", 3), page("Acne", 1)], language="en", size="large", code="2040818")
    assert line == (
        "Given: Milia, English, version 3 of 4 May 2026; Acne, English, version 1 of 4 May 2026; large print, "
        "http://testserver/n/2040818"
    )


def test_line_names_a_language_by_its_code_if_it_has_no_name():
    assert "Milia, tlh, version" in given_line([page("Milia", 3)], language="tlh", size="standard", code="2040818")


def test_address_does_not_say_what_it_is_about():
    assert address("2040818") == "http://testserver/n/2040818"


def test_text_is_the_leaflet_as_given_with_its_number(publish, give):
    handout = give(publish())
    publish(harmless="Yes. They fade. [@SP]")
    copied = noted(handout)
    assert "Milia are harmless." in copied.text and "They fade." not in copied.text
    assert f"Version 1. {address(handout.short_code.code)}" in copied.text
    today = timezone.localdate()
    assert copied.line == (
        f"Given: Milia, English, version 1 of {today.day} {today:%B %Y}, {address(handout.short_code.code)}"
    )


def test_every_do_not_is_in_every_form_and_complete_by_itself(publish, give):
    copied = noted(give(publish()))
    for form in (copied.text, copied.ascii_text, copied.html):
        told = " ".join(form.split())
        assert "IMPORTANT: Do not pop, squeeze or pick milia." in told
        assert "Do not squeeze, pick or poke milia. It can scar." in told
        assert "Do not pop it." in told


def test_text_has_at_most_72_columns_but_for_addresses(publish, give):
    copied = noted(give(publish(), publish("guide"), publish("treatment")))
    for form in (copied.text, copied.ascii_text):
        assert [line for line in form.split("\n") if len(line) > 72 and "://" not in line] == []


def test_ascii_text_says_the_same_in_ascii(publish, give):
    copied = noted(give(publish(harmless="Yes – “harmless” beads of 1½ mm… [@SP]")))
    assert copied.ascii_text.isascii() and copied.ascii_line.isascii()
    assert 'Is it harmless? Yes - "harmless" beads of 1 1/2 mm...' in copied.ascii_text
    assert len(copied.ascii_text.split()) >= len(copied.text.split())


def test_all_parts_are_copied_in_their_order(publish, give):
    copied = noted(give(publish(slug="acne", title="Acne"), publish(), publish("guide")))
    for form in (copied.text, copied.html):
        assert form.index("ACNE") < form.index("MILIA") < form.index("WHAT IS THIS BUMP?")


def test_html_has_simple_tags_only(publish, give):
    html = noted(give(publish(), publish("guide"))).html
    assert set(re.findall(r"</?(\w+)", html)) <= {"h2", "h3", "p", "ul", "ol", "li", "a"}
    assert "class=" not in html and "style=" not in html


def test_unapproved_words_say_so_in_the_record(make_condition, give, author, lead):
    revision = workflow.submit(make_condition(), by=author)
    publication = workflow.publish_break_glass(revision, by=lead, reason="Dangerous.", change_note="Dose.")
    copied = noted(give(publication))
    for form in (copied.text, copied.ascii_text, copied.html):
        assert "A second person has not approved it yet." in " ".join(form.split())
