"""Tables whose rows are never changed or deleted.

Model code refuses first, with a sentence. A database trigger refuses whatever gets past it: ``_base_manager``, a bare
QuerySet, raw SQL. SQLite drops a table's triggers whenever a migration rebuilds the table, so ``apps`` installs them
after every migrate, and a system check asks whether they are there.
"""

from typing import Any, NoReturn

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from . import guards


class HistoryIsFixed(Exception):
    """Somebody tried to change or delete a row of the record."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        raise HistoryIsFixed(f"{self.model._meta.verbose_name_plural} cannot be changed.")

    def delete(self) -> NoReturn:
        raise HistoryIsFixed(f"{self.model._meta.verbose_name_plural} cannot be deleted.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        self.update()


class AppendOnly(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HistoryIsFixed(f"A {self._meta.verbose_name} cannot be changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise HistoryIsFixed(f"A {self._meta.verbose_name} cannot be deleted.")


def tables() -> list[str]:
    """The tables that must have triggers."""
    from django.apps import apps  # the registry is complete only after all models are loaded

    return [model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly)]


_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION conditions_history_is_fixed() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'history is fixed: % of % refused', TG_OP, TG_TABLE_NAME; END;
$$ LANGUAGE plpgsql
"""


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers that are missing. Safe to run again."""
    missing = missing_triggers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for name, table, verb in _wanted(connection.vendor):
            if name in missing:
                cursor.execute(_create(connection.vendor, name, table, verb))
        for name in guards.GUARDS:
            for statement in guards.create(connection.vendor, name) if name in missing else ():
                cursor.execute(statement)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers, so that a database can be emptied: for a restore, which puts them back, and for tests."""
    drop_guards(connection)
    with connection.cursor() as cursor:
        for name, table, _verb in _wanted(connection.vendor):
            _drop(connection, cursor, name, table)


def drop_guards(connection: BaseDatabaseWrapper) -> None:
    """Before migrations: SQLite cannot rebuild a table that the trigger of another table reads."""
    with connection.cursor() as cursor:
        for name, (table, *_rest) in guards.GUARDS.items():
            _drop(connection, cursor, name, table)


def _drop(connection: BaseDatabaseWrapper, cursor: Any, name: str, table: str) -> None:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that are not there, for tables that are."""
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
    present = triggers(connection)
    wanted = [(name, table) for name, table, _verb in _wanted(connection.vendor)]
    wanted += [(name, table) for name, (table, *_rest) in guards.GUARDS.items()]
    return [name for name, table in wanted if table in existing and name not in present]


def triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of all triggers in the database."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def _wanted(vendor: str) -> list[tuple[str, str, str]]:
    verbs = ("UPDATE", "DELETE", "TRUNCATE") if vendor == "postgresql" else ("UPDATE", "DELETE")
    return [(f"{table}_no_{verb.lower()}", table, verb) for table in tables() for verb in verbs]


def _create(vendor: str, name: str, table: str, verb: str) -> str:
    if vendor == "postgresql":
        action = "EXECUTE FUNCTION conditions_history_is_fixed()"
    else:
        action = f"BEGIN SELECT RAISE(ABORT, 'history is fixed: {verb} of {table} refused'); END"
    each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    return f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH {each} {action}'
