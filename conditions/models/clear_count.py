"""How many readers of a version pressed each button under “Was this clear?”: numbers, and nothing about anybody."""

from django.db import connections, models, transaction
from django.db.models import CheckConstraint, F, Q

from conditions.vocabulary import Clear

from .constraints import one_of
from .revision import Revision

MOST = 2_147_483_647  # the largest number that the column holds on every database; counting stops there
PATIENCE = "1s"  # for a lock of PostgreSQL; SQLite waits as long as the settings say


class ClearCountQuerySet(models.QuerySet):
    def add_one(self, revision: int, answer: Clear) -> None:
        """One more reader. The database adds, so no answer is lost when several come at once.

        Raises OperationalError if somebody else keeps the database or the row for longer than a second or two.
        """
        connection = connections[self.db]
        with transaction.atomic(self.db):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            self.bulk_create([self.model(revision_id=revision, answer=answer)], ignore_conflicts=True)
            self.filter(revision=revision, answer=answer, count__lt=MOST).update(count=F("count") + 1)


class ClearCount(models.Model):
    """No part of the record, and not exported: no time, no address, no person."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="clear_counts")
    answer = models.CharField(max_length=10, choices=Clear.choices)
    count = models.PositiveIntegerField(default=0)

    objects = ClearCountQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            one_of("answer", Clear),
            CheckConstraint(condition=Q(count__lte=MOST), name="conditions_clearcount_bounded"),
            models.UniqueConstraint(fields=["revision", "answer"], name="conditions_clearcount_once"),
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.count} {self.answer}"
