"""``manage.py reviews_due``: what must be reviewed again, and ``--mail`` tells each owner."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError, CommandParser

from conditions.publishing.digest import WITHIN, digests, send, told
from conditions.publishing.due import Due


class Command(BaseCommand):
    help = (
        f"List the live documents whose review is overdue or due within {WITHIN} days, by owner. With --mail each "
        "owner is sent their list, once a day at most: let a timer run it, for example every Monday. Exits with 1 "
        "if somebody could not be sent theirs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mail", action="store_true", help="send each owner one message")

    def handle(self, *args: Any, mail: bool, **options: Any) -> None:
        if mail and not settings.EMAIL_IS_SET:
            raise CommandError("No mail server is set. Set EMAIL_URL: .env.example has an example.")
        found = digests()
        unsent = 0
        for owner, dues in found.items():
            self._print(owner, dues)
            if mail and owner:
                unsent += not self._send(owner, dues)
        self.stdout.write(f"{sum(map(len, found.values()))} to review within {WITHIN} days.")
        if unsent:
            raise CommandError(f"{unsent} could not be sent. Run this again when that is mended.")

    def _print(self, owner: AbstractBaseUser | None, dues: list[Due]) -> None:
        name = owner.get_username() if owner else "Nobody looks after these: choose an owner at the desk"
        self.stdout.write(f"{name}:")
        for due in dues:
            self.stdout.write(f"  {told(due)}")

    def _send(self, owner: AbstractBaseUser, dues: list[Due]) -> bool:
        """Whether the owner has their list now. The sentence names the person, never their address."""
        if not owner.email:
            self.stdout.write(f"  {owner.get_username()} has no address of mail; add one at the desk.")
            return False
        try:
            is_new = send(owner, dues)
        except OSError as problem:
            self.stdout.write(f"  Not sent to {owner.get_username()}: {type(problem).__name__}.")
            return False
        self.stdout.write(f"  {'Sent' if is_new else 'Was sent today already'}.")
        return True
