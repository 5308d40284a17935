"""Give leaflets to a patient: choose, one press, and a panel with the number and all that goes into the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from conditions.handouts.make import make_handout
from conditions.handouts.note import address, note
from conditions.handouts.resolve import pages_given
from conditions.models import Clinic, Governed, Handout
from conditions.publishing import rules
from conditions.publishing.errors import NotReady

from . import forms as asked
from .giving import documents_of, groups, languages_of
from .record import ReadOnly

MOST_TICKED = 50
LONGEST_WORDS = 160


@dataclass
class Asking:
    """What the page that gives was asked, and what it has to say to it."""

    chosen: list[str]
    documents: Sequence[Governed] = ()
    form: asked.Give | None = None
    sentences: Sequence[str] = ()
    status: int = 200


@admin.register(Handout)
class HandoutAdmin(ReadOnly):
    """The list is for everybody who may see the record; making one is a page of its own."""

    change_list_template = "admin/conditions/handout_list.html"
    list_display = ("number", "what_was_given", "size", "made_by", "made_at")
    list_filter = ("size", "made_at")
    list_select_related = ("short_code", "made_by")
    list_per_page = 50
    search_fields = ("short_code__code",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("parts__revision")

    def get_urls(self) -> list[URLPattern]:
        give = self.admin_site.admin_view(self.give_view)
        return [path("give/", give, name="conditions_handout_give"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        more = {"title": "Handouts", "may_give": rules.may_give(request.user), **(extra_context or {})}
        return super().changelist_view(request, more)

    @admin.display(description="number", ordering="short_code__code")
    def number(self, handout: Handout) -> str:
        return format_html('<a href="{}">{}</a>', self._url_of(handout), handout.short_code)

    @admin.display(description="what was given")
    def what_was_given(self, handout: Handout) -> str:
        return "; ".join(str(part) for part in handout.parts.all())

    def give_view(self, request: HttpRequest) -> HttpResponse:
        """Choose, or only confirm when a leaflet led here; typing makes the list shorter, and what is ticked stays."""
        if not rules.may_give(request.user):
            sentences = ["Your account may not give leaflets to patients."]
            return self._page(request, "admin/conditions/handout_refused.html", {"sentences": sentences}, status=403)
        sent = request.POST if request.method == "POST" else request.GET
        asking = Asking(sent.getlist("document")[:MOST_TICKED])
        try:
            asking.documents = documents_of(asking.chosen)
            asking.form = self._form(request, asking.documents)
            if asking.form.is_valid():
                handout = make_handout(asking.documents, by=request.user, **asking.form.cleaned_data)
                return HttpResponseRedirect(self._url_of(handout))
            asking.status = 422 if asking.form.errors else 200
        except NotReady as refusal:
            asking.sentences, asking.status = refusal.sentences, 409
        except OperationalError:
            asking.sentences, asking.status = ["The portal is busy, so nothing was done. Press the button again."], 503
        return self._ask(request, asking)

    def _form(self, request: HttpRequest, documents: Sequence[Governed]) -> asked.Give:
        data = request.POST if "give" in request.POST else None
        initial = {name: request.POST[name] for name in ("size", "language") if name in request.POST}
        return asked.Give(data, initial=initial, languages=languages_of(documents))

    def _ask(self, request: HttpRequest, asking: Asking) -> HttpResponse:
        words = request.POST.get("words", "").replace("\x00", "")[:LONGEST_WORDS]
        is_choosing = not asking.documents or "more" in request.GET or "words" in request.POST
        context = {
            "form": asking.form or self._form(request, []),
            "sentences": asking.sentences,
            "chosen": list(zip(dict.fromkeys(asking.chosen), asking.documents, strict=False)),
            "groups": groups(words, asking.chosen) if is_choosing else [],
            "is_choosing": is_choosing,
            "words": words,
        }
        return self._page(request, "admin/conditions/handout_give.html", context, status=asking.status)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The panel: the number, and everything that is copied, as it was given."""
        if request.method != "GET" or not self.has_view_permission(request):
            raise PermissionDenied
        handout = self.get_object(request, unquote(object_id))
        if handout is None:
            raise Http404(object_id)
        code = handout.short_code.code
        pages = pages_given(handout, Clinic.current())
        copied = note(handout, pages)
        context = {
            "handout": handout,
            "pages": pages,
            "address": address(code),
            "note": copied,
            "note_html": mark_safe(copied.html),  # every word in it was escaped when it was made
            "public_url": reverse("handout", args=[code]),
            "pdf_url": reverse("handout-pdf", args=[code]),
            "svg_url": reverse("handout-qr-svg", args=[code]),
            "png_url": reverse("handout-qr-png", args=[code]),
            "may_give": rules.may_give(request.user),
        }
        return self._page(request, "admin/conditions/handout.html", context)

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": "Give leaflets to a patient"}
        return TemplateResponse(request, template, {**shared, **context}, status=status)

    def _url_of(self, handout: Handout) -> str:
        return reverse(f"{self.admin_site.name}:conditions_handout_change", args=[handout.pk])
