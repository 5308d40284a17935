"""Computing a password's digest takes a tenth of a second of a whole core on purpose. So only two are computed at once,
and an answer that computes none takes as long as if it had.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import make_password

AT_ONCE = 2  # in each process
WAIT = 3.0  # seconds
SLEEPERS = 4  # threads that may wait for nothing at the same time

_turns = threading.BoundedSemaphore(AT_ONCE)
_sleepers = threading.BoundedSemaphore(SLEEPERS)
_usual = {"seconds": 0.0}


class Busy(Exception):
    """Too many are signing in at this moment; in a few seconds it will work."""


@contextmanager
def hashing() -> Iterator[None]:
    """A turn to compute a digest. Raises Busy if none comes within WAIT."""
    began = time.perf_counter()
    if not _turns.acquire(timeout=WAIT):
        raise Busy
    try:
        yield
    finally:
        _turns.release()
        _learn(time.perf_counter() - began)


def as_if_hashing() -> None:
    """Wait as long as a digest usually takes. Raises Busy if too many wait already."""
    if not _sleepers.acquire(blocking=False):
        raise Busy
    try:
        if not _usual["seconds"]:
            with hashing():
                make_password("nobody's")
        else:
            time.sleep(_usual["seconds"])
    finally:
        _sleepers.release()


def _learn(seconds: float) -> None:
    """The newest counts for a third, so that a slow moment is soon forgotten."""
    before = _usual["seconds"] or seconds
    _usual["seconds"] = before + (seconds - before) / 3
