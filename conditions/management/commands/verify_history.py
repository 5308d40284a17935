"""``manage.py verify_history``: every stored version still is what its SHA-256 says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from conditions.content.canonical import digest
from conditions.models import Revision
from conditions.models.append_only import missing_triggers


class Command(BaseCommand):
    help = "Re-compute the digest of every version, and check that the database refuses to change history."

    def handle(self, *args: Any, **options: Any) -> None:
        revisions = Revision.objects.order_by("pk").only("content", "digest", "number")
        broken = [str(revision) for revision in revisions.iterator() if digest(revision.content) != revision.digest]
        if broken:
            raise CommandError("Changed after they were frozen: " + "; ".join(broken))
        missing = missing_triggers(connection)
        if missing:
            raise CommandError("The database would let history be changed. Missing: " + ", ".join(missing))
        self.stdout.write(f"{revisions.count()} versions are as they were frozen.")
