"""A bound on what strangers may do, over all of them together: nobody's address is needed for it, or kept."""

import math
import threading
import time
from collections.abc import Callable


class Bucket:
    """So many at once, refilled at the same rate a minute. In the memory of this process, not in a cache."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock, self._lock = per_minute, clock, threading.Lock()
        self.fill()

    def fill(self) -> None:
        self._left, self._seen = float(self._most), self._clock()

    def take(self) -> int:
        """Take one and return 0, or the seconds until there is one again."""
        with self._lock:
            now = self._clock()
            per_second = self._most / 60
            self._left = min(self._most, self._left + (now - self._seen) * per_second)
            self._seen = now
            if self._left < 1:
                return max(1, math.ceil((1 - self._left) / per_second))
            self._left -= 1
            return 0
