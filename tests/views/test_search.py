"""The page of results and the suggestions, as a browser and a stranger ask for them."""

import pytest

from conditions.models import Clinic

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def test_results_tell_why_and_carry_the_do_not_line(client, library):
    page = text(client.get("/search/?q=milk+spot+eyelids"))
    assert "Milia are tiny, hard, white bumps under the skin." in page
    assert "Do not pop, squeeze or pick milia" in page and "Also called:</span> Milk spots." in page
    assert "Matches:" in page


def test_danger_sign_stands_above_the_results_with_the_clinics_number(client, library):
    Clinic.objects.create(pk=1, emergency_number="112")
    page = text(client.get("/search/?q=milia+baby+blisters+fever"))
    assert page.index("Read this first") < page.index("Matches:")
    assert 'Call <a href="tel:112" dir="ltr">112</a> now if:' in page
    assert page.index("your baby has blisters and a fever") < page.index("This is from the leaflet “Milia”")


def test_nothing_found_helps_and_repeats_do_not_pop(client, library):
    Clinic.objects.create(pk=1, clinic_phone="01632 960 000", opening_hours="Monday to Friday")
    page = text(client.get("/search/?q=zzqqxx"))
    assert "We found no leaflet for “zzqqxx”" in page and "Do not pop, squeeze or pick it while you wait." in page
    assert '<a href="/body/face/">' in page and 'href="tel:01632960000"' in page
    assert "Did you mean" in text(client.get("/search/?q=mxilxxa"))


def test_nothing_typed_helps_too(client, library):
    page = text(client.get("/search/"))
    assert "in your own words" in page and '<a href="/body/face/">' in page and "Do not pop" in page


def test_suggestions_are_small_and_never_kept(client, library):
    response = client.get("/search/suggest/?q=mil")
    assert response.json() == {"suggestions": [{"title": "Milia", "url": "/conditions/milia/", "also": ""}]}
    assert "no-store" in response["Cache-Control"] and "Set-Cookie" not in response
    assert client.get("/search/suggest/").json() == {"suggestions": []}
    assert client.get("/search/suggest/?q=sp").json()["suggestions"][0] == {
        "title": "Acne", "url": "/conditions/acne/", "also": "Spots",
    }  # fmt: skip


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "99999999999", "²", "1.5", ""])
def test_page_of_results_that_is_not_there_is_no_error(client, library, page):
    assert client.get("/search/", {"q": "milia", "page": page}).status_code == 200


@pytest.mark.parametrize(
    "query", ["q=%00milia", "q=%ff%fe", "q=" + "a" * 10_000, "q=a&q=b", "q[]=1", "q=%F0%9F%92%A5", "q='\"<script>"]
)
@pytest.mark.parametrize("address", ["/search/", "/search/suggest/"])
def test_anything_that_a_stranger_sends_is_only_words(client, library, address, query):
    response = client.get(f"{address}?{query}")
    assert response.status_code == 200 and "<script>alert" not in text(response)


def test_page_that_is_not_there_offers_what_may_have_been_meant(client, library):
    response = client.get("/conditions/millia/")
    assert response.status_code == 404 and '<a href="/conditions/milia/">Milia</a>' in text(response)
