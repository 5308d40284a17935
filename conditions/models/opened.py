"""That somebody has a draft open at the desk: told to others by name, and forgotten soon."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from conditions.vocabulary import Kind

from .constraints import one_of


class Opened(models.Model):
    """No part of the record. ``draft`` is the key of a condition, treatment or guide; a guide stands for its steps."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    draft = models.PositiveBigIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [
            one_of("kind", Kind),
            models.UniqueConstraint(fields=["kind", "draft", "person"], name="%(app_label)s_%(class)s_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} has {self.kind} {self.draft} open"
