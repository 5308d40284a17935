"""A guided FAQ. Its steps have an issue of their own; history already has room for it."""

from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import Kind

from .governed import Governed


class Guide(Governed):
    kind = Kind.GUIDE

    class Meta(Governed.Meta):
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
