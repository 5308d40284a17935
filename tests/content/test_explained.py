"""Medical words explained in place: the first use leads to the meaning, whatever an editor typed."""

import re

import pytest

from conditions.content.explained import explained
from conditions.content.leaflet import leaflet
from conditions.content.markup import Text
from tests.builders import condition_document, treatment_document


def words(*names: str) -> list[dict[str, str]]:
    return [{"word": name, "meaning": "What it means."} for name in names]


def body(text: str, *names: str) -> str:
    """The HTML of a section in a leaflet that explains these words."""
    section = {"kind": "causes", "title": "Causes of keratin", "body": text}
    read = explained(leaflet(condition_document(sections=[section], words=words(*names))))
    return read.leaflet.sections[0].body.html


LINK = '<a class="word" href="#word-keratin" id="use-keratin">{}</a>'


def test_first_use_of_a_word_leads_to_its_meaning_and_later_ones_stay_words():
    assert body("Milia are keratin. Keratin is skin. [@SP]", "keratin") == (
        f"<p>Milia are {LINK.format('keratin')}. Keratin is skin."
        '<sup class="cite"><a href="#source-SP" aria-label="Source 1">1</a></sup></p>\n'
    )


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Two Keratins.", "Keratins"),
        ("**Keratin** first.", "Keratin"),
        ("See [keratin](/conditions/acne/). Then keratin.", "keratin"),
        ("### Keratin\n\nHere is keratin.", "keratin"),
        ("- It is keratin[@SP]", "keratin"),
        ("A (keratin) bead.", "keratin"),
    ],
)
def test_word_is_found_in_plurals_capitals_bold_and_lists_and_never_in_links_or_headings(text, linked):
    found = body(text, "keratin")
    assert found.count('class="word"') == 1 and LINK.format(linked) in found


@pytest.mark.parametrize("text", ["Prekeratin and keratinous.", "### Keratin", "[keratin](/conditions/acne/)", "Hard."])
def test_part_of_a_word_heading_or_link_is_not_linked(text):
    assert "word-keratin" not in body(text, "keratin")


def test_longer_phrase_wins_over_the_word_in_it():
    found = body("A steroid cream is a steroid.", "steroid", "steroid cream")
    assert ">steroid cream</a> is a <a" in found and found.count('class="word"') == 2


def test_do_not_is_never_parted():
    found = body("Do not squeeze keratin.", "not", "do", "Do not", "keratin")
    assert found.startswith("<p>Do not squeeze <a") and found.count("<a") == 1


def test_first_use_is_the_first_in_the_order_of_the_page():
    read = explained(leaflet(condition_document(words=words("keratin", "pop", "cyst"))))
    assert 'id="use-keratin"' in read.leaflet.sections[0].body.html
    assert 'id="use-pop"' in read.leaflet.questions[0].answer.inline
    assert read.used == {"keratin", "pop"}
    again = [read.leaflet.summary, read.leaflet.callout.why, *(item.text for item in read.leaflet.donts)]
    assert not [text for text in again if "word" in text.inline]


def test_treatment_explains_in_its_evidence_first():
    read = explained(leaflet(treatment_document(words=words("milia"))))
    assert 'href="#word-milia"' in read.leaflet.evidence.text.inline
    assert read.leaflet.cautions[0].why == leaflet(treatment_document()).cautions[0].why


def test_plain_text_says_the_same_with_and_without():
    document = condition_document(words=words("keratin"))
    assert explained(leaflet(document)).leaflet.sections[0].body.plain == leaflet(document).sections[0].body.plain


def test_leaflet_without_words_is_the_same_leaflet():
    read = leaflet(condition_document())
    assert explained(read).leaflet is read and explained(read).used == frozenset()


@pytest.mark.parametrize(
    "word", ["<script>alert(1)</script>", 'x" onclick="alert(1)', "İ", "a+(b", "???", "'\"><img src=x>", "\\d"]
)
def test_word_of_any_letters_is_text_and_never_markup(word):
    found = body(f"Here is {word} and i.", word)
    assert set(re.findall(r"<(\w+)", found)) <= {"p", "a"}
    assert set(re.findall(r"<a ([^>]*)>", re.sub(r'"[^"]*"', "", found))) <= {"class= href= id="}


def test_two_words_with_one_anchor_are_one_link():
    found = body("A gland, then GLAND!", "gland", "gland!")
    assert found.count('id="use-gland"') == 1


def test_address_of_an_editor_cannot_take_a_class_or_a_name():
    found = Text('[x](/y "use-z") <a id="use-y" class="word">y</a>').inline
    assert "<a id" not in found and "class=" not in found.partition("&lt;")[0]
