"""“Was this clear?” under a leaflet: the form, the answer that is counted, and every post that is not."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from conditions import clarity
from conditions.models import ClearCount, Clinic, Condition
from conditions.publishing import workflow
from tests import builders

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
MILIA = "/conditions/milia/revisions/1/clear/"
OWN = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}
ASKED = "Was this clear?"


@pytest.fixture(autouse=True)
def no_flood_yet(monkeypatch) -> None:
    monkeypatch.setattr(clarity, "_buckets", {})


def post(address: str = MILIA, body: str | bytes = "answer=yes", headers: dict[str, str] = OWN, **more: Any) -> Any:
    """As a browser does: without a token, because nothing ever gave it one."""
    client = Client(enforce_csrf_checks=True)
    return client.generic("POST", address, body, **{"content_type": FORM, **more}, headers=headers)


def counts() -> dict[tuple[str, int, str], int]:
    rows = ClearCount.objects.select_related("revision")
    return {(row.revision.content["slug"], row.revision.number, row.answer): row.count for row in rows}


def html(response) -> str:
    return response.content.decode()


# The form


@pytest.mark.parametrize("address", ["/conditions/milia/", "/treatments/leave-it-alone/", "/guides/what-is-this-bump/"])
def test_foot_of_a_live_page_asks_with_three_buttons(client, library, publish, address):
    publish("guide")
    page = html(client.get(address))
    form = page.split('<form class="clear"')[1].split("</form>")[0]
    assert f'method="post" action="{address}revisions/1/clear/"' in form
    assert form.count('<button type="submit" name="answer"') == 3
    for button in ('value="yes">Yes<', 'value="partly">Partly<', 'value="no">No<'):
        assert button in form
    assert "We only count how many people press each button. We do not keep anything about you." in form
    assert page.index("Reviews and version") < page.index(ASKED)


def test_form_stands_before_the_sources_and_asks_for_the_version_that_is_read(client, library, publish):
    publish(title="Milk spots", change_note="New name.")
    page = html(client.get("/conditions/milia/"))
    assert page.index(ASKED) < page.index('class="sources"')
    assert "/conditions/milia/revisions/2/clear/" in page and "revisions/1/clear/" not in page


@pytest.mark.parametrize("number", [1, 2])
def test_page_of_an_exact_version_does_not_ask(client, library, publish, number):
    publish(title="Milk spots", change_note="New name.")
    assert ASKED not in html(client.get(f"/conditions/milia/revisions/{number}/"))


@pytest.mark.parametrize("page", ["preview", "version"])
def test_page_at_the_desk_does_not_ask(client, library, author, page):
    client.force_login(author)
    revision = library["milia"].revision
    more = f"revision/{revision.pk}/" if page == "version" else "preview/"
    assert ASKED not in html(client.get(f"/admin/conditions/condition/{revision.condition_id}/{more}"))


# An answer


@pytest.mark.parametrize("answer", ["yes", "partly", "no"])
def test_answer_is_counted_for_its_version_and_answered_with_another_page(library, answer):
    response = post(body=f"answer={answer}")
    assert (response.status_code, response["Location"]) == (303, "/conditions/milia/thank-you/")
    assert counts() == {("milia", 1, answer): 1}


def test_answer_stands_in_no_address_and_nothing_is_set_or_stored(library):
    response = post(body="answer=no", headers=OWN | {"cookie": "sessionid=x"})
    assert not response.cookies and "no-store" in response["Cache-Control"]
    assert "no" not in response["Location"].split("/")


def test_answer_about_a_treatment_and_a_guide_is_counted(library, publish):
    publish("guide")
    post("/treatments/leave-it-alone/revisions/1/clear/")
    post("/guides/what-is-this-bump/revisions/1/clear/", "answer=no")
    assert counts() == {("leave-it-alone", 1, "yes"): 1, ("what-is-this-bump", 1, "no"): 1}


def test_reader_of_a_kept_page_answers_for_the_version_on_the_screen(library, publish):
    publish(title="Milk spots", change_note="New name.")
    assert post().status_code == 303
    assert counts() == {("milia", 1, "yes"): 1}


def test_reader_of_a_page_that_moved_is_led_on_with_the_answer(library, reviewer):
    workflow.rename(Condition.objects.get(slug="milia"), to="milk-spots", by=reviewer)
    response = post()
    assert (response.status_code, response["Location"]) == (308, "/conditions/milk-spots/revisions/1/clear/")
    assert post(response["Location"]).status_code == 303
    assert counts() == {("milia", 1, "yes"): 1}


def test_answer_that_is_not_counted_is_thanked_all_the_same(library):
    clarity._buckets[library["milia"].revision_id] = clarity.Bucket(per_minute=1, clock=lambda: 0)
    assert [post().status_code for _ in range(3)] == [303, 303, 303]
    assert counts() == {("milia", 1, "yes"): 1}


@pytest.mark.parametrize("address", ["/conditions/milia/", "/conditions/milia/thank-you/"])
def test_answer_changes_no_word_of_any_page(client, library, address):
    before = html(client.get(address))
    post()
    assert html(client.get(address)) == before


# Thanks


def test_thanks_say_do_not_pop_whom_to_ask_and_the_way_back(client, library):
    Clinic.objects.update_or_create(pk=1, defaults={"clinic_phone": "01632 960 000"})
    response = client.get("/conditions/milia/thank-you/")
    page = html(response)
    for words in (
        "<h1>Thank you</h1>",
        "Do not pop, squeeze or pick milia",
        "Ask about it at your next visit.",
        'Or phone us: <a href="tel:01632960000" dir="ltr">01632 960 000</a>.',
        'href="/conditions/milia/">Read “Milia” again',
        "noindex",
    ):
        assert words in page
    assert response.status_code == 200 and "no-store" in response["Cache-Control"] and not response.cookies


def test_thanks_without_a_number_of_the_clinic_still_say_whom_to_ask(client, library):
    assert "Or ask your clinic." in html(client.get("/treatments/leave-it-alone/thank-you/"))


def test_thanks_after_a_private_topic_can_be_left(client, publish):
    publish(sensitive=True)
    assert "Leave this page" in html(client.get("/conditions/milia/thank-you/"))


def test_thanks_for_a_page_that_is_not_there_or_withdrawn(client, library, reviewer):
    assert client.get("/conditions/nothing/thank-you/").status_code == 404
    workflow.withdraw(Condition.objects.get(slug="milia"), by=reviewer, reason="Old.")
    assert client.get("/conditions/milia/thank-you/").status_code == 410


def test_address_of_the_form_leads_to_the_leaflet_when_it_is_only_opened(client, library):
    response = client.get(MILIA)
    assert (response.status_code, response["Location"]) == (303, "/conditions/milia/")


# Where a post comes from


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"origin": "http://testserver"},
        {"referer": "http://testserver/conditions/milia/"},
        {"sec-fetch-site": "same-origin", "origin": "http://testserver", "referer": "http://testserver/"},
    ],
)
def test_post_from_our_own_page_is_taken(library, headers):
    assert post(headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://testserver"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "null", "referer": "http://testserver/"},
        {"referer": "http://testserver.evil.example/"},
        {"referer": "http://testserver"},
        {"referer": "https://evil.example/http://testserver/"},
    ],
)
def test_post_from_elsewhere_or_nowhere_is_refused_with_a_sentence(library, headers):
    response = post(headers=headers)
    assert response.status_code == 403 and counts() == {}
    assert "This did not come from a page of ours." in html(response)
    assert "no-store" in response["Cache-Control"] and not response.cookies


# What a post holds


@pytest.mark.parametrize(
    "body",
    [
        "nothing",
        "answer=",
        "answer=maybe",
        "answer=YES",
        "answer=yes%00",
        b"answer=\xff\xfe",
        "answer=yes&answer=no",
        "answer[]=yes",
        '{"answer":"yes"}',
        "&" * 1000,
        b"\x00" * 1024,
    ],
)
def test_unknown_answer_is_refused(library, body):
    response = post(body=body)
    assert response.status_code == 400 and counts() == {}
    assert "Please choose one of the three answers: Yes, Partly or No." in html(response)


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/json", "multipart/form-data; boundary=x", "x" * 5000]
)
def test_other_content_than_a_form_is_refused(library, content_type):
    response = post(content_type=content_type)
    assert response.status_code == 400 and counts() == {}


def test_form_in_another_encoding_is_refused(library):
    assert post(content_type=f"{FORM}; charset=utf-16").status_code == 400


def test_body_of_more_than_a_kilobyte_is_refused(library):
    assert post(body="answer=yes&" + "x" * 1024).status_code == 413
    assert counts() == {}


def sentences(response) -> set[str]:
    return set(re.findall(r"This is [^.]*\.", html(response)))


class Endless:
    def read(self, *size):
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("length", ["1025", "100000000000", "9" * 5000, "-1", "abc", "1e3"])
def test_body_that_is_too_long_or_of_no_length_is_not_read(library, length):
    sent = {"wsgi.input": Endless(), "CONTENT_LENGTH": length, "CONTENT_TYPE": FORM}
    response = Client().post(MILIA, **sent, headers=OWN)
    assert response.status_code == 413
    assert {"This is longer than the form on our page can be.", "This is larger than 12 MB."} & sentences(response)


# What a post is about


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_version_that_never_was_is_not_found(library, number):
    assert post(f"/conditions/milia/revisions/{number}/clear/").status_code == 404
    assert counts() == {}


def test_version_that_nobody_published_is_not_found_in_the_words_of_one_that_never_was(library, author, reviewer):
    draft = Condition.objects.get(slug="milia")
    draft.title = "Milk spots"
    draft.save()
    planned = builders.approved(draft, author=author, reviewer=reviewer)
    unknown = html(post("/conditions/milia/revisions/9/clear/"))
    assert html(post("/conditions/milia/revisions/2/clear/")) == unknown
    workflow.publish(planned, by=reviewer, change_note="Soon.", at=timezone.now() + timedelta(days=1))
    response = post("/conditions/milia/revisions/2/clear/")
    assert response.status_code == 404 and html(response) == unknown and counts() == {}


def test_document_that_nobody_published_is_not_found_and_not_named(library, draft_only):
    response = post("/conditions/secret/revisions/1/clear/")
    assert response.status_code == 404 and "Zebrapox" not in html(response)


def test_withdrawn_leaflet_answers_gone_and_counts_nothing(library, reviewer):
    workflow.withdraw(Condition.objects.get(slug="milia"), by=reviewer, reason="Old.")
    assert post().status_code == 410 and counts() == {}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_are_refused(client, library, method):
    assert client.generic(method, MILIA, headers=OWN).status_code == 405


@pytest.mark.parametrize("address", ["/conditions/milia/", "/conditions/milia/thank-you/", "/guides/x/thank-you/"])
def test_other_addresses_take_no_post(library, address):
    assert post(address).status_code == 405
