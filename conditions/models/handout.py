"""What leaves with a patient: revisions as given, behind one short code. Nothing in it is about the patient."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import Print

from .append_only import AppendOnly
from .constraints import exactly_one, one_of, unique
from .revision import Revision


class Handout(AppendOnly):
    """Made once, never changed: years later it still says what was given."""

    language = models.CharField(_("language"), max_length=35)
    size = models.CharField(_("print"), max_length=10, choices=Print.choices, default=Print.STANDARD)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("handout")
        verbose_name_plural = _("handouts")
        ordering = ["-made_at", "-pk"]
        default_permissions = ("add", "view")
        constraints = [one_of("size", Print)]

    def __str__(self) -> str:
        return str(_("Handout of %(date)s") % {"date": timezone.localtime(self.made_at).strftime("%d %b %Y")})


class HandoutPart(AppendOnly):
    """One document of a handout, in the version that was live when it was given."""

    handout = models.ForeignKey(Handout, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField(_("order"))
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("part of a handout")
        verbose_name_plural = _("parts of handouts")
        ordering = ["position", "pk"]
        default_permissions = ("view",)
        constraints = [unique("once", ["handout", "revision"], "This is in the handout twice.")]

    def __str__(self) -> str:
        return str(self.revision)


class ShortCode(AppendOnly):
    """Seven digits that stand for one handout, or for one document in whatever version is current. Never used again."""

    code = models.CharField(_("number"), max_length=7, unique=True)
    handout = models.OneToOneField(Handout, on_delete=models.PROTECT, null=True, related_name="short_code")
    condition = models.OneToOneField("Condition", on_delete=models.PROTECT, null=True, related_name="short_code")
    treatment = models.OneToOneField("Treatment", on_delete=models.PROTECT, null=True, related_name="short_code")
    guide = models.OneToOneField("Guide", on_delete=models.PROTECT, null=True, related_name="short_code")

    class Meta:
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        default_permissions = ("view",)
        constraints = [
            exactly_one("handout", "condition", "treatment", "guide"),
            models.CheckConstraint(condition=models.Q(code__regex=r"^[0-9]{7}$"), name="conditions_shortcode_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.code[:3]} {self.code[3:]}"
