"""How public pages are made small: Brotli for browsers that accept it, else gzip; the only importer of brotli."""

import gzip
import re
from functools import lru_cache

import brotli

CODINGS = ("br", "gzip")  # the better one first
# The smallest of all takes 100 ms for the longest leaflet, so pages that many ask for are pressed once and kept.
BEST, QUICK = 11, 5
SORTS = ("text/", "application/json", "application/xml")  # pictures are compressed already
SHORTEST = 200  # bytes; less is not worth it


@lru_cache(maxsize=256)
def accepted(header: str) -> str:
    """The better of the two codings that an Accept-Encoding header allows (RFC 9110, section 12.5.3), or neither."""
    return next((coding for coding in CODINGS if _allows(coding, header)), "")


def _allows(coding: str, header: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){coding}(?![\w-])(?!\s*;\s*q=0(?:\.0*)?\s*(?:[,;]|$))", header, re.I))


def is_worth_it(content_type: str, body: bytes) -> bool:
    return content_type.startswith(SORTS) and len(body) >= SHORTEST


def packed(body: bytes, coding: str) -> bytes:
    """A body in a coding, made anew and quickly: for an answer to one reader."""
    return gzip.compress(body, 9, mtime=0) if coding == "gzip" else brotli.compress(body, quality=QUICK)


def pressed(body: bytes, coding: str) -> bytes:
    """A body in a coding, as small as can be, for many readers."""
    return packed(body, coding) if coding == "gzip" else brotli.compress(body, quality=BEST)


def unpacked(body: bytes) -> bytes:
    """What stands in a body that was packed with gzip."""
    return gzip.decompress(body)
