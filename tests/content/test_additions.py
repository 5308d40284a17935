"""Parts that came after the schema was published: left out when empty, read as empty when left out."""

import pytest

from conditions.content.additions import ADDITIONS, with_additions, without_empty_additions
from conditions.content.leaflet import leaflet
from conditions.content.schema import completed, problems, schema
from tests.builders import condition_document, treatment_document

ASK = ["Is this something that I need to treat?"]
WORDS = [{"word": "keratin", "meaning": "A normal part of skin. [@SP]"}]
DRAWINGS = [{"drawing": "trapped-keratin", "alt": "A bead.", "caption": "Do not squeeze it. [@SP]"}]


def test_document_without_additions_is_whole_and_gets_none():
    assert list(problems(condition_document(), schema("condition"))) == []
    assert not set(ADDITIONS) & set(condition_document()) and not set(ADDITIONS) & set(treatment_document())


def test_document_with_additions_fits_the_schema_and_its_rows_are_completed():
    document = condition_document(questions_to_ask=ASK, words=[{"word": "keratin"}], drawings=DRAWINGS)
    assert list(problems(document, schema("condition"))) == []
    assert document["words"] == [{"word": "keratin", "meaning": ""}]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"words": []}, "This holds nothing: leave it out."),
        ({"questions_to_ask": [""]}, "This must not be empty."),
        ({"drawings": [{"drawing": "a-cat", "alt": "", "caption": ""}]}, "“a-cat” is not one of: trapped-keratin"),
    ],
)
def test_schema_refuses_an_empty_addition_and_an_unknown_drawing(changes, said):
    document = condition_document(**changes)
    assert [sentence for _place, sentence in problems(document, schema("condition")) if sentence.startswith(said)]


def test_treatment_has_no_drawings():
    document = completed({**treatment_document(), "drawings": DRAWINGS}, schema("treatment"))
    assert [sentence for _place, sentence in problems(document, schema("treatment"))] == ["Unknown entry “drawings”."]


def test_empty_additions_are_left_out_and_read_as_empty():
    document = {"title": "Milia", "words": [], "sections": []}
    assert without_empty_additions(document) == {"title": "Milia", "sections": []}
    assert with_additions({"words": WORDS}) == {"questions_to_ask": [], "words": WORDS, "drawings": []}
    read = leaflet(condition_document())
    assert (read.questions_to_ask, read.words, read.drawings, read.maps) == ((), (), (), [])


def test_leaflet_knows_its_maps_and_what_is_sensitive():
    rows = [{"drawing": drawing, "alt": "", "caption": ""} for drawing in ("where-genitals", "blister", "where-lips")]
    read = leaflet(condition_document(drawings=rows))
    assert [row.drawing for row in read.close_ups] == ["blister"]
    assert [(row.drawing, row.is_sensitive) for row in read.maps] == [("where-genitals", True), ("where-lips", False)]
