"""The clinic's name and numbers: one row, always there, never deleted."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from conditions.models import Clinic

from .seen import SeenForm


@admin.register(Clinic)
class ClinicAdmin(admin.ModelAdmin):
    form = SeenForm
    fieldsets = (
        (
            "Your clinic",
            {
                "fields": ("seen", "clinic_name", "clinic_phone", "opening_hours"),
                "description": "These appear in every leaflet as soon as you save; no new review is needed. "
                "Where you leave a field empty, patients read a plain phrase, such as “your local emergency number”.",
            },
        ),
        ("Where patients get help", {"fields": ("emergency_number", "urgent_line", "crisis_line")}),
        ("Other services", {"fields": ("sexual_health_clinic", "maternity_unit", "eye_service", "assault_support")}),
        ("Paper", {"fields": ("paper",)}),
        (
            "Reviews that are late",
            {
                "fields": ("overdue_grace_days",),
                "description": "The desk lists what is due from 90 days before. Patients are told only after the "
                "days that you write here.",
            },
        ),
        ("List of versions", {"fields": ("names_in_history",)}),
    )

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)  # which refuses
        Clinic.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:conditions_clinic_change", args=[1]))

    def response_post_save_change(self, request: HttpRequest, obj: Clinic) -> HttpResponse:
        return HttpResponseRedirect(request.path)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
