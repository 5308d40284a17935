"""Where “Leave this page” leads: a calendar that names neither health nor the clinic."""

from calendar import Calendar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .rendering import cached


def leave(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    weeks = Calendar().monthdatescalendar(today.year, today.month)
    return cached(render(request, "leave.html", {"today": today, "weeks": weeks}))
