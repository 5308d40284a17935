"""Clinical codes at the desk: written in one way, checked before a record system relies on them, shown if shared."""

import pytest
from django.urls import reverse

from conditions.publishing.snapshot import snapshot
from tests import builders

from .conftest import values_in

pytestmark = pytest.mark.django_db

ROW = {"status": "verified", "display": "", "note": "", "position": ""}


@pytest.fixture
def send(draft, author, sign_in):
    """Send the form of the draft with one more code."""
    client, url = sign_in(author), reverse("admin:conditions_condition_change", args=[draft.pk])

    def run(**row: str):
        form = values_in(client.get(url).content.decode())
        form |= {f"clinicalcode_rows-1-{name}": value for name, value in {**ROW, **row}.items()}
        return client.post(url, {**form, "clinicalcode_rows-TOTAL_FORMS": "2"})

    return run


def last_code(draft) -> dict:
    return snapshot(type(draft).objects.get(pk=draft.pk))["codes"][-1]


def test_code_is_kept_as_its_system_writes_it(draft, send):
    assert send(system="icd10cm", code=" l700 ").status_code == 302
    assert last_code(draft)["code"] == "L70.0"


def test_everything_below_a_code_is_opened_with_exceptions(draft, send):
    assert send(system="icd10cm", code="L70", below="on", excluded="l702, L70.3").status_code == 302
    assert (last_code(draft)["below"], last_code(draft)["excluded"]) == (True, "L70.2 L70.3")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"system": "snomed", "code": "3282000"}, "its last digit does not fit the others"),
        ({"system": "icd10cm", "code": "acne"}, "does not look like a code of ICD-10-CM, such as L70.0."),
        ({"system": "snomed", "code": "11381005", "below": "on"}, "codes do not say what is below them"),
        ({"system": "icd10cm", "code": "L70", "excluded": "L70.2"}, "needs “and everything below it”"),
        ({"system": "icd10cm", "code": "L70", "below": "on", "excluded": "B00.4"}, "is not below L70"),
    ],
)
def test_code_that_cannot_be_right_is_refused_and_stays_on_the_form(draft, send, row, sentence):
    response = send(**row)
    page = response.content.decode()
    assert response.status_code == 200 and sentence in page
    assert f'value="{row["code"]}"' in page
    assert last_code(draft)["code"] == "238749001"


def test_code_of_two_leaflets_is_shown_on_both(draft, author, sign_in):
    builders.make_condition(author, slug="other", title="Another condition")
    page = sign_in(author).get(reverse("admin:conditions_condition_change", args=[draft.pk])).content.decode()
    assert "Another condition" in page[page.index("clinicalcode_rows-0-code") :]


def test_code_of_one_leaflet_says_so(draft, author, sign_in):
    page = sign_in(author).get(reverse("admin:conditions_condition_change", args=[draft.pk])).content.decode()
    assert "no other leaflet" in page[page.index("clinicalcode_rows-0-code") :]
