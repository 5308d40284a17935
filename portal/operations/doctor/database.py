"""The database: is it there, is it of this release, does it keep what it acknowledged, is the clock right?"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from conditions.models import Event
from conditions.models.append_only import missing_triggers

from .finding import Finding

CLOCKS_DIFFER = timedelta(seconds=5)
AWAY = Finding(
    "The database does not answer. Patients read what was kept; nobody can work.",
    "Start it, correct DATABASE_URL, or make room on its disk.",
)
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# What an acknowledged publication needs to survive a power cut: name -> the values that do.
SQLITE = {"journal_mode": ("wal",), "synchronous": (2, 3), "foreign_keys": (1,), "recursive_triggers": (1,)}
POSTGRESQL = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
    "server_encoding": ("UTF8",),
}


NOT_MADE = Finding("There is no database yet.", "Run: manage.py migrate")


def kind() -> str:
    return NAMES[connection.vendor]


def findings() -> Iterator[Finding]:
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        yield NOT_MADE  # asking would make it
        return
    try:
        connection.ensure_connection()
        wrong = list(_settings())
    except DatabaseError:
        yield AWAY
        return
    yield from wrong
    pending = list(_migrations())
    yield from pending
    if not pending:
        yield from _triggers()
        yield from _clock()


def _settings() -> Iterator[Finding]:
    wanted, ask = (SQLITE, "PRAGMA") if connection.vendor == "sqlite" else (POSTGRESQL, "SHOW")
    for name, good in wanted.items():
        found = _asked(f"{ask} {name}")
        if found not in good:
            yield Finding(
                f"The database has {name} = {found}.", f"It must be {good[0]}: else what was published may be lost."
            )
    if connection.vendor == "sqlite" and (said := _asked("PRAGMA quick_check(1)")) != "ok":
        yield Finding(f"The file of the database is damaged: {said}", "Restore the newest backup: docs/operations.md.")


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    pending = [str(step) for step, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if pending:
        yield Finding(
            f"The database is older than this release; it lacks {_some(pending)}.",
            "Make a backup, then run: manage.py migrate",
        )
    known = set(executor.loader.disk_migrations)
    ours = {app for app, _name in known}
    newer = [".".join(one) for one in executor.loader.applied_migrations if one[0] in ours and one not in known]
    if newer:
        yield Finding(
            f"The database is newer than this release: it has {_some(newer)}.",
            "Start the newer release again, or restore the backup of before the update.",
        )


def _triggers() -> Iterator[Finding]:
    missing = missing_triggers(connection)
    if missing:
        yield Finding(
            f"The database would let history be changed: it lacks {_some(missing)}.",
            "Run: manage.py migrate, and then: manage.py verify_history",
        )


def _clock() -> Iterator[Finding]:
    newest = Event.objects.order_by("-pk").first()
    if newest and newest.at > timezone.now() + CLOCKS_DIFFER:
        yield Finding(
            f"The clock of this computer says {timezone.now():%Y-%m-%d %H:%M} UTC; the record was written until "
            f"{newest.at:%Y-%m-%d %H:%M} UTC.",
            "Set the clock, and let it be kept right (NTP): planned publications go by it.",
        )
    if connection.vendor == "postgresql" and abs(_asked("SELECT clock_timestamp()") - timezone.now()) > CLOCKS_DIFFER:
        yield Finding("The clocks of this computer and of the database differ.", "Let both be kept right (NTP).")


def _asked(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def _some(names: list[str]) -> str:
    """The first few of many."""
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
