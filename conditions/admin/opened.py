"""Who else has a draft open, by name. The page tells when it is opened, each minute while it stays open, and when left.

Without JavaScript only the opening is known, so somebody is named for a few minutes and no longer.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache

from conditions.models import Governed, Opened

STILL_OPEN = timedelta(minutes=5)
LEFT = "left"


class WhoHasItOpen:
    """For the ModelAdmin of a document."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(never_cache(self.open_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_open"
        return [path("<int:pk>/open/", view, name=name), *super().get_urls()]

    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asked by the page itself while it stays open."""
        document = get_object_or_404(self.model, pk=pk)
        if not self.has_change_permission(request, document):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        request.in_background = True  # a page that asks by itself is no sign of its reader
        if LEFT in request.POST:
            _forget(document, request.user)
            return JsonResponse({"told": ""})
        return JsonResponse({"told": also_open(document, request.user)})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        document = context.get("original")
        if document and self.has_change_permission(request, document):
            context["also_open"] = also_open(document, request.user)
            context["open_url"] = self.url_of(document, "open")
        return super().render_change_form(request, context, *args, **kwargs)


def also_open(document: Governed, person: AbstractBaseUser) -> str:
    """Note that this person has it open; returns a sentence about the others, or nothing."""
    now = timezone.now()
    draft = {"kind": document.kind.value, "draft": document.pk}
    try:
        with transaction.atomic():
            Opened.objects.filter(seen__lt=now - STILL_OPEN).delete()
            Opened.objects.update_or_create(**draft, person=person, defaults={"seen": now})
    except DatabaseError:
        pass  # the database has no turn for this: to open a draft matters more than to say so
    others = Opened.objects.filter(**draft, seen__gte=now - STILL_OPEN).exclude(person=person).select_related("person")
    return _told(list(others.order_by("since")))


def _forget(document: Governed, person: AbstractBaseUser) -> None:
    Opened.objects.filter(kind=document.kind.value, draft=document.pk, person=person).delete()


def _told(others: list[Opened]) -> str:
    named = [
        f"{other.person.get_full_name() or other.person.get_username()} "
        f"(since {date_format(timezone.localtime(other.since), 'H:i')})"
        for other in others
    ]
    if not named:
        return ""
    who = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    have = "has" if len(named) == 1 else "have"
    return f"{who} {have} this open too. If you both save, nothing is lost: the second is asked what to keep."
