"""Questions to ask, drawings, and medical words explained in place, on the page of a leaflet."""

import pytest

from tests.views.test_leaflets import html

pytestmark = pytest.mark.django_db

KERATIN = {"word": "keratin", "meaning": "A part of skin & hair. [@SP]"}
DRAWINGS = [
    {"drawing": "trapped-keratin", "alt": "A bead.", "caption": "1. It has no hole.\n2. Do not squeeze it. [@SP]"},
    {"drawing": "where-face", "alt": "Marks on a face.", "caption": "It is on the face. [@SP]"},
    {"drawing": "where-genitals", "alt": "The genital area is marked.", "caption": "Do not burn it. [@SP]"},
]
WHERE = {"kind": "where_on_body", "title": "Where milia appear", "body": "On the face. [@SP]"}
CAUSES = {"kind": "causes", "title": "Causes", "body": "Keratin is trapped. [@SP]"}


def page(client, publish, **changes) -> str:
    publish(**changes)
    return html(client.get("/conditions/milia/"))


def test_questions_to_ask_are_a_list_in_the_contents_too(client, publish):
    found = page(client, publish, questions_to_ask=["Can I wait?", "Does it scar? [@SP]"])
    assert '<a href="#ask">Questions to ask</a>' in found
    assert (
        found.index("Can I pop one?") < found.index("Questions to ask at your appointment") < found.index("Ask us</h2>")
    )
    assert "<li>Can I wait?</li>" in found


def test_leaflet_without_these_parts_shows_nothing_of_them(client, publish):
    found = page(client, publish)
    for sign in ("#ask", "#words", 'class="drawing"', 'class="word"', 'id="where-on-body"'):
        assert sign not in found


def test_what_squeezing_does_is_seen_directly_after_the_warning(client, publish):
    found = page(client, publish, drawings=DRAWINGS)
    image = found.index('drawings/trapped-keratin.svg" alt="A bead." width="390" height="260" loading="lazy"')
    assert found.index("If you already squeezed it") < image < found.index("Also called:")
    assert "<li>It has no hole.</li>" in found and '<li>Do not squeeze it.<sup class="cite">' in found


def test_maps_stand_in_the_section_that_says_where(client, publish):
    found = page(client, publish, drawings=DRAWINGS, sections=[WHERE, CAUSES])
    assert found.index("Where milia appear</h2>") < found.index("where-face.svg") < found.index("Causes</h2>")
    assert found.count('id="where-on-body"') == 1


def test_maps_have_a_section_of_their_own_if_no_other_says_where(client, publish):
    found = page(client, publish, drawings=DRAWINGS, sections=[CAUSES])
    assert '<a href="#where-on-body">Where it appears</a>' in found
    assert found.index("Causes</h2>") < found.index('<h2 id="where-on-body">') < found.index("where-face.svg")


def test_sensitive_drawing_is_told_in_words_and_is_only_a_link(client, publish):
    found = page(client, publish, drawings=DRAWINGS)
    assert "It shows: The genital area is marked." in found
    assert 'href="/static/img/drawings/where-genitals.svg">Show the drawing</a>' in found
    assert 'src="/static/img/drawings/where-genitals.svg"' not in found


def test_word_leads_to_its_meaning_and_back(client, publish):
    found = page(client, publish, words=[KERATIN, {"word": "radiotherapy", "meaning": "Rays."}], sections=[CAUSES])
    assert '<a class="word" href="#word-keratin" id="use-keratin">Keratin</a> is trapped.' in found
    assert '<div id="word-keratin"><dt>keratin</dt><dd>A part of skin &amp; hair.<sup' in found
    assert '<a class="back" href="#use-keratin">Back to the text</a>' in found
    assert "<div><dt>radiotherapy</dt><dd>Rays.</dd></div>" in found


def test_treatment_has_words_and_questions_too(client, publish):
    publish("treatment", words=[{"word": "milia", "meaning": "White bumps."}], questions_to_ask=["Can I wait?"])
    found = html(client.get("/treatments/leave-it-alone/"))
    assert 'id="use-milia"' in found and 'id="word-milia"' in found and "Can I wait?" in found


def test_data_has_them_as_they_were_approved(client, publish):
    publish(words=[KERATIN], drawings=DRAWINGS)
    document = client.get("/conditions/milia.json").json()["document"]
    assert (document["words"], document["drawings"]) == ([KERATIN], DRAWINGS)
    assert "questions_to_ask" not in document
