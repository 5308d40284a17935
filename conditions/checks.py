"""System checks: what must be true of an installation before it serves."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import OperationalError, connections

from .models.append_only import missing_triggers


@register(Tags.database)
def history_is_guarded(app_configs: Any, databases: list[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The triggers that keep history fixed are there. Runs with ``migrate`` and ``check --database default``."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        try:
            missing = missing_triggers(connections[alias])
        except OperationalError:
            continue  # an unreachable database is not this check's news
        if missing:
            names = ", ".join(sorted(missing))
            found.append(
                Error(
                    f"Triggers that keep history fixed are missing: {names}.", hint="Run migrate.", id="conditions.E001"
                )
            )
    return found
