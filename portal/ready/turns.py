"""Turns at what only Django can answer, so that costly answers never hold every thread of a process.

Searches, sheets of paper and answers to record systems are made anew for each reader. Two at once use up what Python
can give; more would only make each slower. A few wait in line, for a moment; whoever comes then is asked to come again.
The server has more threads than can work and wait here, so finished pages and the desk always find a free one.

A page that will be kept is waited for longer, by whoever asks: it is made once, and then there for all who waited.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_ONCE = 2
IN_LINE = 10  # together fewer than the threads of a process: --blocking-threads 16 (run.py)
PATIENCE = 2.0  # seconds
PATIENCE_FOR_PAGES = 8.0  # seconds


class Turns:
    def __init__(
        self,
        at_once: int = AT_ONCE,
        in_line: int = IN_LINE,
        patience: float = PATIENCE,
        patience_for_pages: float = PATIENCE_FOR_PAGES,
    ) -> None:
        self._free, self._line = BoundedSemaphore(at_once), BoundedSemaphore(in_line)
        self._patience, self._patience_for_pages = patience, patience_for_pages

    @contextmanager
    def one(self) -> Iterator[bool]:
        """Whether there is a turn now, or within a moment; it ends with the block."""
        with self._held(self._free.acquire(blocking=False) or self._waited()) as has_turn:
            yield has_turn

    @contextmanager
    def one_for_a_page(self) -> Iterator[bool]:
        with self._held(self._free.acquire(timeout=self._patience_for_pages)) as has_turn:
            yield has_turn

    @contextmanager
    def _held(self, has_turn: bool) -> Iterator[bool]:
        try:
            yield has_turn
        finally:
            if has_turn:
                self._free.release()

    def _waited(self) -> bool:
        if not self._line.acquire(blocking=False):
            return False
        try:
            return self._free.acquire(timeout=self._patience)
        finally:
            self._line.release()
