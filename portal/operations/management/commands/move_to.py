"""``manage.py move_to postgres://…``: everything of this database into another one, proved to be the same."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from portal.operations.backup import CannotBackUp
from portal.operations.move import CannotMove, move


class Command(BaseCommand):
    help = (
        "Bring everything of the database in use into another one, from SQLite to PostgreSQL or back, with equal "
        "numbers, and prove that it is the same. Stop the server first. This database stays as it is. Afterwards "
        "set DATABASE_URL to the new one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "url",
            help="as DATABASE_URL, for example postgres://portal@127.0.0.1/portal; the password may come from "
            "PGPASSWORD or ~/.pgpass, so that no list of processes shows it",
        )
        parser.add_argument("--replace-everything", action="store_true", help="lose all that the other database holds")

    def handle(self, *args: Any, url: str, replace_everything: bool, **options: Any) -> None:
        try:
            move(url, self._tell, replace=replace_everything)
        except (CannotMove, CannotBackUp) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}. Nothing was moved.") from error
        except DatabaseError as error:
            raise CommandError(f"The database in use cannot be read: {type(error).__name__}.") from error
        self._tell("Everything is moved. Set DATABASE_URL to the new database, and start the server.")

    def _tell(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()  # the other process writes to the same place
