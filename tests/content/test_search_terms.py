"""What a document is found by, from its frozen words alone."""

import pytest

from conditions.content.search_terms import found_by, words_in
from tests.builders import condition_document, guide_document, treatment_document


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t pop IT", ["dont", "pop", "it"]),
        ("Milía, größe", ["milia", "grosse"]),
        ("1–3 mm; lip/mouth", ["1", "3", "mm", "lip", "mouth"]),
        ("", []),
        ("a" * 41, []),
        ("\x00💥", []),
    ],
)
def test_words_are_folded(text, words):
    assert words_in(text) == words


def test_each_word_stands_once_where_it_tells_most():
    found = found_by(condition_document())
    assert found["names"] == ["milia", "milk spots", "milia seeds"]
    assert found["sites"] == ["face", "eyelids"] and "eyelids" in found["place"].split()
    assert "newborn" in found["place"].split() and "hard" in found["summary"].split()
    words = [word for place in ("place", "summary", "fact", "text") for word in found[place].split()]
    assert len(words) == len(set(words))


def test_citations_numbers_of_the_clinic_and_addresses_are_no_words():
    section = {"kind": "what_it_is", "title": "T", "body": "See [acne](/conditions/acne-page/). {clinic_phone} [@SP]"}
    text = found_by(condition_document(sections=[section]))["text"].split()
    assert "acne" in text
    assert not {"conditions", "page", "clinic", "phone", "sp"} & set(text)


def test_danger_signs_are_those_for_now_or_today_with_their_card():
    assert found_by(condition_document())["flags"] == [[0, "emergency", "your baby has blisters and a fever"]]


def test_words_of_care_cards_and_steps_find_nothing_else():
    assert "fever" not in found_by(condition_document())["text"].split()
    guide = found_by(guide_document())
    assert "feeding" not in f"{guide['text']} {guide['summary']}".split() and guide["flags"] == []
    assert found_by(treatment_document())["names"] == ["leave it alone"]
