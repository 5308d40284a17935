"""The list of plain words."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from conditions.models import PlainWord

from .seen import SeenForm


@admin.register(PlainWord)
class PlainWordAdmin(admin.ModelAdmin):
    form = SeenForm
    list_display = ("jargon", "plain")
    search_fields = ("jargon", "plain")
    fields = ("seen", "jargon", "plain")
    actions = None

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Plain words for hard ones", **(extra_context or {})})
