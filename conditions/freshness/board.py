"""The notice board of a host: a file of 64 bytes that all its processes have in memory. Reading it is no system call.

Nothing is counted up, so nothing has to be locked: whoever announces a change writes a number that was never used
before. Two who do so at once both make every page kept until then stale, whichever number stays.
"""

import mmap
import os
import secrets
import struct
import time
from functools import cache
from pathlib import Path

from django.conf import settings

SIZE = 64  # bytes
_READ = struct.Struct("=Qdd")  # number, compared, until
_NUMBER, _COMPARED, _UNTIL = (struct.Struct("=Q"), 0), (struct.Struct("=d"), 8), (struct.Struct("=d"), 16)
_STAMP = (struct.Struct("=16s"), 24)
_FILLER, _FILLING, _FILLED = (struct.Struct("=Q"), 40), (struct.Struct("=d"), 48), (struct.Struct("=Q"), 56)

NEVER = 0.0
BOTH_ALIVE = 10.0  # seconds after which a process that fills the shelf and says nothing is taken for dead


class Board:
    """Times are seconds since 1970."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(handle).st_size < SIZE:
                os.write(handle, bytes(SIZE))  # written, not only made longer: on a full disk that would fail later
            self._map = mmap.mmap(handle, SIZE)
        finally:
            os.close(handle)

    def read(self) -> tuple[int, float, float]:
        """The number, when it was last compared with the database (NEVER: it cannot be asked), and until when it
        holds."""
        return _READ.unpack_from(self._map)

    @property
    def number(self) -> int:
        return self._get(_NUMBER)

    @property
    def stamp(self) -> bytes:
        return self._get(_STAMP)

    @property
    def until(self) -> float:
        return self._get(_UNTIL)

    def announce(self, stamp: bytes, until: float) -> None:
        """Make stale whatever was kept. In this order: between two lines nothing counts as current."""
        self._set(_UNTIL, NEVER)
        self._set(_STAMP, stamp)
        self._set(_NUMBER, secrets.randbits(63) + 1)
        self._set(_UNTIL, until)

    def compared(self, at: float) -> None:
        self._set(_COMPARED, at)

    def take_turn(self, me: int) -> bool:
        """Whether this process is the one of the host that fills the shelf; if nobody is, it is now."""
        now = time.time()
        if self._get(_FILLER) != me and abs(now - self._get(_FILLING)) < BOTH_ALIVE:
            return False
        self._set(_FILLER, me)
        self._set(_FILLING, now)
        return True

    @property
    def filled(self) -> int:
        """The number under which the whole site was last put on the shelf."""
        return self._get(_FILLED)

    @filled.setter
    def filled(self, number: int) -> None:
        self._set(_FILLED, number)

    def _get(self, field: tuple[struct.Struct, int]):
        return field[0].unpack_from(self._map, field[1])[0]

    def _set(self, field: tuple[struct.Struct, int], value) -> None:
        field[0].pack_into(self._map, field[1], value)


def board() -> Board:
    """The board of this installation on this host. Raises OSError where READY_DIR cannot be written."""
    return _board(Path(settings.READY_DIR))


@cache
def _board(folder: Path) -> Board:
    return Board(folder / "board")
