"""The score of the Mozilla HTTP Observatory by its published rules (August 2026), and the headers of every answer."""

import re
from typing import Any

import pytest
from django.test import Client

from portal.middleware import HEADERS
from tests.portal.ready.conftest import host, read  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db

SIX_MONTHS = 15_768_000  # seconds
UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "data:", "http:", "https:", "*")


def score(response: Any, redirect: Any) -> int:
    """Points of an answer over HTTPS, and of the answer of the same host over plain HTTP. Bonuses count from 90 on."""
    given = [
        _policy(response["Content-Security-Policy"]),
        *_cookies(response.cookies.values()),
        *(_isolation(response.headers.get(name), best) for name, best in ISOLATION.items()),
        5 if response["Referrer-Policy"] in {"same-origin", "no-referrer", "strict-origin"} else -5,
        0 if response["X-Content-Type-Options"] == "nosniff" else -5,
        _transport(response.headers.get("Strict-Transport-Security", "")),
        0 if redirect.status_code == 301 and redirect["Location"].startswith("https://testserver/") else -20,
        -50 if "Access-Control-Allow-Origin" in response.headers else 0,
        _scripts(response.content.decode()),
    ]
    without = 100 + sum(points for points in given if points < 0)
    return without + sum(points for points in given if points > 0) if without >= 90 else without


ISOLATION = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


def _policy(policy: str) -> int:
    rules = dict(rule.partition(" ")[::2] for rule in policy.split("; "))
    if any(
        word in rules.get(name, "*").split() for name in ("script-src", "object-src", "style-src") for word in UNSAFE
    ):
        return -20
    framed = 5 if rules.get("frame-ancestors") == "'none'" else -20
    return framed + (10 if rules["default-src"] == "'none'" else 5)


def _cookies(cookies: Any) -> list[int]:
    safe = [bool(one["secure"] and one["httponly"] and one["samesite"]) for one in cookies]
    return [] if not safe else [5 if all(safe) else -40]


def _isolation(value: str | None, best: str) -> int:
    return 10 if value == best else 0 if value is None else -5


def _transport(value: str) -> int:
    found = re.match(r"max-age=(\d+)", value)
    return -20 if not found else 0 if int(found[1]) >= SIX_MONTHS else -10


def _scripts(page: str) -> int:
    """None from another host, and none written into the page."""
    tags = re.findall(r"<script\b([^>]*)>", page)
    return 0 if all(re.search(r'src="/(?!/)', tag) or "application/" in tag for tag in tags) else -50


@pytest.fixture
def over_https(settings) -> Client:
    """A browser of an installation that patients use."""
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    return Client()


@pytest.mark.parametrize(
    "address", ["/", "/conditions/", "/search/?q=acne", "/privacy/", "/nowhere/", "/n/", "/infobutton", "/compare/"]
)
def test_public_page_scores_150(over_https, address):
    page, redirect = over_https.get(address, secure=True), over_https.get(address)
    assert not page.cookies
    assert score(page, redirect) == 150


def test_log_in_of_the_desk_scores_155_with_its_cookie(over_https):
    page, redirect = over_https.get("/admin/login/", secure=True), over_https.get("/admin/login/")
    assert [*page.cookies] == ["__Host-csrftoken"]
    assert score(page, redirect) == 155


def test_score_falls_when_a_header_is_missing(over_https):
    page, redirect = over_https.get("/", secure=True), over_https.get("/")
    del page.headers["Strict-Transport-Security"]
    assert score(page, redirect) == 80


EVERY_SORT = {
    "page": ("GET", "/", {}, 200),
    "its headers": ("HEAD", "/", {}, 200),
    "not modified": ("GET", "/", {"if-none-match": "*"}, 304),
    "search": ("GET", "/search/?q=x", {}, 200),
    "json": ("GET", "/search/suggest/?q=x", {}, 200),
    "text": ("GET", "/robots.txt", {}, 200),
    "xml": ("GET", "/sitemap.xml", {}, 200),
    "schema": ("GET", "/schemas/guide-1.json", {}, 200),
    "health": ("GET", "/healthz/live/", {}, 200),
    "redirect": ("GET", "/conditions", {}, 301),
    "way to the log-in": ("GET", "/admin/", {}, 302),
    "log-in": ("GET", "/admin/login/", {}, 200),
    "post without a token": ("POST", "/admin/login/", {}, 403),
    "wrong host": ("GET", "/", {"host": "evil.example"}, 400),
    "bad request": ("GET", "/n/?number=%00", {"host": "testserver:x"}, 400),
    "not found": ("GET", "/nowhere/", {}, 404),
    "not a picture": ("GET", "/pictures/x.webp", {}, 404),
    "not a static file": ("GET", "/static/x.css", {}, 404),
    "not allowed": ("DELETE", "/", {}, 405),
}


@pytest.mark.parametrize(("method", "address", "sent", "status"), EVERY_SORT.values(), ids=EVERY_SORT)
def test_every_sort_of_answer_carries_every_header(read, method, address, sent, status):  # noqa: F811
    path, _, query = address.partition("?")
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.items()}
    answer = read(path, method, query, **environ)
    assert answer.status == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert bool(answer.sent) is ((method == "GET" and status not in {301, 302, 304}) or status in {403, 405})
