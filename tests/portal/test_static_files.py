"""Static files as a browser and a cache on the way ask for them (RFC 9110, sections 12.5.3, 13 and 14)."""

import gzip

import brotli
import pytest
from django.test import Client

WORDS = b"body { color: black }\n" * 200
ADDRESS = "/static/x.css"


@pytest.fixture
def reader(settings, tmp_path) -> Client:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "x.css").write_bytes(WORDS)
    (tmp_path / "x.css.gz").write_bytes(gzip.compress(WORDS))
    (tmp_path / "x.css.br").write_bytes(brotli.compress(WORDS))
    return Client()


def read(reader, **headers):
    response = reader.get(ADDRESS, headers=headers)
    return response, b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0, br;q=0.0", None),
        ("identity;q=0", None),
        (";;;,,,", None),
        ("GZIP", "gzip"),
    ],
)
def test_file_is_sent_in_a_coding_that_is_accepted(reader, accepts, coding):
    response, body = read(reader, **{"accept-encoding": accepts})
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[coding]
    assert (response.status_code, response.headers.get("Content-Encoding"), unpack(body)) == (200, coding, WORDS)
    assert response["Vary"] == "Accept-Encoding" and "Access-Control-Allow-Origin" not in response.headers


def test_each_coding_has_an_etag_of_its_own(reader):
    tags = {read(reader, **{"accept-encoding": coding})[0]["ETag"] for coding in ("", "gzip", "br")}
    assert len(tags) == 3 and all(tag.startswith('"') for tag in tags)


def test_what_a_browser_has_is_not_sent_again(reader):
    known = read(reader)[0]
    for sent in (known["ETag"], f'"x", W/{known["ETag"]}', "*"):
        again, body = read(reader, **{"if-none-match": sent})
        assert (again.status_code, body, again["ETag"]) == (304, b"", known["ETag"])
        assert again["Cache-Control"] == known["Cache-Control"] and "Content-Security-Policy" in again.headers
    assert read(reader, **{"if-modified-since": known["Last-Modified"]})[0].status_code == 304


@pytest.mark.parametrize(
    "sent",
    [
        {"if-none-match": '"x"'},
        {"if-none-match": ",,,"},
        {"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"if-modified-since": "Thu, 99 Jan 99999999 00:00:00 GMT"},
        {"if-modified-since": "garbage"},
    ],
)
def test_what_a_browser_does_not_have_is_sent(reader, sent):
    assert read(reader, **sent)[1] == WORDS


@pytest.mark.parametrize("part", ["bytes=0-10", "bytes=-1", "bytes=5-1", "bytes=99999999-", "bytes=a-b", "x=1-2"])
def test_whole_file_is_sent_in_place_of_a_part(reader, part):
    response, body = read(reader, range=part)
    assert (response.status_code, body) == (200, WORDS) and "Content-Range" not in response.headers


@pytest.mark.parametrize("name", ["../manage.py", "%2e%2e/manage.py", "..%2fmanage.py", "..\\manage.py", "%00", ""])
def test_nothing_outside_is_sent(reader, db, name):
    assert reader.get(f"/static/{name}").status_code == 404
