"""One person's decision on one revision."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import Decision

from .append_only import AppendOnly
from .constraints import one_of, together
from .revision import Revision


class Review(AppendOnly):
    """``submitted_by`` and ``edited_by`` repeat the revision's, so that the database can refuse a self-approval."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewer")
    )
    decision = models.CharField(_("decision"), max_length=20, choices=Decision.choices)
    comment = models.TextField(_("comment"), max_length=4000, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("decided"), default=timezone.now)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            one_of("decision", Decision),
            together(
                "by_a_second_person",
                ~Q(decision=Decision.APPROVED),
                (Q(submitted_by__isnull=True) | ~Q(submitted_by=F("reviewer")))
                & (Q(edited_by__isnull=True) | ~Q(edited_by=F("reviewer"))),
            ),
            together("says_what_to_change", ~Q(decision=Decision.CHANGES_REQUESTED), ~Q(comment="")),
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.get_decision_display()}"
