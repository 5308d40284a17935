"""Who did what, when. No foreign keys: the record neither blocks nor follows anything else."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnly


class Event(AppendOnly):
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.CharField(_("who"), max_length=150, blank=True)
    verb = models.CharField(_("what"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20)
    slug = models.CharField(_("document"), max_length=80)
    language = models.CharField(_("language"), max_length=35)
    number = models.PositiveIntegerField(_("version"), null=True)
    sentence = models.TextField(_("in words"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("timeline")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["kind", "slug"], name="conditions_event_document")]

    def __str__(self) -> str:
        return self.sentence
