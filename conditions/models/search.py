"""What staff keep for the search, and the words that found nothing. No patient, no time, no sentence."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import SOURCE_LANGUAGE

from .constraints import exactly_one, not_empty
from .revision import Revision

has_a_letter = RegexValidator(r"[^\W\d_]", _("Write at least one word."))


class RevisionWords(models.Model):
    """What a revision is found by, made once from its frozen words; made again where a release finds other words."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, primary_key=True, related_name="words")
    found_by = models.JSONField()
    made_as = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.revision_id)


class Synonym(models.Model):
    """Words that people type, and what the leaflets call the same thing."""

    said = models.CharField(
        _("what people type"),
        max_length=80,
        validators=[has_a_letter],
        help_text=_("One word or a few, for example: private parts"),
    )
    means = models.CharField(
        _("what our leaflets call it"),
        max_length=200,
        validators=[has_a_letter],
        help_text=_("Put a comma between several, for example: genitals, penis, vulva"),
    )
    language = models.CharField(_("language"), max_length=35, default=SOURCE_LANGUAGE, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["said"]
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        constraints = [
            not_empty("said"),
            not_empty("means"),
            models.UniqueConstraint(
                Lower("said"),
                "language",
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("These words are in the list already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said}: {self.means}"


class ShownFirst(models.Model):
    """A leaflet or guide that stands first when a search has certain words."""

    said = models.CharField(
        _("words of the search"),
        max_length=80,
        validators=[has_a_letter],
        help_text=_("Each of them must be in the search, in any order, for example: pop lip"),
    )
    condition = models.ForeignKey(
        "Condition", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("condition")
    )
    treatment = models.ForeignKey(
        "Treatment", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("treatment")
    )
    guide = models.ForeignKey(
        "Guide", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("guide")
    )
    language = models.CharField(_("language"), max_length=35, default=SOURCE_LANGUAGE, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["said"]
        verbose_name = _("leaflet shown first")
        verbose_name_plural = _("leaflets shown first")
        constraints = [
            not_empty("said"),
            exactly_one("condition", "treatment", "guide"),
            models.UniqueConstraint(
                Lower("said"),
                "language",
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("These words lead to a leaflet already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said}: {self.document}"

    @property
    def document(self) -> models.Model | None:
        return self.condition or self.treatment or self.guide


class MissedWord(models.Model):
    """One word that found nothing, and how often. Until the fifth time the word itself is not here, only its digest."""

    SHOWN_FROM = 5

    key = models.CharField(max_length=64, unique=True)
    word = models.CharField(_("word"), max_length=20, blank=True)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        ordering = ["-times", "word"]
        verbose_name = _("word not found")
        verbose_name_plural = _("searched for and not found")
        default_permissions = ("view",)
        constraints = [
            CheckConstraint(
                condition=Q(word="") | Q(times__gte=5), name="conditions_missedword_readable_from_the_fifth_time"
            )
        ]

    def __str__(self) -> str:
        return self.word
