"""``manage.py backup FOLDER``: everything that must not be lost, as of one instant, while the portal serves."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from portal.operations.backup import CannotBackUp, back_up, dated, keep_newest

NOT_IN_IT = (
    "Not in it: sessions and counted tries (everybody logs in again), SECRET_KEY and the other settings (keep a copy "
    "of .env elsewhere), and what is made anew: finished pages, search index, printed sheets."
)


class Command(BaseCommand):
    help = (
        "Write all committed rows and their pictures into a new folder, which only its owner can read. The portal may "
        "serve meanwhile. Without a folder, a new one in BACKUP_DIR is named by the time, and the oldest are removed. "
        "Exits with 1 if it cannot be made, or if the installation has lost pictures."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", help="a folder that is not there yet, or empty")
        parser.add_argument("--keep", type=int, default=14, help="without a folder: how many to keep, 14 by default")

    def handle(self, *args: Any, folder: Path | None, keep: int, **options: Any) -> None:
        if keep < 1:
            raise CommandError("Keep one backup at least.")
        if not folder and not settings.BACKUP_DIR:
            raise CommandError("Name a folder, or set BACKUP_DIR.")
        target = folder or dated(Path(settings.BACKUP_DIR))
        try:
            made = back_up(target.absolute(), self.stdout.write)
            removed = [] if folder else keep_newest(Path(settings.BACKUP_DIR), keep)
        except CannotBackUp as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or target}: {error.strerror}. No backup was made.") from error
        except DatabaseError as error:
            raise CommandError(f"The database cannot be read: {type(error).__name__}. No backup was made.") from error
        self.stdout.write(
            f"The backup is in {target}: {made.rows} rows, {made.events} events, {len(made.pictures)} pictures."
        )
        self.stdout.write(f"The record ends with {made.head}")
        self.stdout.write(NOT_IN_IT)
        for old in removed:
            self.stdout.write(f"Removed, because there are {keep} newer ones: {old}")
        if made.missing:
            raise CommandError(
                "The backup was made, but MEDIA_ROOT has lost or damaged these pictures: " + ", ".join(made.missing)
            )
