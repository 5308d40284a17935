"""The two threads beside each process: one compares the board with the database, one fills the shelf."""

import logging
import time
from collections.abc import Callable
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections

from conditions.freshness.board import Board
from conditions.freshness.look import look

EVERY = 0.5  # seconds: what another host changed is seen here within one second
FILLS_AFTER = 1.0  # seconds between two looks whether the shelf has to be filled
LOG = logging.getLogger(__name__)


class Watch:
    def __init__(self, board: Board, fill: Callable[[], None], stop: Event) -> None:
        self._board = board
        self._fill = fill
        self._stop = stop

    def start(self) -> None:
        """Look once before the first request, then for as long as the process lives."""
        self._look()
        Thread(target=self._looks, name="looks", daemon=True).start()
        Thread(target=self._fills, name="fills", daemon=True).start()

    def _looks(self) -> None:
        while not self._stop.wait(self._rest()):
            if not 0 <= time.time() - self._board.read()[1] < EVERY * 0.8 or self._is_due():
                self._look()

    def _rest(self) -> float:
        """Until the next look, or sooner where a page changes by itself before that."""
        return min(EVERY, max(0.0, self._board.until - time.time()) or EVERY)

    def _is_due(self) -> bool:
        return self._board.until <= time.time()

    def _look(self) -> None:
        try:
            close_old_connections()
            look()
        except DatabaseError:
            pass  # the board says so, and every page
        except Exception:
            LOG.exception("The board could not be compared with the database.")

    def _fills(self) -> None:
        while not self._stop.wait(FILLS_AFTER):
            try:
                self._fill()
            except (DatabaseError, OSError) as error:
                LOG.warning("The shelf of finished pages could not be filled: %s.", type(error).__name__)
            except Exception:
                LOG.exception("The shelf of finished pages could not be filled.")
