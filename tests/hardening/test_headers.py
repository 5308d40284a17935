"""The same headers on whatever is answered, and what the HTTP Observatory gives for them."""

import pytest
from django.test import Client

from conditions.views import statements
from portal.middleware import HEADERS

from .observatory import Seen, marks, score

pytestmark = pytest.mark.django_db

# Every kind of answer: what is asked, and its status.
ANSWERS = {
    "page": (("GET", "/"), 200),
    "leaflet": (("GET", "/conditions/milia/"), 200),
    "text": (("GET", "/conditions/milia.txt"), 200),
    "data": (("GET", "/conditions/milia.json"), 200),
    "search": (("GET", "/search/?q=milia"), 200),
    "suggestions": (("GET", "/search/suggest/?q=mil"), 200),
    "style sheet": (("GET", "/static/css/base.css"), 200),
    "part of a picture": (("GET", "/static/img/favicon.svg", {"range": "bytes=0-9"}), 206),
    "no such part": (("GET", "/static/img/favicon.svg", {"range": "bytes=99999-"}), 416),
    "not modified": (("GET", "/conditions/milia/", {"if-none-match": "*"}), 304),
    "file not modified": (
        ("GET", "/static/img/favicon.svg", {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}),
        304,
    ),
    "redirect": (("GET", "/conditions"), 301),
    "head": (("HEAD", "/conditions/milia/"), 200),
    "bad question": (("GET", "/infobutton?mainSearchCriteria.v.c=a&mainSearchCriteria.v.c=b"), 400),
    "wrong host": (("GET", "/", {"host": "evil.example"}), 400),
    "post from elsewhere": (("POST", "/conditions/milia/revisions/1/clear/", {"origin": "https://evil.example"}), 403),
    "forged post at the desk": (("POST", "/admin/login/"), 403),
    "nothing there": (("GET", "/nowhere/"), 404),
    "no such file": (("GET", "/static/nowhere.css"), 404),
    "no such picture": (("GET", "/pictures/x.webp"), 404),
    "other method": (("PUT", "/conditions/milia/"), 405),
    "trace": (("TRACE", "/"), 405),
    "alive": (("GET", "/healthz/live/"), 200),
    "desk": (("GET", "/admin/"), 302),
    "log-in": (("GET", "/admin/login/"), 200),
}


@pytest.fixture
def asked(published_condition, settings):
    """Asks as a browser does over HTTPS, of an installation."""
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT = settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def ask(method, address, headers=None):
        response = client.generic(method, address, secure=True, headers=headers)
        b"".join(response)  # a file is closed when it has been read
        return response

    return ask


def headers_of(response) -> dict[str, str]:
    return {name: response.headers.get(name) for name in HEADERS}


@pytest.mark.parametrize("kind", ANSWERS)
def test_each_kind_of_answer_carries_each_header(asked, kind):
    request, status = ANSWERS[kind]
    response = asked(*request)
    assert response.status_code == status
    expected = HEADERS | ({"Referrer-Policy": "no-referrer"} if kind == "bad question" else {})
    assert headers_of(response) == expected
    assert response.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_our_own_error_carries_each_header(asked, monkeypatch):
    monkeypatch.setattr(statements, "public", lambda *_asked, **_more: 1 / 0)
    response = asked("GET", "/about/")
    assert (response.status_code, headers_of(response)) == (500, HEADERS)


def test_withdrawn_leaflet_carries_each_header(asked, draft, reviewer):
    from conditions.publishing import workflow

    workflow.withdraw(draft, by=reviewer, reason="It was wrong.")
    response = asked("GET", "/conditions/milia/")
    assert (response.status_code, headers_of(response)) == (410, HEADERS)


def test_sheet_of_paper_has_the_policy_of_its_viewer_and_every_other_header(asked):
    response = asked("GET", "/conditions/milia.pdf")
    assert response.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'; object-src 'self'")
    assert {name for name in HEADERS if response.headers.get(name) != HEADERS[name]} == {"Content-Security-Policy"}


def seen(response) -> Seen:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Seen(headers, [cookie.OutputString() for cookie in response.cookies.values()], response.content.decode())


@pytest.mark.parametrize(
    "address", ["/", "/conditions/", "/conditions/milia/", "/guides/", "/search/?q=milia", "/compare/", "/privacy/"]
)
def test_observatory_gives_150_for_a_page_that_patients_read(asked, address):
    assert score(seen(asked("GET", address))) == 150


def test_observatory_gives_155_for_the_log_in(asked):
    response = asked("GET", "/admin/login/")
    assert response.cookies and score(seen(response)) == 155


@pytest.mark.parametrize(
    ("name", "value", "worth"),
    [
        ("content-security-policy", "default-src 'self'; script-src 'unsafe-inline'", 60),
        ("content-security-policy", "", 55),
        ("strict-transport-security", "", 80),
        ("cross-origin-opener-policy", "", 135),
        ("referrer-policy", "unsafe-url", 140),
    ],
)
def test_observatory_takes_marks_off(asked, name, value, worth):
    page = seen(asked("GET", "/"))
    assert score(Seen({**page.headers, name: value}, [], page.page)) == worth


def test_observatory_tells_why(asked):
    assert {name for name, mark in marks(seen(asked("GET", "/"))).items() if mark < 0} == set()


def test_plain_http_leads_to_https_on_the_same_host(asked, settings):
    response = Client().get("/conditions/milia/?x=1")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/conditions/milia/?x=1")
    assert headers_of(response) == HEADERS
