"""The editors' desk as an admin site: its name, and what stands under which heading."""

from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

HEADINGS = (
    (_("Content"), ("Condition", "Treatment", "Guide", "Source", "PlainWord")),
    (_("Search"), ("Synonym", "ShownFirst", "MissedWord")),
    (_("Record"), ("Handout", "Revision", "Review", "Publication", "Event")),
    (_("Clinic"), ("Clinic",)),
    (_("Staff"), ("User", "Role", "SignIn")),
)


class PortalAdminSite(AdminSite):
    site_header = _("Patient education: the editors' desk")
    site_title = _("Editors' desk")
    index_title = _("What needs doing")
    empty_value_display = "–"
    # A phone or a small laptop needs the width, and the desk has few places only: they are on its first page.
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # One tick and one click must never delete many leaflets.
        self.disable_action("delete_selected")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        named = {name for _heading, names in HEADINGS for name in names}
        groups = [(heading, [models[name] for name in names if name in models]) for heading, names in HEADINGS]
        groups.append((_("Other"), [model for name, model in models.items() if name not in named]))
        return [self._group(heading, rows) for heading, rows in groups if rows]

    def _group(self, heading: Any, models: list[dict[str, Any]]) -> dict[str, Any]:
        label = str(heading).casefold()
        return {
            "name": heading,
            "app_label": label,
            "app_url": f"{reverse('admin:index', current_app=self.name)}#desk-{label}",
            "has_module_perms": True,
            "models": models,
        }

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        # Imported here because a site is made before any model is loaded.
        from conditions.admin.desk import to_do

        return super().index(request, {"to_do": to_do(request.user), **(extra_context or {})})

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from .staff import models, record

        if request.method == "POST" and request.user.is_authenticated:
            record.note(models.What.OUT, request.user.get_username())
        return super().logout(request, extra_context)


class PortalAdminConfig(AdminConfig):
    default_site = "portal.admin.PortalAdminSite"
