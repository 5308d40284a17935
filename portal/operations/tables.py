"""Tables as lines of text: equal rows have equal bytes, whatever the database.

A line is a JSON list with the values of one row, as Django's serializers write them, but with times to the microsecond:
the seals of the record cover those. Lines are in the order of the primary key.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Field, Model

from conditions.models import Opened
from portal.staff.models import Tries

# What is true for minutes or hours only, and does not belong to another machine or day.
PASSING = {Session, Tries, Opened}
AT_ONCE = 500  # rows

_BEGIN = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"}


class NotReadable(ValueError):
    """A line does not hold a row of its table. The sentence names the line."""


def tables() -> list[type[Model]]:
    """Every table whose rows a backup holds, those between two others included."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy and model not in PASSING]


def columns(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def lines(model: type[Model]) -> Iterator[bytes]:
    """The rows of a table, one line each."""
    fields = columns(model)
    for row in model._base_manager.order_by("pk").iterator(chunk_size=AT_ONCE):
        yield _line([_told(field, row) for field in fields])


def values(model: type[Model], written: Iterator[bytes]) -> Iterator[list[Any]]:
    """Lines as what this database is to store. Raises NotReadable."""
    fields = columns(model)
    for number, line in enumerate(written, start=1):
        try:
            found = json.loads(line)
            if not isinstance(found, list) or len(found) != len(fields):
                raise ValueError("another number of columns")
            yield [_stored(field, value) for field, value in zip(fields, found, strict=True)]
        except Exception as error:  # each kind of column refuses in its own way
            raise NotReadable(f"{model._meta.label}, line {number}: this is not a row of that table.") from error


@contextmanager
def one_instant() -> Iterator[None]:
    """Everything read inside is as it was committed at one instant; nobody who writes meanwhile has to wait."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _line(row: list[Any]) -> bytes:
    return json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _told(field: Field, row: Model) -> Any:
    value = field.value_from_object(row)
    return value if value is None or isinstance(value, int | float | str) else field.value_to_string(row)


def _stored(field: Field, value: Any) -> Any:
    return field.get_db_prep_save(None if value is None else field.to_python(value), connection)
