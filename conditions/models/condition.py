"""A condition and the rows of its draft that no treatment has."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.vocabulary import (
    Advised,
    AgeGroup,
    Attribute,
    BodySite,
    CodeStatus,
    CodeSystem,
    Drawing,
    Handling,
    Kind,
    Verdict,
)

from .constraints import not_empty, one_of, unique
from .governed import Governed
from .parts import AsksAtTheVisit, OfCondition


class Condition(AsksAtTheVisit, Governed):
    kind = Kind.CONDITION

    harmless = models.TextField(
        _("is it harmless?"),
        max_length=600,
        blank=True,
        help_text=_("Answer in the first word, for example: Yes. Milia are harmless. [@SP]"),
    )
    catching = models.TextField(
        _("can you catch it?"),
        max_length=600,
        blank=True,
        help_text=_("Answer in the first word, for example: No. You cannot catch milia. [@DNM]"),
    )
    handling = models.CharField(
        _("may the reader touch it?"), max_length=20, choices=Handling.choices, default=Handling.NEVER_POP
    )
    callout_heading = models.CharField(
        _("warning"), max_length=160, blank=True, help_text=_("For example: Do not pop, squeeze or pick milia")
    )
    callout_why = models.TextField(_("why not"), max_length=600, blank=True)
    callout_instead = models.TextField(
        _("what to do instead"),
        blank=True,
        help_text=_("One short sentence on each line, for example: Leave it alone."),
    )
    already_squeezed = models.TextField(
        _("if you already squeezed it"), max_length=600, blank=True, help_text=_("What to do now. No blame.")
    )
    treatments = models.ManyToManyField("Treatment", through="TreatmentOption", related_name="conditions")

    class Meta(Governed.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        constraints = [*Governed.Meta.constraints, one_of("handling", Handling)]


class TreatmentOption(OfCondition):
    """What a treatment means for this condition: advised, a choice, or to be avoided, and why."""

    treatment = models.ForeignKey("Treatment", on_delete=models.PROTECT, related_name="options")
    advice = models.CharField(_("for this condition"), max_length=20, choices=Advised.choices)
    note = models.TextField(
        _("note for this condition"),
        max_length=600,
        blank=True,
        help_text=_("For example: Not near the eye. [@MAYADA]"),
    )

    class Meta(OfCondition.Meta):
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")
        constraints = [
            one_of("advice", Advised),
            unique("once", ["condition", "treatment"], "This treatment is listed twice."),
        ]

    def __str__(self) -> str:
        return f"{self.treatment}: {self.get_advice_display()}"


class TypeOf(OfCondition):
    name = models.CharField(_("type"), max_length=160)
    description = models.TextField(_("description"), max_length=600, blank=True)

    class Meta(OfCondition.Meta):
        verbose_name = _("type")
        verbose_name_plural = _("types")
        constraints = [not_empty("name")]

    def __str__(self) -> str:
        return self.name


class Fact(OfCondition):
    """One cell of the look-alike table: condition x attribute."""

    attribute = models.CharField(_("question"), max_length=20, choices=Attribute.choices)
    text = models.TextField(_("answer"), max_length=600, help_text=_("Under 25 words, with a source."))

    class Meta(OfCondition.Meta):
        verbose_name = _("look-alike fact")
        verbose_name_plural = _("look-alike facts")
        constraints = [
            one_of("attribute", Attribute),
            not_empty("text"),
            unique("once", ["condition", "attribute"], "This question is answered twice."),
        ]

    def __str__(self) -> str:
        return str(self.get_attribute_display())


class Myth(OfCondition):
    """Something people read elsewhere, and what is wrong with it."""

    claim = models.CharField(
        _("what people read"), max_length=300, help_text=_("As a statement, for example: A salt scrub clears milia.")
    )
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    why = models.TextField(_("why"), max_length=600, blank=True)

    class Meta(OfCondition.Meta):
        verbose_name = _("myth")
        verbose_name_plural = _("myths")
        constraints = [one_of("verdict", Verdict), not_empty("claim")]

    def __str__(self) -> str:
        return self.claim


class DrawingShown(OfCondition):
    """One of our own illustrations in a leaflet, with its words."""

    drawing = models.CharField(_("drawing"), max_length=20, choices=Drawing.choices)
    alt = models.CharField(
        _("text instead of the drawing"),
        max_length=300,
        blank=True,
        help_text=_(
            "What is seen, under 125 characters, for example: "
            "A round white bead under closed skin. Shown on white skin and on brown skin."
        ),
    )
    caption = models.TextField(
        _("caption"),
        max_length=600,
        blank=True,
        help_text=_(
            "What to conclude, with “Do not” in full. A drawing with numbers needs a line for each, for example: "
            "2. Squeezing tears the skin. Do not squeeze it. [@DNM]"
        ),
    )

    class Meta(OfCondition.Meta):
        verbose_name = _("drawing")
        verbose_name_plural = _("drawings")
        constraints = [
            one_of("drawing", Drawing),
            unique("once", ["condition", "drawing"], "This drawing is listed twice."),
        ]

    def __str__(self) -> str:
        return str(self.get_drawing_display())


class LookAlike(OfCondition):
    """Something that looks similar, and how it differs."""

    name = models.CharField(_("looks like"), max_length=160)
    like = models.ForeignKey(
        Condition, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("its leaflet here")
    )
    difference = models.TextField(_("how it differs"), max_length=600, blank=True)

    class Meta(OfCondition.Meta):
        verbose_name = _("look-alike")
        verbose_name_plural = _("look-alikes")
        constraints = [not_empty("name")]

    def __str__(self) -> str:
        return self.name


class ClinicalCode(OfCondition):
    """A code of a record system that leads to this condition."""

    system = models.CharField(_("code system"), max_length=20, choices=CodeSystem.choices)
    code = models.CharField(_("code"), max_length=40, help_text=_("For example: B00.1"))
    display = models.CharField(_("name in that system"), max_length=300, blank=True)
    status = models.CharField(_("checked?"), max_length=20, choices=CodeStatus.choices, default=CodeStatus.TO_CONFIRM)
    note = models.TextField(_("note"), max_length=600, blank=True)
    below = models.BooleanField(
        _("and everything below it"),
        default=False,
        help_text=_("Tick only if this leaflet is right for every code below, for example L70 for all acne."),
    )
    excluded = models.CharField(
        _("but not"),
        max_length=300,
        blank=True,
        help_text=_("Codes below it that are something else, with spaces between: L70.2 L70.3"),
    )

    class Meta(OfCondition.Meta):
        verbose_name = _("clinical code")
        verbose_name_plural = _("clinical codes")
        constraints = [
            one_of("system", CodeSystem),
            one_of("status", CodeStatus),
            not_empty("code"),
            unique("once", ["condition", "system", "code"], "This code is listed twice."),
        ]

    def __str__(self) -> str:
        return f"{self.get_system_display()} {self.code}"


class AffectedSite(OfCondition):
    """A place on the body where the condition appears."""

    site = models.CharField(_("place on the body"), max_length=20, choices=BodySite.choices)

    class Meta(OfCondition.Meta):
        constraints = [one_of("site", BodySite), unique("once", ["condition", "site"], "This place is listed twice.")]

    def __str__(self) -> str:
        return str(self.get_site_display())


class AffectedAge(OfCondition):
    """An age group that gets the condition."""

    age_group = models.CharField(_("age group"), max_length=20, choices=AgeGroup.choices)

    class Meta(OfCondition.Meta):
        constraints = [
            one_of("age_group", AgeGroup),
            unique("once", ["condition", "age_group"], "This age group is listed twice."),
        ]

    def __str__(self) -> str:
        return str(self.get_age_group_display())
