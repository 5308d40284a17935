"""A public page is answered with finished bytes, exactly as Django would have answered, and never when it is stale."""

import time

import pytest
from django.db import OperationalError

from conditions.freshness.look import look
from conditions.models import Clinic
from conditions.publishing import workflow
from portal.middleware import HEADERS

pytestmark = pytest.mark.django_db

ADDRESS = "/conditions/milia/"
BROTLI, GZIP = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}, {"HTTP_ACCEPT_ENCODING": "gzip"}


@pytest.fixture(autouse=True)
def _live(published_condition):
    """Milia is live; the board is looked at after it, as a commit would."""
    look()


@pytest.fixture
def host(published_condition, host):
    look()
    return host


@pytest.mark.parametrize("address", ["/", ADDRESS, "/conditions/milia.txt", "/conditions/milia.json", "/sitemap.xml"])
@pytest.mark.parametrize(("accepts", "coding"), [({}, None), (GZIP, "gzip"), (BROTLI, "br")])
def test_page_has_the_words_and_headers_that_django_gives_it(client, read, address, accepts, coding):
    django, first, second = client.get(address), read(address, **accepts), read(address, **accepts)
    assert first == second and first.body == django.content
    assert first.headers.get("Content-Encoding") == coding and first.headers["Content-Length"] == str(len(first.sent))
    assert first.headers["Vary"] == "Accept-Encoding"
    for name in (*HEADERS, "Content-Type", "Cache-Control"):
        assert first.headers[name] == django.headers[name]


def test_second_reader_is_answered_without_django(host, read, django_assert_num_queries):
    read(ADDRESS)
    with django_assert_num_queries(0):
        assert read(ADDRESS, **BROTLI).status == 200
    assert host.calls == [ADDRESS]


def test_each_coding_has_a_strong_etag_of_its_own_and_is_answered_with_304(read):
    tags = {read(ADDRESS, **accepts).headers["ETag"] for accepts in ({}, GZIP, BROTLI)}
    assert len(tags) == 3 and all(tag.startswith('"') for tag in tags)
    known = read(ADDRESS, **BROTLI).headers["ETag"]
    for named in (known, f'"other", W/{known}', "*"):
        again = read(ADDRESS, **BROTLI, HTTP_IF_NONE_MATCH=named)
        assert (again.status, again.sent, again.headers["ETag"]) == (304, b"", known)
        assert "Content-Length" not in again.headers and "Content-Type" not in again.headers
        assert again.headers["Cache-Control"] == "public, max-age=60"
    assert read(ADDRESS, **GZIP, HTTP_IF_NONE_MATCH=known).status == 200
    assert read(ADDRESS, **BROTLI, HTTP_IF_NONE_MATCH='"x"').status == 200


def test_head_has_the_headers_and_no_body(read):
    whole, head = read(ADDRESS, **BROTLI), read(ADDRESS, "HEAD", **BROTLI)
    assert (head.status, head.headers, head.sent) == (200, whole.headers, b"")


def test_reader_leaves_no_trace_in_what_is_kept(host, read):
    seen = []
    django = host.django
    host.django = lambda environ, start: seen.append(environ) or django(environ, start)
    host.process()(ADDRESS, HTTP_COOKIE="sessionid=x", HTTP_USER_AGENT="canary", REMOTE_ADDR="203.0.113.9")
    assert {"HTTP_COOKIE", "HTTP_USER_AGENT", "REMOTE_ADDR"} & set(seen[0]) == set()


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"HTTP_HOST": "evil.example"}, 400),
        ({"HTTP_HOST": ""}, 400),
        ({"QUERY_STRING": "x=1"}, 200),
        ({"REQUEST_METHOD": "POST"}, 405),
        ({"REQUEST_METHOD": "DELETE"}, 405),
        ({"SCRIPT_NAME": "/sub"}, 200),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 400),
    ],
)
def test_whatever_is_unusual_goes_to_django(host, read, environ, status):
    read(ADDRESS)
    assert read(ADDRESS, **environ).status == status
    assert len(host.calls) == 2


@pytest.fixture
def over_https(settings):
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def test_plain_http_is_redirected_where_https_is_demanded(over_https, read):
    assert read(ADDRESS, HTTP_X_FORWARDED_PROTO="https").status == 200
    assert read(ADDRESS, HTTP_X_FORWARDED_PROTO="http").headers["Location"] == f"https://testserver{ADDRESS}"
    assert read(ADDRESS).status == 301
    assert read(ADDRESS, **{"wsgi.url_scheme": "https"}).status == 200


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/conditions/MILIA/", "/n/1234567/", "/search/", "/admin/login/", "/conditions/a\x00/"]
)
def test_answers_that_are_no_page_of_ours_are_never_kept(host, read, address):
    first = read(address, **GZIP)
    assert read(address, **GZIP).status == first.status and len(host.calls) == 2
    assert first.status < 500


def test_answer_that_is_not_kept_is_compressed_too(read):
    answer = read("/nowhere/", **BROTLI)
    assert (answer.status, answer.headers["Content-Encoding"]) == (404, "br") and b"</html>" in answer.body
    assert answer.headers["Content-Length"] == str(len(answer.sent))


def test_change_of_the_clinic_is_in_every_process_at_once(host):
    first, second = host.process(), host.process()
    assert b"01632" not in first(ADDRESS).body + second(ADDRESS).body
    Clinic.objects.create(pk=1, clinic_phone="01632 960 000")
    look()
    assert b"01632 960 000" in first(ADDRESS).body and b"01632 960 000" in second(ADDRESS).body


def test_answer_made_while_something_changed_is_not_kept_as_current(host):
    django, done = host.django, []

    def slow(environ, start_response):
        parts = list(django(environ, start_response))
        if not done:  # published by somebody else, after this page was rendered and before it is kept
            done.append(Clinic.objects.create(pk=1, clinic_phone="01632 960 000"))
            look()
        return parts

    host.django = slow
    read = host.process()
    assert b"01632" not in read(ADDRESS).body
    assert b"01632 960 000" in read(ADDRESS).body


def test_nothing_counts_as_current_from_the_planned_second_until_the_next_look(host, read):
    read(ADDRESS), read(ADDRESS)
    assert host.calls == [ADDRESS]
    host.board.announce(host.board.stamp, time.time() - 0.001)
    read(ADDRESS), read(ADDRESS)
    assert host.calls == [ADDRESS] * 3
    look()
    read(ADDRESS), read(ADDRESS)
    assert host.calls == [ADDRESS] * 4


def test_withdrawn_leaflet_is_gone_at_once(host, read, draft, reviewer):
    assert read(ADDRESS).status == 200
    workflow.withdraw(draft, by=reviewer, reason="It was wrong.")
    look()
    assert read(ADDRESS).status == 410 and b"It was wrong." in read(ADDRESS).body


def test_memory_is_bounded(host):
    read = host.process(most=30_000)
    for address in ("/", ADDRESS, "/about/", "/privacy/", "/"):
        read(address)
    assert host.calls.count("/") == 2


@pytest.fixture
def database_away(monkeypatch):
    """Every query fails; Django says so itself."""
    from django.db.backends.utils import CursorWrapper

    def refuse(*_arguments, **_more):
        raise OperationalError("the connection was refused")

    monkeypatch.setattr(CursorWrapper, "execute", refuse)


def test_page_that_was_kept_is_answered_and_marked_while_the_database_is_away(host, read, database_away_later):
    words = read(ADDRESS).body
    Clinic.objects.create(pk=1, clinic_phone="01632 960 000")
    look()
    database_away_later()
    answer = read(ADDRESS, **BROTLI)
    assert (answer.status, answer.headers["X-Database"], answer.body) == (200, "away", words)
    assert answer.headers["Cache-Control"] == "public, max-age=5" and int(answer.headers["Age"]) < 60


@pytest.fixture
def database_away_later(request):
    return lambda: request.getfixturevalue("database_away")


def test_page_that_another_process_kept_is_answered_too_once_the_board_knows(host, database_away_later):
    host.fill()
    database_away_later()
    with pytest.raises(OperationalError):
        look()
    answer = host.process()(ADDRESS)
    assert (answer.status, answer.headers["X-Database"]) == (200, "away")


def test_page_that_nobody_kept_is_503_in_plain_words_with_the_telephone(host, read, database_away_later):
    Clinic.objects.create(pk=1, clinic_phone="01632 960 000")
    look()
    database_away_later()
    page, text, json = (read(f"/conditions/milia{end}") for end in ("/", ".txt", ".json"))
    for answer in (page, text, json):
        assert (answer.status, answer.headers["X-Database"], answer.headers["Retry-After"]) == (503, "away", "5")
        assert b"01632 960 000" in answer.body and b"try again in a few minutes" in answer.body
        assert answer.headers["Cache-Control"] == "no-store"
    assert page.headers["Content-Type"].startswith("text/html")
    assert text.headers["Content-Type"].startswith("text/plain")
    assert json.headers["Content-Type"] == "application/json"


def test_everything_is_as_before_when_the_database_is_back(host, read, database_away_later, monkeypatch):
    read(ADDRESS)
    database_away_later()
    with pytest.raises(OperationalError):
        look()
    assert read(ADDRESS).headers["X-Database"] == "away"
    monkeypatch.undo()
    look()
    assert "X-Database" not in read(ADDRESS).headers
