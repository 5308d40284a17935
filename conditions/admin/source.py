"""The evidence register."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache

from conditions.models import Event, Source
from conditions.publishing import evidence, rules
from conditions.publishing.errors import NotReady
from conditions.vocabulary import Reached, Standing

from .kept import KeptInWords, listed
from .seen import SeenForm

MOST_EVENTS = 100


class Mark(forms.Form):
    """What has become of a source."""

    standing = forms.ChoiceField(label="Is it still as we read it?", choices=Standing.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="What happened to it",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Needed if it changed or was retracted, for example: retracted by the journal in March 2026. "
        "Patients read it on the page of sources if it was retracted.",
    )


class Opened(admin.SimpleListFilter):
    """By the date read."""

    title = "last opened"
    parameter_name = "opened"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("old", "Not opened for a year")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(evidence.not_opened_since(a_year_ago())) if self.value() == "old" else queryset


def a_year_ago() -> Any:
    return timezone.localdate() - timedelta(days=evidence.OPENED_WITHIN_DAYS)


@admin.register(Source)
class SourceAdmin(KeptInWords, admin.ModelAdmin):
    form = SeenForm
    change_form_template = "admin/conditions/source.html"
    change_list_template = "admin/conditions/source_list.html"
    list_display = ("key", "title", "stands", "last_opened", "answered", "leaflets")
    list_filter = ("standing", Opened, "check_result", "how_read")
    search_fields = ("key", "title", "publisher", "url")
    ordering = ("key",)
    fields = ("seen", "key", "title", "publisher", "url", "how_read", "read_on", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).annotate(times=Count("citations"))

    def get_urls(self) -> list[URLPattern]:
        pages = [("statements/", self.statements_view, "statements"), ("mark/", self.mark_view, "mark")]
        ours = [
            path(f"<int:pk>/{address}", self.admin_site.admin_view(never_cache(view)), name=f"conditions_source_{name}")
            for address, view, name in pages
        ]
        return [*ours, *super().get_urls()]

    @admin.display(description="leaflets that rely on it", ordering="times")
    def leaflets(self, source: Any) -> int:
        return source.times

    @admin.display(description="as we read it?", ordering="standing")
    def stands(self, source: Source) -> str:
        return "Yes" if source.standing == Standing.CURRENT else source.get_standing_display()

    @admin.display(description="last opened", ordering="read_on")
    def last_opened(self, source: Source) -> str:
        if source.read_on is None:
            return "No date"
        told = date_format(source.read_on, "j M Y")
        return f"{told}, more than a year ago" if source.read_on < a_year_ago() else told

    @admin.display(description="its address", ordering="check_result")
    def answered(self, source: Source) -> str:
        if not source.checked_at:
            return "Not asked yet"
        return f"{source.get_check_result_display()} ({date_format(timezone.localtime(source.checked_at), 'j M Y')})"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        more = {
            "title": "Sources: the evidence register",
            "doubts": evidence.needing_attention(),
            "unopened": Source.objects.filter(evidence.not_opened_since(a_year_ago())).count(),
            "unreached": Source.objects.filter(check_result__in=[Reached.GONE, Reached.SILENT]).count(),
        }
        return super().changelist_view(request, more | (extra_context or {}))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        source = context.get("original")
        if source:
            context["statements_url"] = self._url(source, "statements")
            context["mark_url"] = self._url(source, "mark") if rules.may(request.user, "change_source") else ""
            context["is_old"] = source.read_on is None or source.read_on < a_year_ago()
        return super().render_change_form(request, context, *args, **kwargs)

    def statements_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What rests on it: every document that relies on it, and every sentence that cites it."""
        source = self._seen(request, pk)
        relying = evidence.relying_on(source, timezone.now())
        events = Event.objects.filter(kind=evidence.ABOUT, slug=source.key)
        context = {
            "relying": relying,
            "sentences": sum(len(document.statements) for document in relying),
            "events": events[:MOST_EVENTS],
        }
        return self._page(request, source, "admin/conditions/source_statements.html", "What rests on it", context)

    def mark_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = self._seen(request, pk)
        if not rules.may(request.user, "change_source"):
            raise PermissionDenied
        as_it_is = {"standing": source.standing, "note": source.standing_note}
        form = Mark(request.POST if request.method == "POST" else None, initial=as_it_is)
        sentences, status = [], 200
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    marked = evidence.mark(source, by=request.user, **form.cleaned_data)
                except NotReady as refusal:
                    sentences, status = refusal.sentences, 409
                except OperationalError:
                    sentences, status = ["The portal is busy, so nothing was done. Press the button again."], 503
                else:
                    messages.success(request, f"{marked.key} is marked: {marked.get_standing_display()}.")
                    return HttpResponseRedirect(self._url(source, "statements"))
        context = {"form": form, "sentences": sentences, "relying": evidence.relying_on(source, timezone.now())}
        title = "Is it still as we read it?"
        return self._page(request, source, "admin/conditions/source_mark.html", title, context, status=status)

    def _seen(self, request: HttpRequest, pk: int) -> Source:
        source = get_object_or_404(Source.objects.select_related("standing_by"), pk=pk)
        if not self.has_view_or_change_permission(request, source):
            raise PermissionDenied
        return source

    def _page(
        self,
        request: HttpRequest,
        source: Source,
        template: str,
        title: str,
        context: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "document": source,
            "source": source,
            "title": title,
            "subtitle": str(source),
            "back_url": self._url(source, "change"),
        }
        return TemplateResponse(request, template, {**shared, **context}, status=status)

    def _url(self, source: Source, page: str) -> str:
        return reverse(f"{self.admin_site.name}:conditions_source_{page}", args=[source.pk])

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[str, ...]:
        # The words name a source by its short name, so a cited one keeps it.
        return ("key",) if obj and obj.citations.exists() else ()

    def why_kept(self, row: Source) -> str:
        citing = [
            str(citation.condition or citation.treatment or citation.guide)
            for citation in row.citations.select_related("condition", "treatment", "guide")
        ]
        if citing:
            return f"{row.key} cannot be deleted: {listed(citing)} rely on it. Remove it there first."
        live = [str(found.document) for found in evidence.relying_on(row, timezone.now())] if row.pk else []
        return f"{row.key} cannot be deleted: what patients read of {listed(live)} relies on it." if live else ""
