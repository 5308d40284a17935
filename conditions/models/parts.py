"""The rows of a draft that a condition and a treatment share. Their order is what an editor set."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import SectionKind, Urgency

from .constraints import exactly_one, not_empty, one_of


class AsksAtTheVisit(models.Model):
    """A leaflet that gives the reader questions to take along."""

    questions_to_ask = models.TextField(
        _("questions to ask at the appointment"),
        blank=True,
        help_text=_(
            "One whole question on each line, in a patient's words, for example: Is this something I need to treat?"
        ),
    )

    class Meta:
        abstract = True


class OfCondition(models.Model):
    """A row of a condition's draft."""

    condition = models.ForeignKey("Condition", on_delete=models.CASCADE, related_name="%(class)s_rows")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class OfLeaflet(models.Model):
    """A row of a condition's or of a treatment's draft: exactly one of the two."""

    condition = models.ForeignKey(
        "Condition", on_delete=models.CASCADE, null=True, blank=True, related_name="%(class)s_rows"
    )
    treatment = models.ForeignKey(
        "Treatment", on_delete=models.CASCADE, null=True, blank=True, related_name="%(class)s_rows"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [exactly_one("condition", "treatment")]


class AlsoKnownAs(OfLeaflet):
    """Another name, shown to patients or only searched for."""

    name = models.CharField(_("name"), max_length=160, help_text=_("For example: fever blisters."))
    search_only = models.BooleanField(
        _("search only"),
        default=False,
        help_text=_("Tick for a wrong or odd name that people type but must not be shown."),
    )

    class Meta(OfLeaflet.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [*OfLeaflet.Meta.constraints, not_empty("name")]

    def __str__(self) -> str:
        return self.name


class CareCard(OfLeaflet):
    """Where to get help, and the red flags that lead there."""

    urgency = models.CharField(_("how urgent"), max_length=20, choices=Urgency.choices)
    heading = models.CharField(
        _("heading"),
        max_length=160,
        help_text=_("Starts with the action, for example: Call {emergency_number} now if:"),
    )
    items = models.TextField(
        _("signs"),
        blank=True,
        help_text=_("One sign on each line; each line continues the heading, for example: your eye hurts [@MOOR]"),
    )
    ending = models.TextField(_("what to say after the signs"), max_length=600, blank=True)

    class Meta(OfLeaflet.Meta):
        verbose_name = _("care card")
        verbose_name_plural = _("when to get help (most urgent first)")
        constraints = [*OfLeaflet.Meta.constraints, one_of("urgency", Urgency), not_empty("heading")]

    def __str__(self) -> str:
        return f"{self.get_urgency_display()}: {self.heading}"


class Section(OfLeaflet):
    """An ordered, typed part of a leaflet."""

    kind = models.CharField(_("about"), max_length=20, choices=SectionKind.choices)
    title = models.CharField(_("heading"), max_length=160, help_text=_("For example: What causes milia"))
    body = models.TextField(
        _("words"),
        max_length=8000,
        blank=True,
        help_text=_(
            "Short sentences. A blank line starts a paragraph; “- ” starts a list item. "
            "After a fact, name its source: [@SP]"
        ),
    )

    class Meta(OfLeaflet.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [*OfLeaflet.Meta.constraints, one_of("kind", SectionKind), not_empty("title")]

    def __str__(self) -> str:
        return self.title


class AdviceItem(OfLeaflet):
    """One item of the do list or of the do-not list."""

    is_dont = models.BooleanField(_("this is something not to do"), default=False)
    text = models.TextField(
        _("advice"),
        max_length=600,
        help_text=_("A whole sentence. Something not to do starts with “Do not”, for example: Do not squeeze it."),
    )
    why = models.TextField(_("because"), max_length=600, blank=True)

    class Meta(OfLeaflet.Meta):
        verbose_name = _("do or do not")
        verbose_name_plural = _("do and do not")
        constraints = [*OfLeaflet.Meta.constraints, not_empty("text")]

    def __str__(self) -> str:
        return self.text


class Question(OfLeaflet):
    """A frequently asked question with its answer."""

    question = models.CharField(_("question"), max_length=300, help_text=_("In a patient's words: Can I squeeze it?"))
    answer = models.TextField(
        _("answer"), max_length=8000, blank=True, help_text=_("Answer in the first word if you can.")
    )

    class Meta(OfLeaflet.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions people ask")
        constraints = [*OfLeaflet.Meta.constraints, not_empty("question")]

    def __str__(self) -> str:
        return self.question


class WordExplained(OfLeaflet):
    """A medical word of the leaflet with its meaning in plain words."""

    word = models.CharField(
        _("medical word"), max_length=160, help_text=_("As the leaflet writes it, one only: keratin, not keratins.")
    )
    meaning = models.TextField(
        _("what it means"),
        max_length=600,
        blank=True,
        help_text=_("In plain words, for example: A tough material that is a normal part of skin. [@SP]"),
    )

    class Meta(OfLeaflet.Meta):
        verbose_name = _("word explained")
        verbose_name_plural = _("words explained")
        constraints = [*OfLeaflet.Meta.constraints, not_empty("word")]

    def __str__(self) -> str:
        return self.word
