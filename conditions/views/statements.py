"""About, privacy, accessibility: what we promise, in plain words."""

from django.http import HttpRequest, HttpResponse

from .rendering import public


def about(request: HttpRequest) -> HttpResponse:
    return public(request, "statements/about.html", {})


def privacy(request: HttpRequest) -> HttpResponse:
    return public(request, "statements/privacy.html", {})


def accessibility(request: HttpRequest) -> HttpResponse:
    return public(request, "statements/accessibility.html", {})
