"""Words that found nothing, counted: no sentence, no person, no time, and no readable word before the fifth time.

They wait in memory and are written in a thread of their own, at most once a minute, so that no reader waits for a
write. A word counts once in that minute, however often it was sent. If the database is busy or away they are lost.
"""

import re
import threading
import time
from collections.abc import Iterable

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from conditions.models import MissedWord

SHORTEST, LONGEST = 3, 20  # letters
MOST_WAITING = 50  # words in a minute
MOST_ROWS = 2000
EVERY = 60  # seconds

_LETTERS = re.compile(rf"[^\W\d_]{{{SHORTEST},{LONGEST}}}")


class Waiting:
    """The words of the last minute, in the memory of this process."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._lock = threading.Lock()
        self._written = time.monotonic()

    def add(self, words: Iterable[str]) -> None:
        """Keep what is only letters; start to write when it is time."""
        kept = [word for word in words if _LETTERS.fullmatch(word)]
        with self._lock:
            self._words.update(kept[: MOST_WAITING - len(self._words)])
            if not self._words or time.monotonic() - self._written < EVERY:
                return
            words, self._words, self._written = self._words, set(), time.monotonic()
        threading.Thread(target=_write_apart, args=(words,), daemon=True).start()


def _write_apart(words: set[str]) -> None:
    try:
        count(words)
    except DatabaseError:
        pass  # a count is worth less than anything else that the database is doing
    finally:
        connection.close()


@transaction.atomic
def count(words: Iterable[str]) -> None:
    """One more time for each word. From the fifth time its row has the word itself."""
    room = MOST_ROWS - MissedWord.objects.count()
    for word in sorted(words):
        key = salted_hmac("conditions.search.missed", word, algorithm="sha256").hexdigest()
        row = MissedWord.objects.filter(key=key)
        if row.update(times=F("times") + 1):
            row.filter(word="", times__gte=MissedWord.SHOWN_FROM).update(word=word)
        else:
            if room <= 0:  # what was typed only once makes room, so that nobody can fill the table for good
                rarest = MissedWord.objects.filter(times=1).order_by("pk").values("pk")[:1]
                room += MissedWord.objects.filter(pk__in=list(rarest.values_list("pk", flat=True))).delete()[0]
            if room > 0:
                MissedWord.objects.create(key=key)
                room -= 1


WAITING = Waiting()
