"""The page of one step of a guide: a question with its answers, or an outcome. A step is chosen by its title."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from conditions.content.schema import LINE, MOST_LEAFLETS, MOST_LINES, MOST_OPTIONS
from conditions.guides.checks import problems
from conditions.guides.graph import graph
from conditions.models import Guide, Option, OutcomeLeaflet, Step
from conditions.publishing.draft_rows import lines
from conditions.publishing.guide_rows import whole_step, write_step
from conditions.publishing.snapshot import snapshot
from conditions.publishing.standing import drafted_callouts
from conditions.vocabulary import StepKind, Urgency

from .kept import KeptInWords, listed
from .opened import also_open
from .parts import RowForm, Rows, TextsOfSensibleSize
from .stale import DraftForm, SaveWithoutLoss

QUESTION_FIELDS = ((None, {"fields": ("title", "help", "role")}),)
OUTCOME_FIELDS = ((None, {"fields": ("title", "urgency", "do_now", "why_not", "may_be", "come_back")}),)


class StepForm(DraftForm):
    """Also carries the version of the guide, to tell who else changed another part of it meanwhile."""

    guide_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.guide_id:
            self.initial["guide_version"] = self.instance.guide.version

    def clean_do_now(self) -> str:
        return of_sensible_length(self.cleaned_data["do_now"])

    def clean_come_back(self) -> str:
        return of_sensible_length(self.cleaned_data["come_back"])


def of_sensible_length(text: str) -> str:
    """Lines as the schema of a document allows them. Raises ValidationError."""
    written = lines(text)
    if len(written) > MOST_LINES:
        raise ValidationError(f"There are {len(written)} lines; at most {MOST_LINES} can be kept.")
    if any(len(line) > LINE for line in written):
        raise ValidationError(f"One line has more than {LINE} characters. Make several lines of it.")
    return text


class OptionForm(RowForm):
    """An answer leads to a step that exists, or to a new one that is made when the form is saved."""

    new_title = forms.CharField(
        label="or to a new step with the title",
        required=False,
        max_length=160,
        help_text="It is made when you save. Write its words afterwards.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    new_kind = forms.ChoiceField(label="which is", choices=StepKind.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(urgency.value, f"Yes, at least: {urgency.label}") for urgency in Urgency]
        self.fields["at_least"].choices = [("", "No"), *levels]

    def clean_label(self) -> str:
        return " ".join(self.cleaned_data["label"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        title = cleaned.get("new_title")
        if not title or cleaned.get("DELETE"):
            return cleaned
        if cleaned.get("next"):
            raise ValidationError({"new_title": "Choose a step in the list, or write a new title: not both."})
        if self.instance.step.guide.step_rows.filter(title__iexact=title).exists():
            raise ValidationError({"new_title": "There is a step with this title already: choose it in the list."})
        if not cleaned.get("new_kind"):
            raise ValidationError({"new_kind": "Say whether the new step is a question or an outcome."})
        return cleaned

    def save(self, commit: bool = True) -> Option:
        title = self.cleaned_data.get("new_title")
        if title:
            self.instance.next = new_step(self.instance.step.guide, self.cleaned_data["new_kind"], title)
        return super().save(commit)


class OptionFormSet(forms.models.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        titles = [row["new_title"].casefold() for row in kept if row.get("new_title") and not row.get("DELETE")]
        if len(set(titles)) < len(titles):
            raise ValidationError("Two answers name the same new step: make it once, save, then choose it in the list.")

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm:
        form = super()._construct_form(i, **kwargs)
        form.instance.step = self.instance
        return form


class OptionRows(Rows):
    model = Option
    form = OptionForm
    formset = OptionFormSet
    fk_name = "step"
    fields = ("label", "next", ("new_title", "new_kind"), ("at_least", "not_sure", "position"))
    classes = ()
    max_num = MOST_OPTIONS

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """The other steps of this guide, by title: questions first."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "next":
            field.queryset = Step.objects.filter(guide=request.guide).exclude(pk=request.step_pk)
            field.choices = [("", "Nothing yet"), *grouped(field.queryset)]
        return field


class LeafletRows(Rows):
    model = OutcomeLeaflet
    fields = ("condition", "position")
    autocomplete_fields = ("condition",)
    classes = ()
    max_num = MOST_LEAFLETS


def grouped(steps: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices under “Questions” and “Outcomes”."""
    groups = [("Questions", StepKind.QUESTION), ("Outcomes", StepKind.OUTCOME)]
    in_order = list(steps.order_by("title"))
    return [(label, [(step.pk, step.title) for step in in_order if step.kind == kind]) for label, kind in groups]


def new_step(guide: Guide, kind: str, title: str) -> Step:
    """A step at the end of the list, with a short name that says nothing."""
    taken = set(guide.step_rows.values_list("name", flat=True))
    number = len(taken) + 1
    while f"step-{number}" in taken:
        number += 1
    last = guide.step_rows.aggregate(last=models.Max("position"))["last"] or 0
    return Step.objects.create(guide=guide, kind=kind, title=title, name=f"step-{number}", position=last + 1)


@admin.register(Step)
class StepAdmin(SaveWithoutLoss, KeptInWords, TextsOfSensibleSize, admin.ModelAdmin):
    form = StepForm
    change_form_template = "admin/conditions/step_form.html"
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False  # a step is reached from its guide

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:conditions_guide_changelist"))

    # -- the form ---------------------------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Step | None = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("kind", "title")}),)
        return OUTCOME_FIELDS if obj.is_outcome else QUESTION_FIELDS

    def get_inlines(self, request: HttpRequest, obj: Step | None = None) -> list[type]:
        if obj is None:
            return []
        return [LeafletRows] if obj.is_outcome else [OptionRows]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        step = self.get_object(request, object_id) if object_id else None
        request.step_pk = step.pk if step else None
        request.guide = step.guide if step else self._guide_to_add_to(request)
        if object_id is None and request.guide is None and self.has_add_permission(request):
            messages.info(request, "A step belongs to a guide: open the guide first.")
            return HttpResponseRedirect(reverse("admin:conditions_guide_changelist"))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _guide_to_add_to(self, request: HttpRequest) -> Guide | None:
        asked = request.GET.get("guide", "")
        return (
            Guide.objects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        step = context.get("original")
        context["guide"] = request.guide
        context["guide_url"] = reverse("admin:conditions_guide_change", args=[request.guide.pk])
        context["screen_url"] = reverse("admin:conditions_guide_screen", args=[request.guide.pk])
        if self.has_change_permission(request, step):
            context["also_open"] = also_open(request.guide, request.user)
            context["open_url"] = reverse("admin:conditions_guide_open", args=[request.guide.pk])
        if step and not getattr(request, "replay", None):  # while two versions are compared, its rows are away
            found = problems(graph(snapshot(request.guide)), callouts=drafted_callouts())
            context["problems"] = [problem for problem in found if problem.step == step.name]
        if step:
            context["led_to_by"] = step.led_to_by.select_related("step").order_by("step__position", "position")
            context["neighbours"] = _neighbours(step)
        return super().render_change_form(request, context, *args, **kwargs)

    # -- saving -----------------------------------------------------------------------------------------------------

    def whole(self, draft: Step) -> dict[str, Any]:
        return whole_step(draft)

    def write(self, draft: Step, document: dict[str, Any], by: Any) -> None:
        write_step(draft, document, by=by)

    def locked(self, pk: Any) -> Step:
        """Steps of one guide take turns: the guide's row is the lock."""
        Guide.objects.select_for_update().get(step_rows=pk)
        return super().locked(pk)

    def page(self, request: HttpRequest, step: Step, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._guide_admin.page(request, step.guide, *args, **kwargs)

    @property
    def _guide_admin(self) -> Any:
        return self.admin_site.get_model_admin(Guide)

    def save_model(self, request: HttpRequest, obj: Step, form: StepForm, change: bool) -> None:
        if not change:
            made = new_step(Guide.objects.select_for_update().get(pk=request.guide.pk), obj.kind, obj.title)
            obj.__dict__.update(made.__dict__)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: StepForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        guide = Guide.objects.get(pk=form.instance.guide_id)
        seen = form.cleaned_data.get("guide_version")
        if change and seen is not None and seen != guide.version and guide.edited_by != request.user:
            messages.info(request, f"{guide.edited_by or 'A pack'} changed another part of this guide meanwhile.")
        if request.is_edit:
            self._guide_admin.touch(guide, request.user)

    def response_post_save_add(self, request: HttpRequest, obj: Step) -> HttpResponse:
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Step) -> HttpResponse:
        """Back to the same step; what the change did to the guide stands at its top."""
        self._guide_admin.tell_changed_examples(request, obj.guide_id)
        return HttpResponseRedirect(reverse("admin:conditions_step_change", args=[obj.pk]))

    # -- deleting ---------------------------------------------------------------------------------------------------

    def why_kept(self, row: Step) -> str:
        leading = [
            f"{option.label}” of “{option.step}"
            for option in row.led_to_by.select_related("step").exclude(step=row).order_by("step__position", "position")
        ]
        expected = [example.name for example in row.guide.example_rows.filter(outcome=row)]
        if leading:
            return f"“{row}” cannot be deleted: {listed(leading)} leads here. Lead it to another step first."
        if expected:
            return (
                f"“{row}” cannot be deleted: the example {listed(expected)} must lead here. Change the example first."
            )
        return ""

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Step) -> None:
        guide = Guide.objects.select_for_update().get(pk=obj.guide_id)
        super().delete_model(request, obj)
        self._guide_admin.touch(guide, request.user)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        super().response_delete(request, obj_display, obj_id)  # says so
        return HttpResponseRedirect(request.guide_url)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        step = self.get_object(request, object_id)
        if step is not None:
            request.guide_url = reverse("admin:conditions_guide_change", args=[step.guide_id])
        return super().delete_view(request, object_id, extra_context)


def _neighbours(step: Step) -> dict[str, Step | None]:
    """The steps before and after in the list."""
    steps = list(step.guide.step_rows.order_by("position", "pk"))
    at = steps.index(step)
    return {"before": steps[at - 1] if at else None, "after": steps[at + 1] if at + 1 < len(steps) else None}
