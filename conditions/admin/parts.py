"""The rows of a draft as groups of small forms, in the order in which a patient reads them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from conditions.models import (
    AdviceItem,
    AlsoKnownAs,
    CareCard,
    Caution,
    Citation,
    ClinicalCode,
    Fact,
    LookAlike,
    Myth,
    Question,
    Section,
    TreatmentOption,
    TypeOf,
)

LONG_TEXTS = {  # lines shown
    "body": 10,
    "answer": 5,
    "items": 6,
    "callout_instead": 4,
    "long_description": 4,
    "intro": 4,
    "help": 4,
    "do_now": 5,
    "come_back": 3,
    "come_back_items": 8,
    "answers": 5,
}


class RowForm(forms.ModelForm):
    position = forms.IntegerField(
        label="Order",
        required=False,
        min_value=0,
        max_value=32000,
        widget=forms.NumberInput(attrs={"class": "desk-order", "placeholder": "last"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial["position"] = None


class TextsOfSensibleSize:
    """Text boxes as tall as what is usually written in them."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.TextField) and field:
            field.widget.attrs["rows"] = LONG_TEXTS.get(db_field.name, 2)
        return field


class Rows(TextsOfSensibleSize, admin.StackedInline):
    form = RowForm
    extra = 0
    show_change_link = False
    classes = ("collapse",)
    template = "admin/conditions/rows.html"

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.ForeignKey) and field:
            # Leaflets are made on their own pages; only a new source is added from here.
            widget = field.widget
            widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
            widget.can_add_related = widget.can_add_related and db_field.name == "source"
        return field


class NameRows(Rows):
    model = AlsoKnownAs
    fields = ("name", "search_only", "position")


class CareCardRows(Rows):
    model = CareCard
    fields = ("urgency", "heading", "items", "ending", "position")


class SectionRows(Rows):
    model = Section
    fields = ("kind", "title", "body", "position")


class DoForm(RowForm):
    is_dont = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.is_dont = self.is_dont


class DontForm(DoForm):
    is_dont = True


class DoRows(Rows):
    model = AdviceItem
    form = DoForm
    fields = ("text", "why", "position")
    verbose_name, verbose_name_plural = "something to do", "do"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).filter(is_dont=self.form.is_dont)


class DontRows(DoRows):
    form = DontForm
    verbose_name, verbose_name_plural = "something not to do", "do not"


class TypeRows(Rows):
    model = TypeOf
    fields = ("name", "description", "position")


class FactRows(Rows):
    """Shown to patients in the order of the questions, so there is no order to set."""

    model = Fact
    form = forms.ModelForm
    fields = ("attribute", "text")


class TreatmentRows(Rows):
    model = TreatmentOption
    fields = ("treatment", "advice", "note", "position")
    autocomplete_fields = ("treatment",)


class MythRows(Rows):
    model = Myth
    fields = ("claim", "verdict", "why", "position")


class QuestionRows(Rows):
    model = Question
    fields = ("question", "answer", "position")


class LookAlikeRows(Rows):
    model = LookAlike
    fk_name = "condition"
    fields = ("name", "like", "difference", "position")
    autocomplete_fields = ("like",)


class CodeRows(Rows):
    model = ClinicalCode
    fields = ("system", "code", "display", "status", "note", "position")


class CautionRows(Rows):
    model = Caution
    fields = ("who", "why", "position")


class CitationRows(Rows):
    model = Citation
    fields = ("source", "says", "position")
    autocomplete_fields = ("source",)
