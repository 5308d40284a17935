"""The coding that a browser accepts is chosen, and what was pressed comes back whole."""

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
    assert brotli.decompress(compression.pressed(PAGE, "br")) == PAGE
    assert compression.unpacked(compression.pressed(PAGE, "gzip")) == PAGE
