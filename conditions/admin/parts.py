"""The rows of a draft as groups of small forms, in the order in which a patient reads them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.http import HttpRequest

from conditions.content.clinical_codes import excluded_codes, problem, problem_below, written
from conditions.content.outline import CARD_PROMPTS, FACT_PROMPTS, SECTION_PROMPTS
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
    WordExplained,
)
from conditions.vocabulary import Attribute

from .house_rules import house_rule

LONG_TEXTS = {  # lines shown
    "body": 10,
    "answer": 5,
    "items": 6,
    "callout_instead": 4,
    "questions_to_ask": 6,
    "caption": 3,
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


class Prompted:
    """For the form of a row: the prompt of the outline for what the row is about, as help beside its words."""

    chosen_by, prompted, prompts = "", "", {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prompt = self.prompts.get(self[self.chosen_by].value() or "")
        if prompt and self.prompted in self.fields:
            field = self.fields[self.prompted]
            field.help_text = f"{prompt} {field.help_text}"


class TextsOfSensibleSize:
    """Text boxes as tall as what is usually written in them, each with the house rule beside it."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.TextField) and field:
            field.widget.attrs["rows"] = LONG_TEXTS.get(db_field.name, 2)
        if field and not field.help_text:
            field.help_text = house_rule(db_field.model, db_field.name)
        return field


class BoxThatSearches(AutocompleteSelect):
    """Looks up only what can be a row: Django's own fails on any other value that a form is shown again with."""

    def optgroups(self, name: str, value: list[str], attr: dict | None = None) -> Any:
        return super().optgroups(
            name, [one for one in value if one.isascii() and one.isdigit() and len(one) < 19], attr
        )


class Rows(TextsOfSensibleSize, admin.StackedInline):
    form = RowForm
    extra = 0
    show_change_link = False
    classes = ("collapse",)
    template = "admin/conditions/rows.html"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Without JavaScript no row can be added on the page, so it is opened with an empty one: ``?rows=1``."""
        return 1 if request.method == "GET" and "rows" in request.GET else 0

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = BoxThatSearches(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

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


class CareCardForm(Prompted, RowForm):
    chosen_by, prompted, prompts = "urgency", "items", CARD_PROMPTS


class CareCardRows(Rows):
    model = CareCard
    form = CareCardForm
    fields = ("urgency", "heading", "items", "ending", "position")


class SectionForm(Prompted, RowForm):
    chosen_by, prompted, prompts = "kind", "body", SECTION_PROMPTS


class SectionRows(Rows):
    model = Section
    form = SectionForm
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


class FactForm(Prompted, forms.ModelForm):
    """A question without an answer is no row yet."""

    chosen_by, prompted, prompts = "attribute", "text", FACT_PROMPTS

    def has_changed(self) -> bool:
        return bool(self.changed_data) and (not self.instance._state.adding or "text" in self.changed_data)


class FactRows(Rows):
    """All the questions, answered or not. Shown to patients in this order, so there is no order to set."""

    model = Fact
    form = FactForm
    fields = ("attribute", "text")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(unanswered(obj))


def unanswered(condition: Any) -> list[str]:
    """The look-alike questions that the draft does not answer."""
    answered = set(condition.fact_rows.values_list("attribute", flat=True)) if condition else set()
    return [attribute for attribute in Attribute.values if attribute not in answered]


class TreatmentRows(Rows):
    model = TreatmentOption
    fields = ("treatment", "advice", "note", "position")
    autocomplete_fields = ("treatment",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("treatment")  # named in the heading of its row


class MythRows(Rows):
    model = Myth
    fields = ("claim", "verdict", "why", "position")


class QuestionRows(Rows):
    model = Question
    fields = ("question", "answer", "position")


class WordRows(Rows):
    model = WordExplained
    fields = ("word", "meaning", "position")


class LookAlikeRows(Rows):
    model = LookAlike
    fk_name = "condition"
    fields = ("name", "like", "difference", "position")
    autocomplete_fields = ("like",)


class CodeForm(RowForm):
    """Codes as their system writes them; one that cannot be right is refused before a record system relies on it."""

    def clean_code(self) -> str:
        system, code = self.cleaned_data.get("system"), self.cleaned_data["code"]
        if not system:
            return code
        code = written(system, code)
        if wrong := problem(system, code):
            raise forms.ValidationError(wrong)
        return code

    def clean_excluded(self) -> str:
        row = self.cleaned_data
        if not (row.get("system") and row.get("code")):
            return row["excluded"]
        if wrong := problem_below(row["system"], row["code"], row.get("below", False), row["excluded"]):
            raise forms.ValidationError(wrong)
        return " ".join(excluded_codes(row["system"], row["excluded"]))


class CodeRows(Rows):
    model = ClinicalCode
    form = CodeForm
    fields = ("system", "code", "also_on", "below", "excluded", "display", "status", "note", "position")
    readonly_fields = ("also_on",)

    @admin.display(description="also on")
    def also_on(self, row: ClinicalCode) -> str:
        """The other leaflets with this code: a record system that sends it is shown a choice."""
        if not row.pk:
            return ""
        others = self.others_of(row.condition_id)
        return ", ".join(others.get((row.system, row.code), [])) or "no other leaflet"

    def others_of(self, condition: int) -> dict[tuple[str, str], list[str]]:
        """Titles of other conditions by the codes that they share with this one, in one query for all its rows."""
        if not hasattr(self, "_others"):
            own = ClinicalCode.objects.filter(condition=condition)
            others = ClinicalCode.objects.exclude(condition=condition).filter(code__in=own.values("code"))
            self._others: dict[tuple[str, str], list[str]] = {}
            for system, code, title in others.order_by("condition__title").values_list(
                "system", "code", "condition__title"
            ):
                self._others.setdefault((system, code), []).append(title)
        return self._others


class CautionRows(Rows):
    model = Caution
    fields = ("who", "why", "position")


class CitationRows(Rows):
    model = Citation
    fields = ("source", "says", "position")
    autocomplete_fields = ("source",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("source")  # named in the heading of its row
