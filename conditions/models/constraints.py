"""Constraints that many tables share: a row that must never exist is refused by the database itself."""

from collections.abc import Sequence

from django.db import models
from django.db.models import CheckConstraint, Q


def one_of(field: str, choices: type[models.TextChoices]) -> CheckConstraint:
    """The field holds a word of its vocabulary."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": list(choices.values)}),
        name=f"%(app_label)s_%(class)s_{field}_known",
        violation_error_message=f"This is not a known {field.replace('_', ' ')}.",
    )


def one_of_or_empty(field: str, choices: type[models.TextChoices]) -> CheckConstraint:
    """The field holds a word of its vocabulary, or nothing yet."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": ["", *choices.values]}), name=f"%(app_label)s_%(class)s_{field}_known"
    )


def exactly_one(*fields: str) -> CheckConstraint:
    """Exactly one of the links is set."""
    options = Q()
    for chosen in fields:
        options |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return CheckConstraint(condition=options, name="%(app_label)s_%(class)s_one_document")


def together(name: str, *conditions: Q) -> CheckConstraint:
    """One of the listed combinations holds."""
    options = Q()
    for condition in conditions:
        options |= condition
    return CheckConstraint(condition=options, name=f"%(app_label)s_%(class)s_{name}")


def not_empty(field: str) -> CheckConstraint:
    return CheckConstraint(condition=~Q(**{field: ""}), name=f"%(app_label)s_%(class)s_{field}_filled")


def unique(name: str, fields: Sequence[str], message: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=list(fields), name=f"%(app_label)s_%(class)s_{name}", violation_error_message=message
    )
