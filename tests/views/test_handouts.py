"""The number on a patient's sheet: what it opens, for ever; and what a slip of the finger opens: nothing."""

import io
import json
import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from conditions.content.short_codes import check_digit, printed
from conditions.handouts.make import make_handout
from conditions.handouts.misses import MISSES
from conditions.models import ShortCode
from conditions.publishing import workflow
from portal.logs import Discreet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_guessed_yet():
    MISSES.fill()


@pytest.fixture
def give(author):
    """The number of a handout of what some publications published."""

    def run(*publications) -> str:
        documents = [publication.revision.document for publication in publications]
        return make_handout(documents, size="standard", language="en", by=author).short_code.code

    return run


@pytest.fixture
def code(give, library) -> str:
    return give(library["milia"])


def html(response) -> str:
    return " ".join(response.content.decode().split())


def unknown() -> str:
    taken = set(ShortCode.objects.values_list("code", flat=True))
    return next(code for number in range(100) if (code := f"{number:06d}" + check_digit(f"{number:06d}")) not in taken)


# -- one leaflet --------------------------------------------------------------------------------------------------------


def test_number_opens_the_leaflet_under_a_band(client, code):
    response = client.get(f"/n/{code}/")
    page = html(response)
    assert response.status_code == 200
    assert "<h1>Milia</h1>" in page and "your baby has blisters and a fever" in page
    assert re.search(r"You were given version 1 on \d+ \w+ \d{4}\. Nothing has changed since\.", page)
    assert '<a class="go" href="/conditions/milia/revisions/1/">Read exactly what you were given</a>' in page


def test_band_tells_what_changed_since_safety_first(client, code, make_condition, author, reviewer, publish):
    publish(harmless="Yes. They fade. [@SP]", change_note="Says that milia fade.")
    revision = workflow.submit(make_condition(harmless="Yes. Ask first. [@SP]"), by=author)
    workflow.approve(revision, by=reviewer)
    workflow.publish(revision, by=reviewer, change_note="Says when to ask.", about_safety=True)
    page = html(client.get(f"/n/{code}/"))
    assert "You were given version 1 on" in page and "What has changed since:" in page
    assert page.index('<span class="tag">Safety</span>') < page.index("Says when to ask.")
    assert page.index("Says when to ask.") < page.index("Says that milia fade.")
    assert "Ask first." in page and "First version." not in page.split("</div>")[0]
    old = html(client.get("/conditions/milia/revisions/1/"))
    assert "Milia are harmless." in old and "old version" in old


def test_neither_address_nor_preview_nor_index_says_what_it_is_about(client, code):
    page = html(client.get(f"/n/{code}/"))
    head = page.split("</head>")[0]
    assert "ilia" not in head and "description" not in head and "ld+json" not in head
    assert f"<title>Your sheet {printed(code)}" in head
    assert '<meta name="robots" content="noindex">' in head


def test_sheet_of_a_sensitive_leaflet_has_the_way_to_leave(client, give, publish):
    assert 'class="leave"' in html(client.get(f"/n/{give(publish(sensitive=True))}/"))


def test_page_sets_no_cookie_and_may_be_kept_for_a_minute(code):
    client = Client()
    client.cookies["sessionid"] = "somebody"
    response = client.get(f"/n/{code}/")
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=60"


def test_renamed_leaflet_is_under_the_same_number(client, code, library, reviewer):
    workflow.rename(library["milia"].revision.document, to="milk-spots", by=reviewer)
    page = html(client.get(f"/n/{code}/"))
    assert "<h1>Milia</h1>" in page and "/conditions/milk-spots/revisions/1/" in page


def test_withdrawn_leaflet_is_gone_with_reason_date_replacement_and_the_words_as_given(client, code, library, reviewer):
    acne = library["acne"].revision.document
    workflow.withdraw(library["milia"].revision.document, by=reviewer, reason="It was wrong.", replacement=acne)
    response = client.get(f"/n/{code}/")
    page = html(response)
    assert response.status_code == 410
    assert re.search(r"We took this leaflet down on \d+ \w+ \d{4}\.", page)
    assert "It was wrong." in page and '<a href="/conditions/acne/">Acne</a>' in page
    assert 'href="/conditions/milia/revisions/1/">Read exactly what you were given</a>' in page
    assert "Milia are harmless." in html(client.get("/conditions/milia/revisions/1/"))


# -- several -----------------------------------------------------------------------------------------------------------


def test_several_are_listed_each_with_band_link_and_callout(client, give, library, publish):
    code = give(library["milia"], library["leave-it-alone"], publish("guide"))
    publish(harmless="Yes. They fade. [@SP]", change_note="Says that milia fade.")
    response = client.get(f"/n/{code}/")
    page = html(response)
    assert response.status_code == 200 and "<h1>What you were given</h1>" in page
    for address in ("/conditions/milia/", "/treatments/leave-it-alone/", "/guides/what-is-this-bump/"):
        assert f'<h2><a href="{address}">' in page
        assert f'href="{address}revisions/1/">Read exactly what you were given' in page
    assert page.count("Says that milia fade.") == 1 and page.count("Nothing has changed since.") == 2
    assert page.count("Do not pop, squeeze or pick milia") == 1
    assert page.index("your baby has blisters and a fever") < page.index("Do not pop, squeeze or pick milia")
    assert "#source-" not in page
    assert "ilia" not in page.split("</head>")[0]


def test_withdrawn_part_says_so_among_the_others(client, give, library, reviewer):
    code = give(library["milia"], library["acne"])
    workflow.withdraw(library["acne"].revision.document, by=reviewer, reason="It was wrong.")
    response = client.get(f"/n/{code}/")
    page = html(response)
    assert response.status_code == 200
    assert "<h2>Withdrawn: Acne</h2>" in page and "It was wrong." in page
    assert '<h2><a href="/conditions/milia/">Milia</a></h2>' in page


def test_all_withdrawn_is_gone(client, give, library, reviewer):
    code = give(library["milia"], library["acne"])
    for slug in ("milia", "acne"):
        workflow.withdraw(library[slug].revision.document, by=reviewer, reason=f"No {slug}.")
    response = client.get(f"/n/{code}/")
    assert response.status_code == 410
    assert "No milia." in html(response) and "No acne." in html(response)


def test_guide_alone_links_to_its_own_page(client, give, publish):
    page = html(client.get(f"/n/{give(publish('guide'))}/"))
    assert '<a class="go" href="/guides/what-is-this-bump/">Start the guide' in page


@pytest.mark.parametrize("extra", [0, 20])
def test_handout_needs_six_queries_however_large_the_library(client, code, publish, extra, django_assert_num_queries):
    for number in range(extra):
        publish(slug=f"extra-{number}", title=f"Extra {number}")
    with django_assert_num_queries(6):
        assert client.get(f"/n/{code}/").status_code == 200


def test_list_of_several_needs_five_queries(client, give, library, publish, django_assert_num_queries):
    code = give(library["milia"], library["acne"], library["leave-it-alone"], publish("guide"))
    with django_assert_num_queries(5):
        assert client.get(f"/n/{code}/").status_code == 200


# -- the number of a document ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("condition", "/conditions/milia/"),
        ("treatment", "/treatments/leave-it-alone/"),
        ("guide", "/guides/what-is-this-bump/"),
    ],
)
def test_number_of_a_document_always_leads_to_the_current_version(client, publish, kind, address):
    code = publish(kind).revision.document.short_code.code
    response = client.get(f"/n/{code}/")
    assert (response.status_code, response["Location"]) == (302, address)
    page = html(client.get(address))
    assert f'<a href="/n/{code}/" dir="ltr">{printed(code)}</a>' in page
    assert json.loads(client.get(f"{address.rstrip('/')}.json").content)["number"] == code


def test_number_of_a_renamed_and_of_a_withdrawn_leaflet_still_answers(client, library, reviewer):
    milia = library["milia"].revision.document
    workflow.rename(milia, to="milk-spots", by=reviewer)
    assert client.get(f"/n/{milia.short_code.code}/")["Location"] == "/conditions/milk-spots/"
    workflow.withdraw(milia, by=reviewer, reason="Old.")
    assert client.get(f"/n/{milia.short_code.code}/", follow=True).status_code == 410


def test_old_version_does_not_offer_the_number(client, library, publish):
    publish(harmless="Yes. They fade. [@SP]")
    assert "This leaflet's number" not in html(client.get("/conditions/milia/revisions/1/")).replace("&#x27;", "'")


def test_leaflet_has_the_same_link_for_staff_whoever_reads_it(client, library, author):
    before = client.get("/conditions/milia/").content
    client.force_login(author)
    assert client.get("/conditions/milia/").content == before
    assert b'href="/admin/conditions/handout/give/?document=condition:milia"' in before


# -- how a number may be written ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        "/N/{0}",
        "/N/{0}/",
        "/n/{0}",
        "/n/{1}%20{2}/",
        "/n/{1}-{2}",
        "/n/{1}.{2}/",
        "/n/%20{0}%20",
        "/N/{1}%E2%80%93{2}",
        "/n/{1}%C2%A0{2}/",
    ],
)
def test_other_ways_to_write_it_lead_to_the_one_address(client, code, form):
    response = client.get(form.format(code, code[:3], code[3:]))
    assert (response.status_code, response["Location"]) == (301, f"/n/{code}/")


def test_full_width_digits_lead_to_the_one_address(client, code):
    wide = "".join(chr(ord("０") + int(digit)) for digit in code)
    assert client.get(f"/n/{wide}/")["Location"] == f"/n/{code}/"


def test_address_in_capitals_works_whole(client, code):
    response = client.get(f"/N/{code}", headers={"host": "TESTSERVER"}, follow=True)
    assert response.status_code == 200 and "<h1>Milia</h1>" in html(response)


# -- the box ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/nowhere", "/n/", "/N/"])
def test_box_stands_on_the_first_page_and_where_a_page_is_missing(client, library, address):
    page = html(client.get(address))
    assert 'action="/n/" method="get"' in page and "Enter the number on your sheet" in page
    assert "Seven digits, for example 204 0818" in page


@pytest.mark.parametrize("written", ["{0}", "{1} {2}", " {1}-{2} ", "http://testserver/n/{0}", "testserver/n/{0}/"])
def test_box_takes_the_number_as_printed(client, code, written):
    response = client.get("/n/", {"number": written.format(code, code[:3], code[3:])})
    assert (response.status_code, response["Location"]) == (302, f"/n/{code}/")
    assert "no-store" in response["Cache-Control"]


def test_empty_box_asks_again(client, db):
    assert client.get("/n/", {"number": "  "}).status_code == 200


# -- slips --------------------------------------------------------------------------------------------------------------


def slips(code: str) -> list[str]:
    wrong = [code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :] for place in range(7)]
    swapped = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(6)
        if code[place] != code[place + 1]
    ]
    return [*wrong, *swapped, code[:6], code + "0"]


def test_slip_of_the_finger_says_check_the_number_and_opens_nothing_else(client, code):
    for slip in slips(code):
        for response in (client.get(f"/n/{slip}/"), client.get("/n/", {"number": slip})):
            page = html(response)
            assert response.status_code == 404 and "<h1>Please check the number</h1>" in page
            assert f"<strong>{slip}</strong>" in page and f'value="{slip}"' in page
            assert "Milia" not in page and "Acne" not in page
            assert "no-store" in response["Cache-Control"]


def test_sound_number_that_was_never_given_is_not_known(client, library):
    response = client.get(f"/n/{unknown()}/")
    assert response.status_code == 404 and "<h1>We do not know this number</h1>" in html(response)


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "%00",
        "%FF%FE",
        "'%20OR%201=1",
        "%2e%2e",
        "0" * 80,
        "٢٠٤٠٨١٨",
        "%0d%0aX:1",
        "{{7*7}}",
    ],
)
def test_hostile_number_gets_the_same_page(client, library, written):
    for response in (client.get(f"/n/{written}/"), client.get(f"/n/?number={written}"), client.get(f"/N/{written}")):
        assert response.status_code == 404
        assert b"<script>alert" not in response.content


@pytest.mark.parametrize("address", ["/n/?number=" + "9" * 100_000, "/n/" + "9" * 5000 + "/", "/n/a/b/c/", "/n//"])
def test_absurd_address_is_not_found(client, library, address):
    assert client.get(address).status_code == 404


def test_nothing_can_be_sent_to_it(client, code):
    assert client.post(f"/n/{code}/").status_code == 405


def test_many_misses_are_slowed_down_and_a_right_number_never_is(client, code, monkeypatch):
    monkeypatch.setattr(MISSES, "_clock", lambda: MISSES._seen)  # on a busy machine a second would refill it
    answers = [client.get(f"/n/{slips(code)[0]}/") for _ in range(61)]
    assert [answer.status_code for answer in answers] == [404] * 60 + [429]
    assert int(answers[-1]["Retry-After"]) >= 1
    assert "Please check the number" in html(answers[-1]) and "then try again" in html(answers[-1])
    assert client.get(f"/n/{code}/").status_code == 200
    assert client.get(f"/n/{unknown()}/").status_code == 429
    assert client.get("/conditions/milia/").status_code == 200


def test_number_is_in_no_line_of_the_log(client, code):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Discreet())
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    try:
        client.get("/n/", {"number": "7654321"})
        client.get("/n/7654321/")
        client.get("/n/7654321/qr.svg")
        client.get(f"/n/{code}/nowhere/")
    finally:
        logger.removeHandler(handler)
    assert "404 GET" in written.getvalue()
    assert "7654321" not in written.getvalue() and code not in written.getvalue()


# -- the picture --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sort"), [("qr.svg", "image/svg+xml"), ("qr.png", "image/png"), ("QR.PNG", "image/png")]
)
def test_picture_of_a_number(client, code, name, sort):
    response = client.get(f"/n/{code}/{name}")
    assert (response.status_code, response["Content-Type"]) == (200, sort)
    assert b"ilia" not in response.content


@pytest.mark.parametrize("name", ["qr.svg", "qr.png"])
def test_there_is_no_picture_of_a_mistyped_number(client, code, name):
    assert client.get(f"/n/{slips(code)[0]}/{name}").status_code == 404
    assert client.get(f"/n/{unknown()}/{name}").status_code == 404


def test_addresses_are_written_in_small_letters(code):
    assert reverse("handout", args=[code]) == f"/n/{code}/"
    assert reverse("handout-qr-svg", args=[code]) == f"/n/{code}/qr.svg"
    assert reverse("handout-qr-png", args=[code]) == f"/n/{code}/qr.png"
    assert reverse("number") == "/n/"
