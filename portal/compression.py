"""How public pages are made small: Brotli for browsers that accept it, else gzip; the only importer of brotli."""

import gzip
import hashlib
import re
from collections import OrderedDict
from threading import Lock

import brotli

# The smallest of all takes 100 ms for the longest leaflet, so pages that many ask for are pressed once and kept.
BEST, QUICK = 11, 5
MOST_KEPT = 500  # pages; some 10 KB each


def accepted(header: str) -> str:
    """The better of the two codings that an Accept-Encoding header allows (RFC 9110, section 12.5.3), or neither."""
    return next((coding for coding in ("br", "gzip") if _allows(coding, header)), "")


def _allows(coding: str, header: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){coding}(?![\w-])(?!\s*;\s*q=0(?:\.0*)?\s*(?:[,;]|$))", header, re.I))


def packed(body: bytes, coding: str) -> bytes:
    """A body in a coding, made anew and quickly: for an answer to one reader."""
    return gzip.compress(body, 9, mtime=0) if coding == "gzip" else brotli.compress(body, quality=QUICK)


class Kept:
    """Bodies in a coding, as small as can be, pressed once in each process; the least recently asked for makes room."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._bodies: OrderedDict[tuple[str, bytes], bytes] = OrderedDict()
        self._lock = Lock()

    def packed(self, body: bytes, coding: str) -> bytes:
        if coding == "gzip":
            return packed(body, coding)
        name = (coding, hashlib.sha256(body).digest())
        with self._lock:
            if name in self._bodies:
                self._bodies.move_to_end(name)
                return self._bodies[name]
        small = brotli.compress(body, quality=BEST)
        with self._lock:
            self._bodies[name] = small
            while len(self._bodies) > self._most:
                self._bodies.popitem(last=False)
        return small
