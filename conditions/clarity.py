"""“Was this clear?”: counting what readers press, and what the numbers of a version say.

A reader is never kept waiting and never refused because of the counting: an answer that cannot be counted is not.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError

from conditions.models import ClearCount, Publication, Revision
from conditions.vocabulary import Clear, Kind

from .bucket import Bucket

FEW = 5  # below this many, a number could say something about somebody (reliability-security.md, V7)
PER_MINUTE = 60  # answers to one version that one process counts
PATIENCE = 0.5  # seconds that an answer waits for those before it

_turn = threading.Lock()  # one at a time: on SQLite many waiting writers would leave no thread for readers
_buckets: dict[int, Bucket] = {}  # one for each version that somebody answered for


@dataclass(frozen=True)
class Answers:
    """How often each button was pressed for one version."""

    yes: int = 0
    partly: int = 0
    no: int = 0

    @property
    def total(self) -> int:
        return self.yes + self.partly + self.no

    @property
    def is_unclear(self) -> bool:
        """Enough readers said no, and they are at least a third."""
        return self.no >= FEW and self.no * 3 >= self.total


def count(revision: int, answer: Clear) -> bool:
    """Whether the answer was counted: not in a flood, and not while the database is busy or away."""
    if _buckets.setdefault(revision, Bucket(PER_MINUTE)).take() or not _turn.acquire(timeout=PATIENCE):
        return False
    try:
        ClearCount.objects.add_one(revision, answer)
    except (OperationalError, InterfaceError):
        return False
    finally:
        _turn.release()
    return True


def answers(revisions: Iterable[int]) -> dict[int, Answers]:
    """What readers of some versions pressed, by their keys, in one query; nothing for those without an answer."""
    found: dict[int, dict[str, int]] = {}
    for row in ClearCount.objects.filter(revision__in=list(revisions)):
        found.setdefault(row.revision_id, {})[row.answer] = row.count
    return {revision: Answers(**counts) for revision, counts in found.items()}


def unclear(at: datetime) -> list[tuple[Revision, Answers]]:
    """Versions that patients read now and many of them found unclear, those with the largest share first."""
    doubted = ClearCount.objects.filter(answer=Clear.NO, count__gte=FEW).values_list("revision", flat=True)
    pressed = {key: given for key, given in answers(doubted).items() if given.is_unclear}
    found = [
        (publication.revision, pressed[publication.revision_id])
        for kind in Kind.values
        for publication in Publication.objects.live(kind, at)
        .filter(revision__in=list(pressed))
        .select_related(f"revision__{kind}")
    ]
    return sorted(found, key=lambda pair: -pair[1].no / pair[1].total)
