"""Registers the system checks, and after every migrate installs triggers and roles and makes everything findable."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


def before_migrate(sender: AppConfig, using: str, plan: Any = (), **kwargs: Any) -> None:
    """Takes away, until the migrations are done, the triggers that would stop SQLite from rebuilding a table."""
    from .models.append_only import drop_guards

    if plan:
        drop_guards(connections[using])


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """With ``before_migrate`` the only signal receiver of the product: no other place follows every migrate."""
    from .models.append_only import install_triggers, missing_triggers
    from .publishing.finding import ensure_findings
    from .publishing.roles import ensure_roles

    tables = connections[using].introspection.table_names()
    if sender.get_models() and "conditions_revision" in tables:
        if missing_triggers(connections[using]):
            install_triggers(connections[using])
        ensure_roles(using)
        if {"conditions_shortcode", "conditions_revisionwords"} <= set(tables):
            ensure_findings()


class ConditionsConfig(AppConfig):
    name = "conditions"
    verbose_name = "Patient education"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers itself; models must be loaded first

        pre_migrate.connect(before_migrate, sender=self)
        post_migrate.connect(after_migrate, sender=self)
