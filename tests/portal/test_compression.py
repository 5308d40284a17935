"""Pages are pressed once in each process, and only so many are kept."""

import gzip

import brotli
import pytest

from portal import compression

PAGE = b"Do not pop, squeeze or pick it. " * 400


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0.1, gzip;q=1.0", "br"),
        ("br; q=0, gzip", "gzip"),
        ("GZIP;q=0.000", ""),
        ("x-gzip-br", ""),
        ("", ""),
    ],
)
def test_better_coding_that_is_accepted_is_chosen(header, coding):
    assert compression.accepted(header) == coding


def test_body_comes_back_whole():
    assert gzip.decompress(compression.packed(PAGE, "gzip")) == PAGE
    assert brotli.decompress(compression.packed(PAGE, "br")) == PAGE
    assert brotli.decompress(compression.Kept().packed(PAGE, "br")) == PAGE


def test_page_is_pressed_once(monkeypatch):
    kept, pressed = compression.Kept(), []
    press = brotli.compress
    monkeypatch.setattr(
        brotli, "compress", lambda body, quality: pressed.append(quality) or press(body, quality=quality)
    )
    assert kept.packed(PAGE, "br") == kept.packed(PAGE, "br")
    assert pressed == [compression.BEST]


def test_page_asked_for_longest_ago_makes_room(monkeypatch):
    kept, pressed = compression.Kept(most=2), []
    monkeypatch.setattr(brotli, "compress", lambda body, quality: pressed.append(body) or b"small")
    for body in (b"a", b"b", b"a", b"c", b"a", b"b"):
        kept.packed(body, "br")
    assert pressed == [b"a", b"b", b"c", b"b"]
