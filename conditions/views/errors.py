"""Answers for what is not there: short, kind, with a way on, in the right status."""

import sys

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import render_to_string

from conditions import library
from conditions.models import Clinic
from conditions.request_number import number_of
from conditions.search.query import find

from .away import database_away, is_away
from .rendering import public


def leaflet_not_found(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """404 that offers what the reader may have meant."""
    clinic = Clinic.current()
    context = {"suggestions": find(slug.replace("-", " "), clinic)}
    return public(request, "404.html", context, clinic=clinic, status=404)


def gone(request: HttpRequest, withdrawn: library.Withdrawn, clinic: Clinic) -> HttpResponse:
    return public(request, "410.html", {"withdrawn": withdrawn}, clinic=clinic, status=410)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return public(request, "404.html", {"suggestions": []}, status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_away(exception):
        return database_away(request)
    return HttpResponseBadRequest(_plain_page("400.html"))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(_plain_page("403.html"), status=403)


def not_from_our_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A post to the desk without the token of its form: forged, or from a page that was open before signing in anew."""
    return HttpResponse(_plain_page("403_form.html"), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks the database nothing: it may be what is broken. Django calls this while it handles the error."""
    if is_away(sys.exc_info()[1]):
        return database_away(request)
    return HttpResponseServerError(_plain_page("500.html", number=number_of(request)))


def _plain_page(template: str, **more: str) -> str:
    return render_to_string(template, {"clinic": Clinic(), **more})
