"""A picture in a leaflet. The file is named by the SHA-256 of its bytes, so a revision fixes it for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import SkinTone

from .constraints import not_empty, one_of
from .parts import OfLeaflet


class Picture(OfLeaflet):
    file = models.CharField(_("file"), max_length=80, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        _("text instead of the picture"),
        max_length=300,
        blank=True,
        help_text=_(
            "What is seen, ending with the skin tone: Two white beads under an eye. Shown on light brown skin."
        ),
    )
    caption = models.TextField(_("caption"), max_length=600, blank=True)
    long_description = models.TextField(
        _("long description"), max_length=8000, blank=True, help_text=_("Size, shape, texture, number, pattern, place.")
    )
    skin_tone = models.CharField(
        _("skin tone shown"), max_length=20, choices=SkinTone.choices, default=SkinTone.NOT_SHOWN
    )
    licence = models.CharField(_("licence"), max_length=160, blank=True, help_text=_("For example: CC BY 4.0"))
    credit = models.CharField(_("credit"), max_length=160, blank=True, help_text=_("Who made it."))
    sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("Tick for genitals and open sores: readers choose to see it.")
    )

    class Meta(OfLeaflet.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [*OfLeaflet.Meta.constraints, one_of("skin_tone", SkinTone), not_empty("file")]

    def __str__(self) -> str:
        return self.alt or self.file
