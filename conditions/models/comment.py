"""What a reviewer wants changed in one part of a version, and what the author answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnly
from .constraints import not_empty
from .review import Review


class Comment(AppendOnly):
    """Given with a request for changes (``review``), or an answer to such a comment (``answers``): never both."""

    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, null=True, related_name="comments", verbose_name=_("review")
    )
    answers = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="answer", verbose_name=_("answers the comment")
    )
    part = models.CharField(_("part of the leaflet"), max_length=100, blank=True)
    text = models.TextField(_("words"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints = [
            not_empty("text"),
            models.CheckConstraint(
                condition=Q(review__isnull=False, answers__isnull=True, part__gt="")
                | Q(review__isnull=True, answers__isnull=False, part=""),
                name="conditions_comment_or_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
