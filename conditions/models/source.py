"""The evidence register: a source, and what one document relies on it for."""

from django.conf import settings
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import HowRead, Reached, Standing

from .constraints import exactly_one, not_empty, one_of, one_of_or_empty, together, unique
from .parts import OfLeaflet


class Source(models.Model):
    """A reference. Documents freeze its details; the row is the clinic's current register."""

    key = models.CharField(
        _("short name"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]+$", _("Use letters, digits and hyphens only, for example: CDCG."))],
        help_text=_("How it is named in the words, for example: CDCG, which is written as [@CDCG]."),
    )
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    url = models.CharField(
        _("address"), max_length=500, validators=[URLValidator(schemes=["http", "https"])], help_text="https://..."
    )
    how_read = models.CharField(_("how we read it"), max_length=20, choices=HowRead.choices)
    read_on = models.DateField(_("date read"), null=True, blank=True)
    note = models.TextField(
        _("note"), max_length=600, blank=True, help_text=_("For example: older copy; check the page.")
    )
    standing = models.CharField(
        _("is it still as we read it?"),
        max_length=20,
        choices=Standing.choices,
        default=Standing.CURRENT,
        help_text=_("A source that has changed must be read again. One that was retracted must not be relied on."),
    )
    standing_note = models.TextField(_("what happened to it"), max_length=600, blank=True)
    standing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    standing_at = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(_("address last asked"), null=True, editable=False)
    check_result = models.CharField(
        _("what the address answered"), max_length=20, choices=Reached.choices, blank=True, editable=False
    )
    check_note = models.CharField(max_length=600, blank=True, editable=False)
    pack_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["key"]
        verbose_name = _("source")
        verbose_name_plural = _("sources (evidence register)")
        constraints = [
            one_of("how_read", HowRead),
            not_empty("key"),
            not_empty("title"),
            one_of("standing", Standing),
            one_of_or_empty("check_result", Reached),
            together("says_what_happened", models.Q(standing=Standing.CURRENT), ~models.Q(standing_note="")),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"


class Citation(OfLeaflet):
    """That a document relies on a source, and for what."""

    guide = models.ForeignKey("Guide", on_delete=models.CASCADE, null=True, blank=True, related_name="citation_rows")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source"))
    says = models.TextField(
        _("what it says that we rely on"), max_length=600, blank=True, help_text=_("In your own words.")
    )

    class Meta(OfLeaflet.Meta):
        verbose_name = _("source of this leaflet")
        verbose_name_plural = _("sources")
        constraints = [
            exactly_one("condition", "treatment", "guide"),
            unique("once_in_condition", ["condition", "source"], "This source is listed twice."),
            unique("once_in_treatment", ["treatment", "source"], "This source is listed twice."),
            unique("once_in_guide", ["guide", "source"], "This source is listed twice."),
        ]

    def __str__(self) -> str:
        return self.source.key
