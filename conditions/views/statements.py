"""About, privacy, accessibility: what we promise, in plain words; and how record systems link to us."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from conditions.accessibility import tested
from conditions.clarity import FEW
from conditions.infobutton.held import Held, held
from conditions.infobutton.systems import oid
from conditions.models import MissedWord
from conditions.vocabulary import CodeSystem

from .rendering import absolute, public

MOST_CODES = 200  # shown; a list of thousands helps nobody who only wants to try one
_EXAMPLE = Held(CodeSystem.ICD10CM, "L70.0", False, "", "", "")  # before anything is published


def about(request: HttpRequest) -> HttpResponse:
    return public(request, "statements/about.html", {})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, made from the settings that decide it."""
    kept = {
        "request_log": settings.REQUEST_LOG,
        "idle_minutes": settings.SESSION_IDLE // 60,
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        "few": FEW,
        "missed_from": MissedWord.SHOWN_FROM,
    }
    return public(request, "statements/privacy.html", kept)


def accessibility(request: HttpRequest) -> HttpResponse:
    """Made from the record of the tests."""
    return public(request, "statements/accessibility.html", {"tested": tested()})


def linking(request: HttpRequest) -> HttpResponse:
    """For the administrator of a record system: what to configure, with addresses to try."""
    codes, total = held(MOST_CODES)
    example = next((one for one in codes if one.system == CodeSystem.ICD10CM), _EXAMPLE)
    asked = {"mainSearchCriteria.v.cs": oid(example.system), "mainSearchCriteria.v.c": example.code}
    context = {
        "codes": codes,
        "total": total,
        "example": example,
        "infobutton": absolute(reverse("infobutton")),
        "application": absolute(reverse("connect-application")),
        "service": absolute(reverse("connect-service")),
        "query": urlencode(asked),
        "host": absolute(""),
    }
    return public(request, "statements/linking.html", context)
