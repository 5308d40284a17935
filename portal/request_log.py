"""One line for each request: when, method, name of the view, status, milliseconds, number of the request. Nothing else.

No address, path, query, browser or person (plan row V4), so it may be kept. The way of a request only notes it; a
thread of each process writes what was noted some moments later, because finished pages take less time than a written
line. Who stops a process with -9 loses the lines of the last quarter of a second and nothing more.
"""

import atexit
import itertools
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TextIO

from conditions.request_number import KEY

from .logs import METHODS
from .view_names import view_name

Application = Callable[..., Any]

EVERY = 0.25  # seconds
MOST = 100_000  # requests noted and not yet written; the oldest go first


class RequestLog:
    """A WSGI application around the portal's."""

    def __init__(self, portal: Application, written_to: TextIO | None = None) -> None:
        self._portal = portal
        self._written_to = written_to
        self._noted: deque[tuple[float, str, str, str, float, str]] = deque(maxlen=MOST)
        self._process = os.urandom(3).hex()
        self._numbers = itertools.count(1)

    def start(self) -> "RequestLog":
        threading.Thread(target=self._write_on, name="request-log", daemon=True).start()
        atexit.register(self.write)
        return self

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        said, begun = "500", time.perf_counter()
        number = environ[KEY] = f"{self._process}{next(self._numbers):06x}"

        def noted(status: str, *more: Any) -> Any:
            nonlocal said
            said = status
            return start_response(status, *more)

        try:
            return self._portal(environ, noted)
        finally:
            took = time.perf_counter() - begun
            self._noted.append((time.time(), environ["REQUEST_METHOD"], environ["PATH_INFO"], said, took, number))

    def write(self) -> None:
        """What was noted until now. Only here an address becomes the name of its view."""
        lines = [_line(*self._noted.popleft()) for _one in range(len(self._noted))]
        if lines:
            file = self._written_to or sys.stdout
            file.write("".join(lines))
            file.flush()

    def _write_on(self) -> None:
        while True:
            time.sleep(EVERY)
            self.write()


def _line(at: float, method: str, path: str, status: str, took: float, number: str) -> str:
    method = method if method in METHODS else "OTHER"  # a stranger may send any word
    return f"{_when(int(at))} {method} {view_name(path)} {status[:3]} {took * 1000:.1f}ms {number}\n"


@lru_cache(maxsize=10)
def _when(second: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(second))
