"""Moving to another database: a backup of this one, restored and proved in that one; then a look at what came later."""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from .backup import back_up
from .manifest import Manifest
from .tables import lines, one_instant, tables

Tell = Callable[[str], None]


class CannotMove(Exception):
    """The other database does not have everything; the sentence says why. This one is untouched."""


def move(url: str, tell: Tell, *, replace: bool = False) -> None:
    """Bring everything of this database into the one at ``url`` (as DATABASE_URL). Raises CannotMove, and what
    ``back_up`` raises."""
    with tempfile.TemporaryDirectory(prefix="portal-move-") as place:
        folder = Path(place) / "backup"
        made = back_up(folder, tell)
        _restore(folder, url, replace)
    changed = _written_since(made)
    if changed:
        raise CannotMove(
            f"Somebody wrote here meanwhile ({', '.join(changed)}), so the other database lacks that. Stop the server, "
            "and move again with --replace-everything."
        )
    tell("Nothing was written in this database meanwhile.")


def _restore(folder: Path, url: str, replace: bool) -> None:
    """In a process of its own, which knows the other database only. It tells what it proves."""
    more = ["--replace-everything"] if replace else []
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(folder), *more]
    done = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False)  # noqa: S603  our own command
    if done.returncode:
        raise CannotMove("The other database did not take it. This one is as it was.")


def _written_since(made: Manifest) -> list[str]:
    """The tables in which something is otherwise than it was in the backup."""
    changed = []
    with one_instant():
        for model in tables():
            sha256 = hashlib.sha256()
            for line in lines(model):
                sha256.update(line)
            if sha256.hexdigest() != made.tables[model._meta.label].sha256:
                changed.append(str(model._meta.verbose_name_plural))
    return changed
