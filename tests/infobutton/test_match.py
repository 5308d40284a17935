"""Which leaflets a request means; and above all, which it does not."""

import pytest

from conditions.infobutton.match import matches
from conditions.infobutton.parameters import sent
from conditions.infobutton.request import knowledge_request
from conditions.models import Clinic
from conditions.publishing import workflow

from .conftest import code

pytestmark = pytest.mark.django_db

OIDS = {"icd10cm": "6.90", "icd9cm": "6.103", "snomed": "6.96", "mesh": "6.177", "who": "6.3"}


def found(system: str = "", value: str = "", **more: str) -> list[tuple[str, float]]:
    parts = {"c": value, "cs": f"2.16.840.1.113883.{OIDS[system]}" if system else "", **more}
    query = "&".join(f"mainSearchCriteria.v.{part}={text}" for part, text in parts.items() if text)
    request = knowledge_request(sent(query.encode()))
    return [(match.page.leaflet.slug, match.relevance) for match in matches(request.criteria, Clinic())]


@pytest.mark.parametrize(
    ("system", "value", "slug"),
    [
        ("icd10cm", "L70.0", "acne"),
        ("icd10cm", "l700", "acne"),
        ("icd10cm", "L70", "acne"),
        ("icd10cm", "B00.1", "cold-sores"),
        ("snomed", "1475003", "cold-sores"),
        ("mesh", "D006560", "cold-sores"),
        ("icd10cm", "A60.01", "genital-herpes"),
        ("icd9cm", "054.10", "genital-herpes"),
        ("icd9cm", "05410", "genital-herpes"),
    ],
)
def test_exact_code_finds_its_leaflet(shelf, system, value, slug):
    assert found(system, value) == [(slug, 1.0)]


def test_code_below_finds_the_leaflet_that_a_curator_opened_for_it(shelf):
    assert found("icd10cm", "L70.4") == [("acne", 0.9)]
    assert found("icd10cm", "L70.41") == [("acne", 0.9)]


def test_code_that_a_curator_left_out_finds_nothing_not_even_by_name(shelf):
    assert found("icd10cm", "L70.2") == []
    assert found("icd10cm", "L70.21") == []
    assert found("icd10cm", "L70.2", dn="Acne") == []


# The traps of shared/reference/ehr-linking.md, section 6.1
@pytest.mark.parametrize(
    ("system", "value"),
    [
        ("icd10cm", "B00.4"),  # herpes of the brain
        ("icd10cm", "B00.3"),  # meningitis
        ("icd10cm", "B00.50"),  # the eye
        ("icd10cm", "B00.7"),  # everywhere in the body
        ("icd10cm", "B00.81"),  # the liver
        ("icd10cm", "B00"),
        ("icd10cm", "B00.9"),
        ("icd10cm", "A60.02"),  # not listed, and nobody opened A60
        ("icd10cm", "P35.2"),  # herpes at birth
        ("icd10cm", "L73.0"),  # acne keloid
        ("icd10cm", "L71.0"),
        ("icd10cm", "L75.2"),  # Fox-Fordyce disease
        ("icd10cm", "L74.0"),  # miliaria
        ("icd10cm", "L7"),
        ("icd10cm", "L700.0"),
        ("icd10cm", "054.10"),
        ("icd9cm", "L70.0"),
        ("who", "L70.0"),
        ("snomed", "65038009"),  # Fox-Fordyce disease
        ("snomed", "6331000"),  # angiokeratoma of Fordyce
    ],
)
def test_code_of_something_else_finds_nothing(shelf, system, value):
    assert found(system, value) == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Herpes labialis", "cold-sores"),
        ("herpes  LABIALIS", "cold-sores"),
        ("Milia", "milia"),
        ("milk spots", "milia"),
        ("Mília", "milia"),
        ("Benzoyl peroxide", "benzoyl-peroxide"),
    ],
)
def test_whole_name_finds_its_leaflet(shelf, name, slug):
    assert found(dn=name) == [(slug, 0.8)]
    assert found(ot=name) == [(slug, 0.8)]


@pytest.mark.parametrize(
    "name",
    [
        "Fox-Fordyce disease",
        "Angiokeratoma of Fordyce",
        "Fordyce",
        "Miliaria",
        "Miliary tuberculosis",
        "Herpes zoster",
        "Herpes gestationis",
        "Herpes iris",
        "Herpangina",
        "Herpesviral encephalitis",
        "Rosacea conjunctivitis",
        "Acne keloid",
        "Acn",
        "<script>alert(1)</script>",
        "%",
        "_",
    ],
)
def test_name_that_only_sounds_alike_finds_nothing(shelf, name):
    assert found(dn=name) == []


def test_name_helps_where_no_checked_code_does(shelf):
    assert found("icd10cm", "L72.0") == []  # “to confirm” codes do not match
    assert found("icd10cm", "L72.0", dn="Milia") == [("milia", 0.8)]


def test_code_of_two_leaflets_is_a_choice_with_the_named_one_first(shelf, publish):
    publish("epidermal-cyst", "Epidermal cyst", [code("icd10cm", "L72.0")])
    publish("pilar-cyst", "A cyst of the scalp", [code("icd10cm", "L72.0")])
    assert found("icd10cm", "L72.0") == [("pilar-cyst", 1.0), ("epidermal-cyst", 1.0)]
    assert found("icd10cm", "L72.0", dn="Epidermal cyst") == [("epidermal-cyst", 1.0), ("pilar-cyst", 1.0)]


def test_withdrawn_leaflet_does_not_appear(shelf, lead):
    workflow.withdraw(shelf["acne"].revision.document, reason="It was wrong.", by=lead)
    assert found("icd10cm", "L70.0") == []
    assert found(dn="Acne") == []


def test_code_that_a_new_version_dropped_no_longer_matches(shelf, publish):
    publish("acne", "Acne", [code("snomed", "11381005")])
    assert found("icd10cm", "L70.0") == []
    assert found("snomed", "11381005") == [("acne", 1.0)]


def test_draft_is_never_found(author):
    from tests.builders import make_condition

    make_condition(author, slug="secret", title="Zebrapox", codes=[code("icd10cm", "B00.1")])
    assert found("icd10cm", "B00.1", dn="Zebrapox") == []
