"""A treatment, advised or to be avoided, and who must take care with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import Evidence, Kind, Setting

from .constraints import not_empty, one_of
from .governed import Governed
from .parts import AsksAtTheVisit


class Treatment(AsksAtTheVisit, Governed):
    kind = Kind.TREATMENT

    setting = models.CharField(_("who can do it"), max_length=20, choices=Setting.choices, default=Setting.CLINICIAN)
    who_can_do_it = models.TextField(_("who can do it, in words"), max_length=600, blank=True)
    evidence_rating = models.CharField(
        _("how well is it shown to work?"), max_length=20, choices=Evidence.choices, default=Evidence.NONE
    )
    evidence_text = models.TextField(
        _("the evidence, in words"), max_length=600, blank=True, help_text=_("For example: Only case reports. [@DNM]")
    )
    time_to_work = models.TextField(_("time to see a change"), max_length=600, blank=True)
    effort = models.TextField(_("what it costs in effort"), max_length=600, blank=True)

    class Meta(Governed.Meta):
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")
        constraints = [*Governed.Meta.constraints, one_of("setting", Setting), one_of("evidence_rating", Evidence)]


class Caution(models.Model):
    """Somebody who must not use a treatment, or must take care with it."""

    treatment = models.ForeignKey(Treatment, on_delete=models.CASCADE, related_name="caution_rows")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    who = models.CharField(_("who"), max_length=160, help_text=_("For example: You are pregnant"))
    why = models.TextField(_("why"), max_length=600, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("who must not use it or take care")
        verbose_name_plural = _("who must not use it or take care")
        constraints = [not_empty("who")]

    def __str__(self) -> str:
        return self.who
