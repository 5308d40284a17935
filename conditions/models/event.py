"""Who did what, when, as a chain. No foreign keys: the record neither blocks nor follows anything else."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnly
from .constraints import unique

# What stands where the first event would name the one before it.
BEGINNING = "0" * 64


class Event(AppendOnly):
    """``digest`` covers all the other fields, ``previous`` is the digest of the event before, and ``seal`` that of the
    version, review or publication that was written with it (``publishing/record.py``)."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.CharField(_("who"), max_length=150, blank=True)
    verb = models.CharField(_("what"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20)
    slug = models.CharField(_("document"), max_length=80)
    language = models.CharField(_("language"), max_length=35)
    number = models.PositiveIntegerField(_("version"), null=True)
    sentence = models.TextField(_("in words"))
    seal = models.CharField(_("SHA-256 of what was written"), max_length=64, blank=True, default="")
    previous = models.CharField(_("SHA-256 of the entry before"), max_length=64, default="")
    digest = models.CharField(_("SHA-256 of this entry"), max_length=64, default="")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("timeline")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["kind", "slug"], name="conditions_event_document")]
        constraints = [
            unique("one_after_another", ["previous"], "Another event follows the same one."),
            CheckConstraint(
                condition=Q(previous__regex=r"^[0-9a-f]{64}$") & Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="conditions_event_chained",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class RecordHead(models.Model):
    """The end of the chain, in one row: by it a missing newest event is noticed. Writers of events take turns at it."""

    digest = models.CharField(max_length=64)
    length = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [CheckConstraint(condition=Q(pk=1), name="conditions_recordhead_only_one")]

    def __str__(self) -> str:
        return self.digest
