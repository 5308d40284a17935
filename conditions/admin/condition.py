"""The page of a condition."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models

from conditions.models import AffectedAge, AffectedSite, Condition, LookAlike
from conditions.vocabulary import AgeGroup, BodySite

from .document import DocumentAdmin
from .drawing import DrawingRows
from .parts import (
    CareCardRows,
    CitationRows,
    CodeRows,
    DontRows,
    DoRows,
    FactRows,
    LookAlikeRows,
    MythRows,
    NameRows,
    QuestionRows,
    SectionRows,
    TreatmentRows,
    TypeRows,
    WordRows,
)
from .picture import PictureRows
from .stale import DraftForm
from .writing import Writing


def _ticks(label: str, vocabulary: type[models.TextChoices], rule: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=vocabulary.choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=rule
    )


# field of the form -> (model, field of the model)
TICKED = {"body_sites": (AffectedSite, "site"), "age_groups": (AffectedAge, "age_group")}


class ConditionForm(DraftForm):
    body_sites = _ticks("Places on the body", BodySite, "Where readers look for it. Tick the usual places only.")
    age_groups = _ticks("Age groups", AgeGroup, "Who usually gets it. Tick all that apply.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TICKED:
            self.initial[name] = ticked(name, self.instance) if self.instance.pk else []

    def _save_m2m(self) -> None:
        super()._save_m2m()
        for name, (model, field) in TICKED.items():
            if name in self.changed_data:
                model.objects.filter(condition=self.instance).delete()
                model.objects.bulk_create(
                    model(condition=self.instance, position=position, **{field: value})
                    for position, value in enumerate(self.cleaned_data[name], start=1)
                )


def ticked(name: str, condition: Condition) -> list[str]:
    model, field = TICKED[name]
    return list(model.objects.filter(condition=condition).values_list(field, flat=True))


@admin.register(Condition)
class ConditionAdmin(Writing, DocumentAdmin):
    form = ConditionForm
    fieldsets = (
        ("Title", {"fields": ("title", "slug", "sensitive")}),
        (
            "Opening",
            {
                "fields": ("summary", "harmless", "catching"),
                "description": "The three answers that every reader sees first.",
            },
        ),
        (
            "Don't-pop callout",
            {
                "fields": ("handling", "callout_heading", "callout_why", "callout_instead", "already_squeezed"),
                "description": "The warning in the box at the top of the leaflet.",
            },
        ),
        (
            "Questions to ask",
            {"fields": ("questions_to_ask",), "description": "A list that readers take to their appointment."},
        ),
        ("Where and who", {"fields": ("body_sites", "age_groups")}),
        ("Review and owner", {"fields": ("review_months", "owner")}),
    )
    inlines = (
        NameRows,
        CareCardRows,
        SectionRows,
        DoRows,
        DontRows,
        TypeRows,
        FactRows,
        TreatmentRows,
        MythRows,
        QuestionRows,
        LookAlikeRows,
        WordRows,
        DrawingRows,
        PictureRows,
        CodeRows,
        CitationRows,
    )

    parts = (
        ("Content", ("Title", "Opening"), (NameRows, SectionRows, TypeRows, WordRows)),
        ("Safety", ("Don't-pop callout",), (CareCardRows, DoRows, DontRows)),
        ("Look-alike facts", ("Where and who",), (FactRows, LookAlikeRows)),
        ("Treatments", (), (TreatmentRows,)),
        ("Questions and myths", ("Questions to ask",), (QuestionRows, MythRows)),
        ("Pictures", (), (DrawingRows, PictureRows)),
        ("Sources", (), (CitationRows,)),
        ("Codes", (), (CodeRows,)),
        ("Review and owner", ("Review and owner",), ()),
    )

    # Read by the page that people see who may look but not change.
    @admin.display(description="places on the body")
    def body_sites(self, condition: Condition) -> str:
        return ", ".join(str(BodySite(site).label) for site in ticked("body_sites", condition))

    @admin.display(description="age groups")
    def age_groups(self, condition: Condition) -> str:
        return ", ".join(str(AgeGroup(group).label) for group in ticked("age_groups", condition))

    def used_by(self, row: Condition) -> list[str]:
        pointing = LookAlike.objects.filter(like=row).exclude(condition=row)
        return list(pointing.values_list("condition__title", flat=True))
