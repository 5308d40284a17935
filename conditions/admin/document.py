"""What the pages of a condition and of a treatment share: the list, the form, what may be deleted."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from conditions.models import Governed
from conditions.publishing import standing

from .kept import KeptInWords, listed
from .linked import WhatLinksHere
from .listing import WhereItStands, in_words, with_standing
from .opened import WhoHasItOpen
from .parts import TextsOfSensibleSize
from .reviewed import ReviewedAgain
from .stale import SaveWithoutLoss
from .then import OnAnyDay
from .workflow import Workflow


class DocumentAdmin(
    OnAnyDay,
    WhatLinksHere,
    ReviewedAgain,
    WhoHasItOpen,
    Workflow,
    SaveWithoutLoss,
    KeptInWords,
    TextsOfSensibleSize,
    admin.ModelAdmin,
):
    change_form_template = "admin/conditions/document.html"
    list_display = ("title", "where_it_stands", "live_version", "last_edited", "owner")
    list_filter = (WhereItStands, "sensitive", ("owner", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("edited_by", "owner")
    list_per_page = 50
    search_fields: tuple[str, ...] = ("title", "slug", "alsoknownas_rows__name")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return with_standing(super().get_queryset(request), self.model.kind, timezone.now())

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @admin.display(description="where it stands")
    def where_it_stands(self, document: Any) -> str:
        return in_words(document)

    @admin.display(description="version live")
    def live_version(self, document: Any) -> str:
        return str(document.force_number) if document.force_number and document.force_basis != "withdrawn" else "none"

    @admin.display(description="last edited", ordering="edited_at")
    def last_edited(self, document: Governed) -> str:
        when = timezone.localtime(document.edited_at).strftime("%d %b %Y, %H:%M")
        return f"{when} by {document.edited_by}" if document.edited_by else f"{when} from a pack"

    def get_fieldsets(self, request: HttpRequest, obj: Governed | None = None) -> Any:
        """The address can be typed until a version has been sent for review; from then on it is only shown."""
        if not self._has_versions(obj):
            return self.fieldsets
        return [
            (name, {**options, "fields": tuple("address" if field == "slug" else field for field in options["fields"])})
            for name, options in self.fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Governed | None = None) -> tuple[str, ...]:
        return ("address",) if self._has_versions(obj) else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever begins a document looks after it, until they say who does."""
        return {"owner": request.user.pk, **super().get_changeform_initial_data(request)}

    def get_prepopulated_fields(self, request: HttpRequest, obj: Governed | None = None) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"slug": ("title",)}

    @admin.display(description="address name")
    def address(self, document: Governed) -> str:
        return format_html(
            "<strong>{}</strong>: it has been sent for review, so links may lead to it. "
            "A clinic reviewer can move it with “Change the address” above; the old address then leads to the new one.",
            document.slug,
        )

    def _has_versions(self, document: Any) -> bool:
        return bool(document and getattr(document, "newest_number", None))

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "owner":
            kwargs["queryset"] = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "owner":
            widget = field.widget
            widget.can_add_related = widget.can_change_related = widget.can_delete_related = widget.can_view_related = (
                False
            )
        return field

    def response_post_save_add(self, request: HttpRequest, obj: Governed) -> HttpResponse:
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Governed) -> HttpResponse:
        """Back to the same page: what to do next stands at its top."""
        return HttpResponseRedirect(self.url_of(obj))

    def url_of(self, document: Governed, page: str = "change", *args: Any) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[document.pk, *args])

    def why_kept(self, row: Governed) -> str:
        if standing.revisions_of(row).exists() or row.former_addresses.exists():
            return (
                f"“{row}” has been sent for review, so it stays on the record. "
                "Withdraw it if patients must not read it."
            )
        using = self.used_by(row)
        return f"“{row}” cannot be deleted: {listed(using)} name it. Remove it there first." if using else ""

    def used_by(self, row: Governed) -> list[str]:
        """The titles of other documents whose drafts point here; none unless a kind of document says so."""
        return []
