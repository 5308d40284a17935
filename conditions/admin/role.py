"""The roles: what each may do, and who has it. Read only: which permissions a role is made of is not for a form."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from conditions.models import Role
from conditions.publishing.roles import IN_WORDS

from .record import ReadOnly


@admin.register(Role)
class RoleAdmin(ReadOnly):
    list_display = ("name", "may", "people")
    fields = ("name", "may", "people")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Roles", **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("user_set")

    @admin.display(description="what it may do")
    def may(self, role: Role) -> str:
        return IN_WORDS.get(role.name, "A role that this installation made itself.")

    @admin.display(description="who has it")
    def people(self, role: Role) -> str:
        active = [person for person in role.user_set.all() if person.is_active]
        return ", ".join(person.get_full_name() or person.get_username() for person in active) or "nobody"
