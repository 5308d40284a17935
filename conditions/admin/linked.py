"""What links here: a page for each document and picture, and what a step would do to those that do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from conditions.models import Governed, Picture
from conditions.publishing import linked

from .workflow import of_document


class WhatLinksHere:
    """For the ModelAdmin of a document."""

    def get_urls(self) -> list[URLPattern]:
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [("links/", self.links_view, "links")]
        if hasattr(self.model, "picture_rows"):
            pages.append(("picture/<int:picture_id>/", self.picture_links_view, "picture_links"))
        ours = [
            path(f"<int:pk>/{address}", self.admin_site.admin_view(never_cache(view)), name=f"{prefix}_{name}")
            for address, view, name in pages
        ]
        return [*ours, *super().get_urls()]

    @of_document
    def links_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        context = {"links": linked.to_document(document, timezone.now()), "step": None}
        return self.page(request, document, "admin/conditions/linked.html", "What links here", context)

    @of_document
    def picture_links_view(self, request: HttpRequest, document: Governed, picture_id: int) -> HttpResponse:
        picture = get_object_or_404(Picture, pk=picture_id, **{document.kind.value: document})
        context = {
            "picture": picture,
            "links": linked.to_picture(picture, timezone.now()),
            "versions": linked.versions_with(picture),
        }
        return self.page(request, document, "admin/conditions/linked_picture.html", "Where this picture is", context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """Shows what names it before it is gone."""
        row = self.get_object(request, object_id)
        links = linked.to_document(row, timezone.now()) if row and self.has_delete_permission(request, row) else None
        return super().delete_view(request, object_id, {**(extra_context or {}), "links": links})

    def shown_before(self, document: Governed, step: str) -> dict[str, Any]:
        """For the page that asks before a withdrawal or a change of address."""
        return {"links": linked.to_document(document, timezone.now()), "about": step}
