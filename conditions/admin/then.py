"""“What did this page say on 4 May?”: the version in force at any instant of the past, in full."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from conditions import library
from conditions.models import Clinic, Governed
from conditions.publishing.then import then

from .workflow import of_document

EARLIEST = date(1970, 1, 1)


class Instant(forms.Form):
    """Without a time, the end of that day is meant; of today, now."""

    day = forms.DateField(
        label="Date",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose a date.", "invalid": "This is not a date. Write it as 2026-05-04."},
    )
    hour = forms.TimeField(
        label="Time",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "This is not a time of day. Write it as 14:30."},
        help_text="Empty means the end of that day.",
    )

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError("That day has not come yet. Choose today or an earlier day.")
        if day < EARLIEST:
            raise ValidationError(f"Nothing was published that long ago. Choose a day from {EARLIEST.year} on.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            cleaned["since"] = timezone.make_aware(datetime.combine(cleaned["day"], time.min))
            cleaned["at"] = self._instant(cleaned["day"], cleaned["hour"])
        return cleaned

    def _instant(self, day: date, hour: time | None) -> datetime:
        now = timezone.now()
        if hour is None:
            return min(now, timezone.make_aware(datetime.combine(day, time.max)))
        at = timezone.make_aware(datetime.combine(day, hour)) + timedelta(minutes=1, microseconds=-1)
        if at - timedelta(minutes=1) > now:
            self.add_error("hour", ValidationError("That time has not come yet. Choose an earlier time."))
        return min(now, at)


class OnAnyDay:
    """For the ModelAdmin of a document."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_then"
        view = self.admin_site.admin_view(never_cache(self.then_view))
        return [path("<int:pk>/then/", view, name=name), *super().get_urls()]

    @of_document
    def then_view(self, request: HttpRequest, document: Governed) -> HttpResponse:
        """A GET with a date, so that the answer has an address of its own."""
        form = Instant(request.GET if "day" in request.GET else None)
        context: dict[str, Any] = {"form": form}
        status = 200
        if form.is_bound and not form.is_valid():
            status = 422
        elif form.is_bound:
            context |= self._answer(document, form.cleaned_data)
        return self.page(
            request, document, "admin/conditions/then.html", "What it said on a day", context, status=status
        )

    def _answer(self, document: Governed, asked: dict[str, Any]) -> dict[str, Any]:
        found = then(document, asked["at"], since=asked["since"])
        revision = found.revision
        leaflet = library.draft_page(revision.content, Clinic.current()).leaflet if revision else None
        return {
            "then": found,
            "revision": revision,
            "leaflet": leaflet,
            "is_guide": document.kind == "guide",
            "version_url": self.url_of(document, "version", revision.pk) if revision else "",
        }
