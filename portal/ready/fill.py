"""The walk over the whole site after a change, so that every page has its file, also one that nobody has visited.

It goes gently: after each page it rests twice as long as the page took. It starts anew when something changes
meanwhile, and what changed last comes first.
"""

import secrets
import time
from threading import Event

from django.db import close_old_connections

from conditions.freshness.board import NEVER, Board
from conditions.views.away import AWAY, MARK
from conditions.views.whole_site import every_address, newest_handouts

from .answer import answer
from .ask import Application, ask
from .shelf import Files

RESTS = 2  # times as long as the page took


class Filler:
    def __init__(self, django: Application, board: Board, files: Files, stop: Event) -> None:
        self._django = django
        self._board = board
        self._files = files
        self._stop = stop
        self._me = secrets.randbits(63) + 1

    def fill_if_needed(self) -> None:
        """Walk the whole site, unless it was walked since the last change; then only what was handed out since."""
        number, compared, _until = self._board.read()
        if compared == NEVER or not self._board.take_turn(self._me):
            return
        try:
            self._fill_new_handouts(number) if self._board.filled == number else self._fill_all(number)
        finally:
            close_old_connections()

    def _fill_all(self, number: int) -> None:
        addresses = list(every_address())
        if all(self._is_done(path, number) for path in addresses):
            for path in set(self._files.paths()) - set(addresses):
                self._files.drop(path)  # withdrawn, moved, or given out too long ago
            self._board.filled = number

    def _fill_new_handouts(self, number: int) -> None:
        """Up to the first that is there already."""
        for path in newest_handouts():
            if self._files.get(path) or not self._is_done(path, number):
                return

    def _is_done(self, path: str, number: int) -> bool:
        """Put one page on the shelf. False: stop, because something has changed."""
        kept = self._files.get(path)
        if kept and kept.number == number:
            return True
        if not self._board.take_turn(self._me):
            return False
        begun = time.monotonic()
        said = ask(self._django, path)
        if self._board.read()[0] != number or said.get(MARK) == AWAY:
            return False
        if said.may_be_kept:
            self._files.put(path, answer(said, number, kept))
        else:
            self._files.drop(path)
        return not self._stop.wait(RESTS * (time.monotonic() - begun))
