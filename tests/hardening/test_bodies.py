"""How much may be sent, and what is said to who sends more."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
LOG_IN = "/admin/login/"
FORM = "application/x-www-form-urlencoded"


class Unread:
    """A body that nobody may wait for."""

    def read(self, *size):
        raise AssertionError("the body was read")

    readline = read


@pytest.fixture
def send():
    """Posts to the log-in as a browser does that has its form."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    token = client.get(LOG_IN).context["csrf_token"]

    def post(body=b"", content_type=FORM, **environ):
        headers = {"x-csrftoken": str(token)}
        return client.generic("POST", LOG_IN, body, content_type, headers=headers, **environ)

    return post


@pytest.mark.parametrize("length", ["12582913", "999999999999"])
def test_body_above_twelve_megabytes_is_refused_unread(send, length):
    response = send(content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=length, **{"wsgi.input": Unread()})
    assert (response.status_code, response.content[:28]) == (413, b"This is larger than 12 MB. S")


def test_body_of_unknown_length_is_refused_unread(send):
    response = send(HTTP_TRANSFER_ENCODING="chunked", **{"wsgi.input": Unread()})
    assert (response.status_code, response.content[:25]) == (400, b"Send this in one piece, w")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("address", ["/", "/infobutton", "/nowhere/", "/admin/"])
def test_request_with_two_lengths_is_refused_everywhere(client, method, address):
    response = client.generic(method, address, b"a=b", headers={"transfer-encoding": "chunked"})
    assert (response.status_code, response.content[:23]) == (400, b"Send this in one piece,")


@pytest.mark.parametrize(
    "body",
    [
        b"&".join(b"a%d=1" % number for number in range(6001)),
        b"a=" + b"x" * (5 * 1024 * 1024),
    ],
    ids=["too many fields", "too long a form"],
)
def test_form_with_too_much_in_it_is_refused_in_a_sentence(send, body):
    response = send(body)
    assert response.status_code == 400 and b"<h1" in response.content


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n'),
        ("multipart/form-data; boundary=" + "x" * 5000, b"--x--"),
        (FORM + "; charset=nope", b"a=b"),
        (FORM + "; charset=utf-16", b"a=b"),
        ("application/json", b'{"username": {"a": 1}}'),
        ("text/plain", b"\xff\xfe\x00"),
        (FORM, b"username=%00&password=%00"),
        (FORM, b"username=\xff&password=%ed%a0%80"),
        (FORM, b"username=" + b"x" * 200_000 + b"&password=y"),
    ],
)
def test_odd_form_is_answered_without_an_error_of_ours(send, content_type, body):
    assert send(body, content_type).status_code in {200, 400}


def test_search_does_not_say_that_its_answer_may_be_kept(client):
    for address in ("/search/?q=x", "/search/suggest/?q=x", "/n/?number=123"):
        assert client.get(address)["Cache-Control"] == "no-store"


def test_forged_form_is_refused_on_a_page_of_ours_without_a_style_of_its_own():
    response = Client(enforce_csrf_checks=True).post(LOG_IN, {"username": "ann"})
    assert response.status_code == 403
    assert b"Nothing was changed." in response.content and b"<style type" not in response.content
