"""The page of a guide: its own words, its steps in a list, and its example journeys. A step has a page of its own."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from conditions.guides.examples import examples
from conditions.guides.graph import graph
from conditions.models import ExampleJourney, Governed, Guide, Step
from conditions.publishing.snapshot import snapshot
from conditions.vocabulary import StepKind

from .document import DocumentAdmin
from .guide_screen import GuideScreen
from .parts import CitationRows, Rows
from .stale import DraftForm
from .workflow import of_document


class ExampleRows(Rows):
    model = ExampleJourney
    fields = ("name", "answers", "outcome", "position")

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Only outcomes of this guide can be chosen."""
        if db_field.name == "outcome":
            outcomes = Step.objects.filter(kind=StepKind.OUTCOME, guide=request.resolver_match.kwargs.get("object_id"))
            kwargs["queryset"] = outcomes.order_by("title")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Guide)
class GuideAdmin(GuideScreen, DocumentAdmin):
    form = DraftForm
    change_form_template = "admin/conditions/guide.html"
    search_fields = ("title", "slug", "step_rows__title")
    fieldsets = (
        ("Title", {"fields": ("title", "slug", "sensitive")}),
        ("Before it starts", {"fields": ("summary", "intro", "emergency")}),
        ("Don't-pop callout of every outcome", {"fields": ("callout_heading", "callout_why")}),
        ("When to come back, on every outcome", {"fields": ("come_back_heading", "come_back_items")}),
        ("Review and owner", {"fields": ("review_months", "owner")}),
    )
    inlines = (ExampleRows, CitationRows)

    def get_urls(self) -> list[URLPattern]:
        move = self.admin_site.admin_view(self.move_view)
        return [path("<int:pk>/move/<int:step_id>/", move, name="conditions_guide_move"), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        guide = context.get("original")
        if guide:
            context["steps"] = listed_steps(guide)
            context["may_edit_steps"] = request.user.has_perm("conditions.change_step")
            context["add_step_url"] = f"{reverse('admin:conditions_step_add')}?guide={guide.pk}"
            context["screen_url"] = self.url_of(guide, "screen")
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A step that others lead to is kept by itself, and goes with its whole guide."""
        told, counts, permissions_needed, protected = super().get_deleted_objects(objs, request)
        if request.user.has_perm("conditions.delete_step"):
            permissions_needed.discard(Step._meta.verbose_name)
        return told, counts, permissions_needed, protected

    @of_document
    def move_view(self, request: HttpRequest, document: Governed, step_id: int) -> HttpResponse:
        """Move a step one place up or down in the list. The first question of the list is where everybody starts."""
        if not request.user.has_perm("conditions.change_step"):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with transaction.atomic():
            guide = self.locked(document.pk)
            moved = get_object_or_404(guide.step_rows, pk=step_id)
            reorder(guide, moved, -1 if request.POST.get("to") == "up" else 1)
            self.touch(guide, request.user)
        self.tell_changed_examples(request, document.pk)
        return HttpResponseRedirect(f"{self.url_of(document)}#step-{step_id}")

    def tell_changed_examples(self, request: HttpRequest, pk: int) -> None:
        """Walk the example journeys again, and say which of them end elsewhere now."""
        for problem in examples(graph(snapshot(Guide.objects.get(pk=pk)))):
            messages.warning(request, f"{problem.place}: {problem.sentence}")

    def touch(self, guide: Guide, user: Any) -> None:
        """Say of the guide that somebody changed it: its version, its editor, its time."""
        guide.version += 1
        guide.edited_by = user
        guide.save(update_fields=["version", "edited_by", "edited_at"])


def listed_steps(guide: Guide) -> list[Step]:
    """The steps in their order, each with its answers and with how often an answer leads to it."""
    return list(guide.step_rows.prefetch_related("option_rows__next", "led_to_by").order_by("position", "pk"))


def reorder(guide: Guide, moved: Step, by: int) -> None:
    steps = list(guide.step_rows.order_by("position", "pk"))
    at = steps.index(moved)
    to = min(max(at + by, 0), len(steps) - 1)
    steps.insert(to, steps.pop(at))
    for position, step in enumerate(steps, start=1):
        step.position = position
    Step.objects.bulk_update(steps, ["position"], batch_size=100)
