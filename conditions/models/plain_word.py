"""A hard word and the plain one that patients know. Staff keep the list; the checks of the desk use it."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .constraints import not_empty


class PlainWord(models.Model):
    jargon = models.CharField(
        _("hard word"), max_length=80, help_text=_("One word or phrase, in the singular, for example: papule")
    )
    plain = models.CharField(_("plain word"), max_length=160, help_text=_("What patients say, for example: small bump"))

    class Meta:
        ordering = ["jargon"]
        verbose_name = _("plain word")
        verbose_name_plural = _("plain words for hard ones")
        constraints = [
            not_empty("jargon"),
            not_empty("plain"),
            models.UniqueConstraint(
                Lower("jargon"),
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("This hard word is in the list already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jargon}: {self.plain}"

    @classmethod
    def listed(cls) -> dict[str, str]:
        """The whole list, hard word to plain word."""
        return dict(cls.objects.values_list("jargon", "plain"))
