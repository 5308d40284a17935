"""Security headers on every response, public pages compressed, and logs that tell nothing of a reader."""

import gzip
import logging

import brotli
import pytest
from django.test import Client, RequestFactory

from portal.logs import Discreet
from portal.middleware import HEADERS, SecurityHeaders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/", "/nowhere", "/conditions", "/admin/", "/admin/login/", "/robots.txt", "/search/?q=x"]
)
def test_every_response_carries_every_header(client, address):
    response = client.get(address)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_policy_allows_nothing_inline_and_nothing_foreign():
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy and policy.startswith("default-src 'none'")


def test_hsts_is_sent_over_https_only(settings):
    for https in (True, False):
        settings.HTTPS = https
        headers = SecurityHeaders(lambda request: __import__("django.http").http.HttpResponse())(
            RequestFactory().get("/")
        ).headers
        assert ("Strict-Transport-Security" in headers) is https


def test_wrong_host_is_refused_without_repeating_it(client):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400 and b"evil" not in response.content


@pytest.mark.parametrize("cookie", ["sessionid=abc", "sessionid=", "csrftoken=x", "messages=x"])
@pytest.mark.parametrize("address", ["/", "/nowhere/", "/search/?q=x", "/robots.txt"])
def test_public_page_answers_no_cookie_with_another(client, address, cookie):
    response = client.get(address, headers={"cookie": cookie})
    assert not response.cookies and "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_public_address_can_only_be_read(client, method):
    response = client.generic(method, "/conditions/milia/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_body_sent_to_a_public_address_is_not_waited_for():
    class Endless:
        def read(self, *size):
            raise AssertionError("the body was read")

        readline = read

    body = {"wsgi.input": Endless(), "CONTENT_LENGTH": "100000", "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    assert (
        Client(enforce_csrf_checks=True).post("/", **body, headers={"cookie": f"csrftoken={'a' * 32}"}).status_code
        == 405
    )


GZIP, BROTLI = {"accept-encoding": "gzip"}, {"accept-encoding": "gzip, deflate, br"}
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize(("accepts", "coding"), [(GZIP, "gzip"), (BROTLI, "br")])
@pytest.mark.parametrize(
    "address", ["/", "/privacy/", "/guides/", "/schemas/guide-1.json", "/nowhere/", "/search/?q=x"]
)
def test_public_page_is_compressed_for_those_who_accept_it(client, address, accepts, coding):
    plain, packed = client.get(address), client.get(address, headers=accepts)
    assert packed["Content-Encoding"] == coding and "Content-Encoding" not in plain.headers
    assert UNPACK[coding](packed.content) == plain.content
    assert packed["Content-Length"] == str(len(packed.content))
    assert plain["Vary"] == packed["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepts", [GZIP, BROTLI])
def test_compressed_page_has_the_etag_of_its_words_and_is_answered_with_304(client, accepts):
    plain, packed = client.get("/privacy/"), client.get("/privacy/", headers=accepts)
    assert packed["ETag"] == f"W/{plain['ETag']}"
    for known in (plain["ETag"], packed["ETag"]):
        again = client.get("/privacy/", headers={**accepts, "if-none-match": known})
        assert (again.status_code, again.content, again["Vary"]) == (304, b"", "Accept-Encoding")


@pytest.mark.parametrize("accepts", [GZIP, BROTLI])
def test_same_page_is_compressed_to_the_same_bytes(client, accepts):
    assert client.get("/privacy/", headers=accepts).content == client.get("/privacy/", headers=accepts).content


@pytest.mark.parametrize("accepted", ["", "brotli", "identity", "gzip;q=0", "br;q=0, gzip; q=0.0", "x-br"])
def test_public_page_is_sent_plain_to_those_who_do_not_accept_it_compressed(client, accepted):
    assert "Content-Encoding" not in client.get("/privacy/", headers={"accept-encoding": accepted}).headers


def test_desk_is_never_compressed_because_its_pages_carry_a_token(client, administrator):
    client.force_login(administrator)
    for address in ("/admin/", "/admin/conditions/clinic/", "/admin/login/"):
        assert "Content-Encoding" not in client.get(address, headers=GZIP).headers, address


def test_picture_is_not_compressed_again(client, monkeypatch):
    monkeypatch.setattr("conditions.views.pictures.read_bytes", lambda name: b"RIFF" * 500)
    response = client.get("/pictures/x.webp", headers=GZIP)
    assert response.status_code == 200 and "Content-Encoding" not in response.headers


def record(name: str, **more) -> logging.LogRecord:
    made = logging.LogRecord(
        name, logging.WARNING, "x.py", 1, "Not Found: %s", ("/conditions/genital-herpes/?q=secret",), None
    )
    for key, value in more.items():
        setattr(made, key, value)
    return made


def test_line_about_a_request_names_status_and_view_and_never_the_path(client):
    request = client.get("/nowhere/").wsgi_request
    line = Discreet().format(record("django.request", request=request, status_code=404))
    assert line.endswith("WARNING django.request 404 GET no view")
    assert "herpes" not in Discreet().format(record("django.security.DisallowedHost"))


def test_exception_is_told_by_its_class_and_place_and_never_by_its_words():
    try:
        int("genital herpes")
    except ValueError as error:
        told = Discreet().formatException((type(error), error, error.__traceback__))
    assert told.endswith("ValueError") and "herpes" not in told and "test_middleware.py" in told


def test_page_that_fails_shows_no_trace_and_asks_the_database_nothing(client, monkeypatch, django_assert_num_queries):
    from conditions.views import statements

    def broken(*_arguments, **_more):
        raise RuntimeError("secret words")

    monkeypatch.setattr(statements, "public", broken)
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/about/")
    assert response.status_code == 500
    assert b"secret words" not in response.content and b"Traceback" not in response.content
    assert b"<h1" in response.content and not response.cookies
