"""The comparison of the database with the board, and the clinic as it was when they last agreed."""

import json
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from conditions.models import Clinic

from .board import NEVER, board
from .stamp import stamp

LATE = 3.0  # seconds without a look, after which nobody can say whether a page is current


def look() -> None:
    """Announce on the board whatever changed since the last look. Raises a DatabaseError, and says so on the board."""
    there, begun = board(), time.time()
    try:
        found = stamp(timezone.now())
    except Exception:
        there.compared(NEVER)
        raise
    if (found.digest, found.until) != (there.stamp, there.until):
        there.announce(found.digest, found.until)
        with suppress(OSError):  # a full disk: the numbers that were kept before are better than none
            _clinic_file().write_text(json.dumps(found.clinic), encoding="utf-8")
    there.compared(begun)


def after_commit() -> None:
    """Look as soon as the transaction is through. It must not fail for that: another look follows within a second."""
    transaction.on_commit(look, robust=True)


def last_known_clinic() -> Clinic:
    """The clinic's numbers, for when the database cannot be asked; an empty clinic if they never were."""
    try:
        return Clinic(**json.loads(_clinic_file().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Clinic()


def _clinic_file() -> Path:
    return Path(settings.READY_DIR) / "clinic.json"
