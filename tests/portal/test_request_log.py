"""One line for each request, which says nothing of the reader."""

import io
import re

import pytest

from conditions.request_number import KEY
from portal.logs import Discreet
from portal.request_log import MOST, RequestLog

from .ready.conftest import asked, request
from .test_middleware import record

SECRET = "genital-herpes"


@pytest.fixture
def written() -> io.StringIO:
    return io.StringIO()


def ends_with(status: str):
    def portal(environ, start_response):
        start_response(status, [])
        return [environ[KEY].encode()]

    return portal


def test_line_tells_method_view_status_time_and_number(written):
    log = RequestLog(ends_with("200 OK"), written)
    number = asked(log, request(f"/conditions/{SECRET}/", query=f"q={SECRET}", HTTP_REFERER=SECRET)).sent.decode()
    log.write()
    line = written.getvalue()
    shape = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ GET condition 200 \d+\.\dms (\w{12})\n"
    assert re.fullmatch(shape, line)[1] == number and SECRET not in line


@pytest.mark.parametrize(
    ("path", "view"),
    [("/static/css/print.css", "static"), (f"/{SECRET}", "none"), ("/search/", "search"), ("/\n2026 forged", "none")],
)
def test_address_becomes_the_name_of_its_view(written, path, view):
    log = RequestLog(ends_with("404 Not Found"), written)
    asked(log, request(path))
    log.write()
    assert written.getvalue().split()[1:4] == ["GET", view, "404"] and written.getvalue().count("\n") == 1


def test_word_that_is_no_method_is_not_repeated(written):
    log = RequestLog(ends_with("405 Method Not Allowed"), written)
    asked(log, request("/", method=SECRET.upper()))
    log.write()
    assert " OTHER home 405 " in written.getvalue()


def test_request_that_failed_is_in_the_log_as_well(written):
    def broken(environ, start_response):
        raise RuntimeError(SECRET)

    log = RequestLog(broken, written)
    with pytest.raises(RuntimeError):
        asked(log, request("/"))
    log.write()
    assert " GET home 500 " in written.getvalue() and SECRET not in written.getvalue()


def test_each_request_has_a_number_of_its_own_and_is_written_once(written):
    log = RequestLog(ends_with("200 OK"), written)
    for _request in range(3):
        asked(log, request("/"))
    log.write()
    log.write()
    assert len({line.split()[-1] for line in written.getvalue().splitlines()}) == 3
    assert log._noted.maxlen == MOST


@pytest.mark.django_db
def test_page_for_a_fault_of_ours_tells_the_number_that_the_log_tells(client, monkeypatch):
    from conditions.views import statements

    monkeypatch.setattr(statements, "public", lambda *_words, **_more: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/about/", **{KEY: "abc123000001"})
    assert "give this number: abc123000001." in response.content.decode()
    line = Discreet().format(record("django.request", request=response.wsgi_request, status_code=500))
    assert line.endswith("500 GET about abc123000001")
