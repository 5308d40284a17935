"""Registers the system checks, and lets auditors read the list of sign-ins."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """The permission exists only after the migration, and ``conditions`` makes the role after its own."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions

    from conditions.publishing.roles import AUDITOR

    create_permissions(sender, verbosity=0, using=using)
    auth = apps.get_app_config("auth")
    readers = auth.get_model("Group").objects.using(using).filter(name=AUDITOR).first()
    if readers:
        readers.permissions.add(auth.get_model("Permission").objects.using(using).get(codename="view_signin"))


class StaffConfig(AppConfig):
    name = "portal.staff"
    label = "staff"
    verbose_name = "Staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers itself

        post_migrate.connect(after_migrate, sender=self)
