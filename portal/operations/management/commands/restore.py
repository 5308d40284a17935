"""``manage.py restore FOLDER``: a backup into this database, and the proof that it is the same."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from portal.operations.manifest import NotABackup
from portal.operations.restore import CannotRestore, restore


class Command(BaseCommand):
    help = (
        "Read a backup into this database, SQLite or PostgreSQL, whichever it was made of. It is checked first, and "
        "committed only when every row, digest and picture has been proved to be the same. A database in which "
        "somebody has written is refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that “manage.py backup” made")
        parser.add_argument(
            "--replace-everything", action="store_true", help="lose all that this database holds, for the backup"
        )
        parser.add_argument(
            "--accept-broken-record",
            action="store_true",
            help="restore even if the record in the backup is not what was once written: better than nothing",
        )

    def handle(
        self, *args: Any, folder: Path, replace_everything: bool, accept_broken_record: bool, **options: Any
    ) -> None:
        how = {"replace": replace_everything, "accept_broken": accept_broken_record}
        try:
            backup = restore(folder, self.stdout.write, **how)
        except (NotABackup, CannotRestore) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}. The database is as it was.") from error
        except DatabaseError as error:
            raise CommandError(f"The database is as it was. It said: {str(error).strip()}") from error
        self.stdout.write(
            f"Restored: the portal as it was on {backup.made_at} (UTC). Everybody logs in again. The finished pages of "
            "this host are made anew; on each other host stop the server, empty its READY_DIR, and start it."
        )
