"""Three sign-ins for a trial on one's own machine, with passwords that nobody else has."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from conditions.publishing import roles

# name -> (role in words, group)
ACCOUNTS = {
    "author": (roles.AUTHOR, roles.AUTHOR),
    "reviewer": (roles.REVIEWER, roles.REVIEWER),
    "administrator": ("Administrator", None),
}


class Command(BaseCommand):
    help = "Make an author, a reviewer and an administrator for a local trial, and print how to sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "TRIAL", False):
            raise CommandError(
                "This makes accounts for a local trial only, and this installation is not one (TRIAL is off). "
                "Use createsuperuser, then add staff at /admin/."
            )
        path = Path(settings.BASE_DIR) / ".local" / "accounts.txt"
        kept = _read(path)
        with transaction.atomic():
            for name, (_role, group) in ACCOUNTS.items():
                if name not in kept or not User.objects.filter(username=name).exists():
                    kept[name] = self._set_password(name, group)
            _write(path, kept)
        for name, (role, _group) in ACCOUNTS.items():
            self.stdout.write(f"{name}  {kept[name]}  ({role})")

    def _set_password(self, name: str, group: str | None) -> str:
        password = secrets.token_urlsafe(12)
        user, is_new = User.objects.get_or_create(
            username=name, defaults={"is_staff": True, "is_superuser": group is None}
        )
        user.set_password(password)
        user.save()
        if is_new and group:
            user.groups.add(Group.objects.get(name=group))
        if not is_new:
            self.stdout.write(f"The password of {name} was lost, so it has a new one.")
        return password


def _read(path: Path) -> dict[str, str]:
    """Name -> password."""
    if not path.exists():
        return {}
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return {row[0]: row[1] for row in rows if len(row) >= 2 and row[0] in ACCOUNTS}


def _write(path: Path, passwords: dict[str, str]) -> None:
    """Readable by the owner alone, from its first moment."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.parent.chmod(0o700)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        for name, (role, _group) in ACCOUNTS.items():
            file.write(f"{name}  {passwords[name]}  ({role})\n")
