"""An immutable numbered snapshot of one document in one language, frozen when it is submitted for review."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import Kind

from .append_only import AppendOnly
from .constraints import exactly_one
from .governed import Governed


class Revision(AppendOnly):
    """The bytes that a reviewer reads and signs. It has no state: reviews and publications say where it stands."""

    condition = models.ForeignKey("Condition", on_delete=models.PROTECT, null=True, related_name="revisions")
    treatment = models.ForeignKey("Treatment", on_delete=models.PROTECT, null=True, related_name="revisions")
    guide = models.ForeignKey("Guide", on_delete=models.PROTECT, null=True, related_name="revisions")
    language = models.CharField(_("language"), max_length=35)
    number = models.PositiveIntegerField(_("version"))
    translates = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="translations", verbose_name=_("translation of")
    )
    content = models.JSONField(_("document"))
    schema = models.PositiveSmallIntegerField(_("schema"))
    digest = models.CharField(_("SHA-256"), max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by")
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("last edited by"),
    )
    created_at = models.DateTimeField(_("submitted"), default=timezone.now)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            exactly_one("condition", "treatment", "guide"),
            CheckConstraint(condition=Q(number__gte=1), name="conditions_revision_number_from_1"),
            CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="conditions_revision_digest_sha256"),
            *(
                UniqueConstraint(fields=[kind, "language", "number"], name=f"conditions_revision_{kind}_number")
                for kind in ("condition", "treatment", "guide")
            ),
        ]
        # Without them SQLite takes a kind of which there are few for one of which nearly every row has the same, none.
        indexes = [
            models.Index(
                fields=[kind, "language"],
                condition=Q(**{f"{kind}__isnull": False}),
                name=f"conditions_rev_{kind}_live",
            )
            for kind in ("condition", "treatment", "guide")
        ]
        permissions = [
            ("submit_revision", "Can send a draft for review"),
            ("review_revision", "Can approve a version or request changes"),
            ("publish_revision", "Can publish an approved version"),
            ("withdraw_revision", "Can withdraw a leaflet"),
            ("break_glass_revision", "Can publish in an emergency without approval"),
        ]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(_("%(title)s, version %(number)s") % {"title": self.content["title"], "number": self.number})

    @property
    def document(self) -> Governed:
        return self.condition or self.treatment or self.guide

    @property
    def kind(self) -> Kind:
        return self.document.kind
