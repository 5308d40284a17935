"""A document as a frozen value."""

import dataclasses
from datetime import UTC, date, datetime

import pytest

from conditions.content.comparison import comparison
from conditions.content.leaflet import leaflet
from conditions.content.linked_data import linked_data
from conditions.vocabulary import Advised, Attribute, Handling, Urgency
from tests.builders import condition_document, treatment_document


def test_leaflet_has_every_part_of_the_document_with_numbers_filled_in():
    read = leaflet(condition_document(), {"emergency_number": "999"})
    assert (read.title, read.callout.handling, read.other_names) == ("Milia", Handling.NEVER_POP, ["Milk spots"])
    assert read.care_cards[0].heading == "Call 999 now if:"
    assert read.care_cards[0].urgency is Urgency.EMERGENCY
    assert read.sources[0].number == 1
    assert 'href="#source-SP"' in read.summary.inline


def test_leaflet_is_frozen():
    read = leaflet(condition_document())
    with pytest.raises(dataclasses.FrozenInstanceError):
        read.title = "Pop it"
    with pytest.raises(TypeError):
        read.facts[Attribute.TOUCH] = "Yes"


def test_facts_come_in_the_order_of_the_table_whatever_the_document_says():
    turned = dict(reversed(condition_document()["facts"].items()))
    assert list(leaflet(condition_document(facts=turned)).facts) == list(Attribute)


def test_treatment_leaflet_has_its_evidence_and_cautions():
    read = leaflet(treatment_document())
    assert (read.evidence.rating, read.cautions[0].who) == ("some", "Your baby is unwell")


def test_treatments_are_grouped_by_what_is_advised():
    options = [
        {"treatment": slug, "title": slug, "advice": advice, "note": ""}
        for slug, advice in (("scrubs", "avoid"), ("wait", "advised"), ("oils", "avoid"))
    ]
    groups = leaflet(condition_document(treatments=options)).treatments_by_advice()
    assert [(advice, [link.treatment for link in links]) for advice, links in groups] == [
        (Advised.ADVISED, ["wait"]),
        (Advised.AVOID, ["scrubs", "oils"]),
    ]


def test_comparison_puts_safety_first_and_leaves_a_missing_answer_empty():
    milia, acne = condition_document(), condition_document(slug="acne", facts={"touch": "No. [@SP]"})
    table = comparison([leaflet(milia), leaflet(acne)])
    assert table.rows[0].attribute is Attribute.TOUCH
    assert [row.attribute for row in table.rows] == list(Attribute)
    assert not table.rows[1].cells[1].text


def test_linked_data_states_no_review_that_did_not_happen():
    page = linked_data(leaflet(condition_document()), datetime(2026, 5, 4, tzinfo=UTC), None)
    assert page["@type"] == "MedicalWebPage" and "lastReviewed" not in page
    assert page["about"]["@type"] == "MedicalCondition" and page["about"]["code"][0]["codeValue"] == "238749001"
    reviewed = linked_data(leaflet(condition_document()), datetime(2026, 5, 4, tzinfo=UTC), date(2026, 5, 3))
    assert reviewed["lastReviewed"] == "2026-05-03"


def test_linked_data_leaves_out_codes_that_are_still_to_confirm():
    codes = [{"system": "icd10cm", "code": "L72.0", "display": "", "status": "to_confirm", "note": ""}]
    data = linked_data(leaflet(condition_document(codes=codes)), datetime(2026, 5, 4, tzinfo=UTC), None)
    assert "code" not in data["about"]
