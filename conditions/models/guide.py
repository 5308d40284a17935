"""A guided FAQ and the rows of its draft: steps, the options of a question, and example journeys."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.content.schema import HELP, LINE, NAME, STEP_NAME
from conditions.vocabulary import Kind, QuestionRole, StepKind, Urgency

from .constraints import not_empty, one_of, one_of_or_empty, unique
from .governed import Governed, address_name


class Guide(Governed):
    kind = Kind.GUIDE

    intro = models.TextField(
        _("what to say before it starts"),
        max_length=8000,
        blank=True,
        help_text=_("What it does, what the reader gets, and: “This is not a diagnosis.”"),
    )
    emergency = models.TextField(
        _("the line on every step"),
        max_length=LINE,
        blank=True,
        help_text=_("For example: Call {emergency_number} now if someone is very ill."),
    )
    callout_heading = models.CharField(
        _("warning"), max_length=NAME, blank=True, help_text=_("For example: Do not pop, squeeze or pick it")
    )
    callout_why = models.TextField(_("why not"), max_length=LINE, blank=True)
    come_back_heading = models.CharField(
        _("heading"), max_length=NAME, blank=True, help_text=_("For example: Come back or get help today if:")
    )
    come_back_items = models.TextField(
        _("signs"), blank=True, help_text=_("One sign on each line; each line continues the heading.")
    )

    class Meta(Governed.Meta):
        verbose_name = _("guide")
        verbose_name_plural = _("guides")


class Step(models.Model):
    """A question or an outcome. Its name is the fragment of its address and never has to be typed."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="step_rows")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(
        _("short name"),
        max_length=STEP_NAME,
        validators=[address_name],
        help_text=_("Stands in the address, for example: step-12. Keep it neutral: it stays in a browser's history."),
    )
    kind = models.CharField(_("what it is"), max_length=20, choices=StepKind.choices)
    title = models.CharField(
        _("title"),
        max_length=NAME,
        help_text=_("A question asks one thing. An outcome says what to do, for example: Get help today"),
    )
    help = models.TextField(
        _("help"), max_length=HELP, blank=True, help_text=_("What counts as “yes”, in short sentences.")
    )
    role = models.CharField(
        _("what the question is for"), max_length=20, choices=QuestionRole.choices, default=QuestionRole.ORDINARY
    )
    urgency = models.CharField(_("how urgent"), max_length=20, choices=Urgency.choices, blank=True)
    may_be = models.TextField(
        _("what it may be"),
        max_length=LINE,
        blank=True,
        help_text=_("Never names a diagnosis, for example: It may be a cold sore. [@NHSC]"),
    )
    do_now = models.TextField(
        _("what to do now"), blank=True, help_text=_("One instruction on each line, the most important one first.")
    )
    why_not = models.TextField(
        _("why not to pop it"),
        max_length=LINE,
        blank=True,
        help_text=_("For example: Do not squeeze it. There is no hole, so it can scar. [@SP]"),
    )
    come_back = models.TextField(
        _("when to come back"), blank=True, help_text=_("One sign on each line, besides those of the whole guide.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            not_empty("name"),
            not_empty("title"),
            one_of("kind", StepKind),
            one_of("role", QuestionRole),
            one_of_or_empty("urgency", Urgency),
            unique("name_once", ["guide", "name"], "Another step of this guide has this short name."),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_outcome(self) -> bool:
        return self.kind == StepKind.OUTCOME


class Option(models.Model):
    """An answer to a question. Where it leads is a row, so renaming a step cannot break it."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="option_rows")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    label = models.CharField(
        _("answer"), max_length=NAME, help_text=_("In the reader's words, for example: It tingles")
    )
    next = models.ForeignKey(
        Step,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="led_to_by",
        verbose_name=_("leads to"),
    )
    not_sure = models.BooleanField(_("this is “I am not sure”"), default=False)
    at_least = models.CharField(
        _("this answer is a sign"),
        max_length=20,
        choices=Urgency.choices,
        blank=True,
        help_text=_("Whatever comes after it must be at least this urgent."),
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [not_empty("label"), one_of_or_empty("at_least", Urgency)]

    def __str__(self) -> str:
        return self.label


class OutcomeLeaflet(models.Model):
    """A leaflet that an outcome points to."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="leaflet_rows")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    condition = models.ForeignKey("Condition", on_delete=models.PROTECT, related_name="+", verbose_name=_("leaflet"))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("leaflet")
        verbose_name_plural = _("leaflets that may help")
        constraints = [unique("once", ["step", "condition"], "This leaflet is listed twice.")]

    def __str__(self) -> str:
        return str(self.condition)


class ExampleJourney(models.Model):
    """Named answers and where they must lead. It is walked again whenever the guide changes."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="example_rows")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("name"), max_length=NAME, help_text=_("For example: Baby of 2 weeks with blisters"))
    answers = models.TextField(_("answers"), help_text=_("One answer on each line, from the first question on."))
    outcome = models.ForeignKey(
        Step, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", verbose_name=_("must lead to")
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("example journey")
        verbose_name_plural = _("example journeys")
        constraints = [not_empty("name")]

    def __str__(self) -> str:
        return self.name
