"""Rows that are never deleted, and a sentence that says why."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class KeptInWords:
    """For a ModelAdmin: a row for which ``why_kept`` has a sentence is not deleted, and the sentence is shown."""

    def why_kept(self, row: Any) -> str:
        """Why this row stays; empty if it may be deleted, as any row may that has no rule of its own."""
        return ""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj is not None and self.why_kept(obj))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is not None and super().has_delete_permission(request, row):
            sentence = self.why_kept(row)
            if sentence:
                messages.error(request, sentence)
                name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
                return HttpResponseRedirect(reverse(name, args=[object_id]))
        return super().delete_view(request, object_id, extra_context)


def listed(names: Any, most: int = 5) -> str:
    """“Milia, Acne and 3 more”."""
    names = list(names)
    shown = ", ".join(f"“{name}”" for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
