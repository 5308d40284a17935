"""The evidence register."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from conditions.models import Source

from .kept import KeptInWords, listed
from .seen import SeenForm


@admin.register(Source)
class SourceAdmin(KeptInWords, admin.ModelAdmin):
    form = SeenForm
    list_display = ("key", "title", "publisher", "how_read", "read_on", "leaflets")
    list_filter = ("how_read",)
    search_fields = ("key", "title", "publisher", "url")
    fields = ("seen", "key", "title", "publisher", "url", "how_read", "read_on", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).annotate(times=Count("citations"))

    @admin.display(description="leaflets that rely on it", ordering="times")
    def leaflets(self, source: Any) -> int:
        return source.times

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[str, ...]:
        # The words name a source by its short name, so a cited one keeps it.
        return ("key",) if obj and obj.citations.exists() else ()

    def why_kept(self, row: Source) -> str:
        citing = [
            str(citation.condition or citation.treatment or citation.guide)
            for citation in row.citations.select_related("condition", "treatment", "guide")
        ]
        return f"{row.key} cannot be deleted: {listed(citing)} rely on it. Remove it there first." if citing else ""
