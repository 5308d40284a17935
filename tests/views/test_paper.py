"""The addresses of sheets: of a leaflet, of a version, of a handout; and what is answered instead of one."""

import pytest

from conditions.handouts.make import make_handout
from conditions.handouts.misses import MISSES
from conditions.handouts.paper import Busy
from conditions.models import Clinic
from conditions.publishing import workflow
from tests.handouts.tags import sizes, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_guessed_yet(settings, tmp_path):
    settings.PAPER_DIR = tmp_path
    MISSES.fill()


@pytest.fixture
def give(author):
    def run(*publications, size: str = "standard") -> str:
        documents = [publication.revision.document for publication in publications]
        return make_handout(documents, size=size, language="en", by=author).short_code.code

    return run


@pytest.mark.parametrize("address", ["/conditions/milia.pdf", "/treatments/leave-it-alone.pdf"])
def test_leaflet_is_a_sheet(client, library, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    name = address.rpartition("/")[2]
    assert response["Content-Disposition"] == f'inline; filename="{name}"'
    assert response["Content-Language"] == "en" and "max-age=60" in response["Cache-Control"]
    assert sizes(response.content) == [(210, 297)]
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304 and not response.cookies


def test_guide_is_a_sheet(client, publish):
    publish("guide")
    assert "Answer a few questions on your phone" in text(client.get("/guides/what-is-this-bump.pdf").content)


def test_print_and_paper_are_asked_for(client, library):
    Clinic.objects.create(pk=1, paper="letter")
    assert sizes(client.get("/conditions/milia.pdf").content) == [(216, 279)]
    assert sizes(client.get("/conditions/milia.pdf?paper=A4").content) == [(210, 297)]
    standard, large = (client.get(f"/conditions/milia.pdf?print={size}").content for size in ("standard", "large"))
    assert standard != large


@pytest.mark.parametrize("query", ["print=huge", "paper=a0", "print=%00", "paper=../../etc", "print=large&print=x"])
def test_option_that_we_do_not_have_is_the_usual_one(client, library, query):
    assert client.get(f"/conditions/milia.pdf?{query}").content == client.get("/conditions/milia.pdf").content


def test_head_says_how_long_it_is(client, library):
    response = client.head("/conditions/milia.pdf")
    assert response.status_code == 200 and response.content == b""
    assert response["Content-Type"] == "application/pdf"


def test_sheet_in_capitals_is_the_same(client, library):
    assert client.get("/conditions/MILIA.pdf").status_code == 200


def test_renamed_leaflet_redirects_for_good(client, library, lead):
    workflow.rename(library["milia"].revision.document, to="milk-spots", by=lead)
    response = client.get("/conditions/milia.pdf")
    assert (response.status_code, response["Location"]) == (301, "/conditions/milk-spots.pdf")


def test_withdrawn_leaflet_prints_no_sheet(client, library, lead):
    workflow.withdraw(library["milia"].revision.document, by=lead, reason="It was wrong.")
    response = client.get("/conditions/milia.pdf")
    assert (response.status_code, response["Content-Type"]) == (410, "text/html; charset=utf-8")
    assert "It was wrong." in response.content.decode()


@pytest.mark.parametrize("address", ["/conditions/nowhere.pdf", "/conditions/secret.pdf", "/conditions/milia.PDF/x"])
def test_leaflet_that_is_not_there_is_404(client, library, draft_only, address):
    assert client.get(address).status_code == 404


def test_old_version_says_on_paper_that_it_is_old(client, library, publish, lead):
    publish(summary="Milia are small. [@SP]", change_note="Shorter.")
    first = client.get("/conditions/milia/revisions/1.pdf")
    assert first.status_code == 200
    assert "This is an old version: version 1. It was replaced on" in text(first.content)
    assert "This is an old version" not in text(client.get("/conditions/milia/revisions/2.pdf").content)
    workflow.withdraw(library["milia"].revision.document, by=lead, reason="It was wrong.")
    told = text(client.get("/conditions/milia/revisions/2.pdf").content)
    assert "This leaflet was withdrawn on" in told and "It was wrong." in told
    assert client.get("/conditions/milia/revisions/9.pdf").status_code == 404


def test_handout_is_a_sheet_that_does_not_say_in_its_name_what_it_is(client, library, give):
    code = give(library["milia"], library["acne"])
    response = client.get(f"/n/{code}.pdf")
    assert response.status_code == 200 and response["X-Robots-Tag"] == "noindex"
    assert response["Content-Disposition"] == f'inline; filename="{code[:3]}-{code[3:]}.pdf"'
    assert "Sheet 2 of 2" in text(response.content) and f"Number: {code[:3]} {code[3:]}" in text(response.content)


def test_handout_is_printed_as_large_as_it_was_given(client, library, give):
    code = give(library["milia"], size="large")
    assert client.get(f"/n/{code}.pdf").content == client.get(f"/n/{code}.pdf?print=large").content
    assert client.get(f"/n/{code}.pdf").content != client.get(f"/n/{code}.pdf?print=standard").content


def test_handout_tells_what_changed_since(client, library, publish, give):
    code = give(library["milia"])
    publish(summary="Milia are small. [@SP]", change_note="Shorter words.")
    told = text(client.get(f"/n/{code}.pdf").content)
    assert "You were given version 1 on" in told and "Shorter words." in told and "Milia are small." in told


def test_handout_of_withdrawn_leaflets_is_gone(client, library, give, lead):
    code = give(library["milia"])
    workflow.withdraw(library["milia"].revision.document, by=lead, reason="It was wrong.")
    response = client.get(f"/n/{code}.pdf")
    assert response.status_code == 410 and "It was wrong." in response.content.decode()


def test_number_of_a_document_leads_to_its_sheet(client, library):
    code = library["milia"].revision.document.short_code.code
    response = client.get(f"/n/{code}.pdf")
    assert (response.status_code, response["Location"]) == (302, "/conditions/milia.pdf")


@pytest.mark.parametrize("written", ["{0} {1}.pdf", "{0}-{1}.pdf", "{0}{1}.PDF", "{0}{1}.pdf/"])
def test_number_of_a_sheet_is_read_as_it_was_typed(client, library, give, written):
    code = give(library["milia"])
    typed = written.format(code[:3], code[3:])
    for start in ("/n/", "/N/"):
        response = client.get(f"{start}{typed}?print=large")
        assert (response.status_code, response["Location"]) == (301, f"/n/{code}.pdf?print=large")


def test_wrong_number_prints_nothing(client, library, give):
    code = give(library["milia"])
    wrong = code[:6] + str((int(code[6]) + 1) % 10)
    response = client.get(f"/n/{wrong}.pdf")
    assert response.status_code == 404 and "Please check the number" in response.content.decode()


def test_too_many_at_once_are_asked_to_wait(client, library, monkeypatch):
    def busy(_sheet):
        raise Busy

    monkeypatch.setattr("conditions.views.paper.pdf", busy)
    response = client.get("/conditions/milia.pdf")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "no-store" in response["Cache-Control"]


def test_sheet_needs_as_few_queries_as_its_page(client, library, give, django_assert_num_queries):
    code = give(library["milia"], library["acne"])
    with django_assert_num_queries(2):
        client.get("/conditions/milia.pdf")
    with django_assert_num_queries(5):
        client.get(f"/n/{code}.pdf")


def test_pages_link_to_their_sheets(client, library, give):
    page = client.get("/conditions/milia/").content.decode()
    assert 'href="/conditions/milia.pdf"' in page and 'href="/conditions/milia.pdf?print=large"' in page
    code = give(library["milia"], library["acne"])
    assert f'href="/n/{code}.pdf"' in client.get(f"/n/{code}/").content.decode()
    one = give(library["milia"])
    assert f'href="/n/{one}.pdf"' in client.get(f"/n/{one}/").content.decode()
