"""What every document has, whatever its kind: an address, a title, an owner, a review interval."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from conditions.content.schema import SLUG
from conditions.vocabulary import SOURCE_LANGUAGE, Kind

from .constraints import exactly_one, not_empty

address_name = RegexValidator(
    SLUG, _("Use small letters, digits and single hyphens only, for example: cold-sores."), "address_name"
)


class Governed(models.Model):
    """A document: the identity that an address names, and the draft that editors change.

    Nothing here is public. What patients see is the revision of the publication in force.
    """

    kind: Kind

    slug = models.CharField(
        _("address name"),
        max_length=80,
        unique=True,
        validators=[address_name],
        help_text=_("The last part of the web address, for example: cold-sores. It stays for ever once published."),
    )
    language = models.CharField(_("language"), max_length=35, default=SOURCE_LANGUAGE, editable=False)
    title = models.CharField(
        _("title"), max_length=160, help_text=_("The plain name that patients know, for example: Cold sores.")
    )
    summary = models.TextField(
        _("what it is, in one sentence"),
        max_length=600,
        blank=True,
        help_text=_("At most 20 words, for example: Milia are tiny, hard, white bumps under the skin. [@SP]"),
    )
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Tick for leaflets about genitals or sex, which people may read on a shared phone."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
        help_text=_("Who makes sure that this leaflet is reviewed in time."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("review every (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_("How many months after an approval the whole leaflet must be reviewed again: 24, at most 36."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    edited_at = models.DateTimeField(_("last edited"), auto_now=True)
    pack = models.CharField(max_length=80, blank=True, editable=False)
    pack_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["title", "slug"]
        constraints = [
            not_empty("slug"),
            not_empty("title"),
            CheckConstraint(
                condition=Q(review_months__isnull=True) | Q(review_months__range=(1, 36)),
                name="%(app_label)s_%(class)s_review_months_range",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.kind.value}s/{self.slug}/"


class FormerAddress(models.Model):
    """An address that a document had before. It redirects for good, so a printed link never dies."""

    slug = models.CharField(max_length=80, validators=[address_name])
    kind = models.CharField(max_length=20, choices=Kind.choices)
    condition = models.ForeignKey("Condition", on_delete=models.PROTECT, null=True, related_name="former_addresses")
    treatment = models.ForeignKey("Treatment", on_delete=models.PROTECT, null=True, related_name="former_addresses")
    guide = models.ForeignKey("Guide", on_delete=models.PROTECT, null=True, related_name="former_addresses")

    class Meta:
        constraints = [
            exactly_one("condition", "treatment", "guide"),
            models.UniqueConstraint(fields=["kind", "slug"], name="%(app_label)s_%(class)s_unique"),
        ]

    def __str__(self) -> str:
        return self.slug
