"""The record: versions, reviews, publications, the timeline. Read only, for everybody."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from conditions.models import DOCUMENTS, Event, Publication, Review, Revision
from conditions.publishing import rules

OF_REVISION = tuple(f"revision__{kind.value}" for kind in DOCUMENTS)


class ReadOnly(admin.ModelAdmin):
    """Superusers included: the record is fixed."""

    list_display_links = None
    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Whole(ReadOnly):
    """The record of all documents: for whoever reviews or audits. An author reads the history of each document."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and rules.may(request.user, "view_event")


def _page_of(revision: Revision) -> str:
    document = revision.document
    name = f"admin:conditions_{document._meta.model_name}_version"
    return format_html('<a href="{}">{}</a>', reverse(name, args=[document.pk, revision.pk]), revision)


class OfRevision(Whole):
    @admin.display(description="version")
    def version(self, row: Any) -> str:
        return _page_of(row.revision)


@admin.register(Revision)
class RevisionAdmin(Whole):
    list_display = ("version", "language", "submitted_by", "edited_by", "created_at")
    list_filter = ("language", "created_at")
    list_select_related = (*(kind.value for kind in DOCUMENTS), "submitted_by", "edited_by")
    search_fields = (*(f"{kind.value}__{field}" for kind in DOCUMENTS for field in ("title", "slug")), "digest")
    fields = ("version", "language", "number", "submitted_by", "edited_by", "created_at", "digest")

    @admin.display(description="version")
    def version(self, revision: Revision) -> str:
        return _page_of(revision)


@admin.register(Review)
class ReviewAdmin(OfRevision):
    list_display = ("version", "decision", "reviewer", "created_at", "comment")
    list_filter = ("decision", "created_at")
    list_select_related = (*OF_REVISION, "reviewer")
    search_fields = (*(f"{document}__title" for document in OF_REVISION), "reviewer__username")
    fields = ("version", "decision", "reviewer", "comment", "created_at")


@admin.register(Publication)
class PublicationAdmin(OfRevision):
    list_display = ("version", "in_words", "live_at", "published_by", "change_note", "reason")
    list_filter = ("basis", "live_at")
    list_select_related = (*OF_REVISION, "published_by", "cancels", "cancelled")
    search_fields = (*(f"{document}__title" for document in OF_REVISION), "published_by__username")
    fields = ("version", "in_words", "live_at", "published_by", "change_note", "reason", "created_at")

    @admin.display(description="what happened")
    def in_words(self, publication: Publication) -> str:
        if publication.cancels_id:
            return "Planned publication cancelled"
        if hasattr(publication, "cancelled"):
            return f"{publication.get_basis_display()} (planned, then cancelled)"
        return publication.get_basis_display()


@admin.register(Event)
class EventAdmin(Whole):
    list_display = ("at", "sentence")
    list_filter = ("at", "kind", "verb")
    search_fields = ("sentence", "actor", "slug")
    fields = ("at", "actor", "sentence")
