"""The installation's own name and numbers: one row, filled into every output when it is rendered."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from conditions.content.placeholders import FALLBACKS
from conditions.vocabulary import Paper

from .constraints import one_of

one_line = RegexValidator(r"^[^\x00-\x1f{}<>]*$", _("Use one line of plain text, without < > { }."))


def _number(label: str, example: str) -> models.CharField:
    return models.CharField(label, max_length=120, blank=True, validators=[one_line], help_text=example)


class Clinic(models.Model):
    """An empty field falls back to a plain phrase such as “your local emergency number”."""

    clinic_name = _number(_("name of the clinic"), _("As patients know it."))
    clinic_phone = _number(_("telephone"), _("For example: 01632 960 000"))
    opening_hours = _number(_("opening hours"), _("For example: Monday to Friday, 8am to 6pm"))
    emergency_number = _number(_("emergency number"), _("For example: 999, 112 or 911"))
    urgent_line = _number(_("urgent care line"), _("For example: 111"))
    sexual_health_clinic = _number(_("sexual health clinic"), _("Name and telephone."))
    maternity_unit = _number(_("maternity unit"), _("Name and telephone."))
    eye_service = _number(_("urgent eye service"), _("Name and telephone."))
    crisis_line = _number(_("crisis line"), _("For people who think of harming themselves."))
    assault_support = _number(_("sexual assault support"), _("Name and telephone of a service near you."))

    paper = models.CharField(
        _("paper"), max_length=10, choices=Paper.choices, default=Paper.A4, help_text=_("What your printers use.")
    )

    overdue_grace_days = models.PositiveSmallIntegerField(
        _("days before patients are told"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_("A leaflet whose review is late says so to patients after this many days: 30, at most 365."),
    )

    names_in_history = models.BooleanField(
        _("name who approved a version"),
        default=False,
        help_text=_("The public list of versions says “a clinical reviewer”. Tick to show the person's name instead."),
    )

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinic: name and numbers")
        constraints = [
            CheckConstraint(condition=Q(pk=1), name="conditions_clinic_only_one"),
            one_of("paper", Paper),
            CheckConstraint(condition=Q(overdue_grace_days__lte=365), name="conditions_clinic_grace_within_a_year"),
        ]

    def __str__(self) -> str:
        return self.clinic_name or str(_("This clinic"))

    @classmethod
    def current(cls) -> "Clinic":
        """The one clinic; an empty one if nothing has been set."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def numbers(self) -> dict[str, str]:
        """Placeholder name -> this clinic's value."""
        return {name: getattr(self, name) for name in FALLBACKS}
