"""What staff keep for the search: what people type, which leaflet stands first, and the words that found nothing."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from conditions.models import MissedWord, ShownFirst, Synonym

from .record import ReadOnly
from .seen import SeenForm


class SynonymForm(SeenForm):
    def clean_said(self) -> str:
        """Django does not ask the constraint, because the language is no field of the form."""
        said = self.cleaned_data["said"]
        same = Synonym.objects.filter(said__iexact=said, language=self.instance.language)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError("These words are in the list already. Change them there.")
        return said


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    form = SynonymForm
    list_display = ("said", "means")
    search_fields = ("said", "means")
    fields = ("seen", "said", "means")
    list_per_page = 200
    actions = None

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "What people type, and what our leaflets call it", **(extra_context or {})}
        )


@admin.register(ShownFirst)
class ShownFirstAdmin(admin.ModelAdmin):
    form = SeenForm
    list_display = ("said", "leaflet")
    search_fields = ("said",)
    autocomplete_fields = ("condition", "treatment", "guide")
    fieldsets = (
        (None, {"fields": ("seen", "said")}),
        (
            "Choose one",
            {"fields": ("condition", "treatment", "guide"), "description": "It is shown first while it is live."},
        ),
    )
    list_select_related = ("condition", "treatment", "guide")
    actions = None

    @admin.display(description="shown first")
    def leaflet(self, row: ShownFirst) -> str:
        return str(row.document)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Leaflets that stand first for some words", **(extra_context or {})}
        )


@admin.register(MissedWord)
class MissedWordAdmin(ReadOnly):
    """Only words that were typed in at least five different minutes: one that is rarer could be a person's name."""

    list_display = ("word", "times")
    fields = ("word", "times")
    search_fields = ("word",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[MissedWord]:
        return super().get_queryset(request).exclude(word="")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Searched for and not found", **(extra_context or {})})
