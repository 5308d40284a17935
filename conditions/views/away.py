"""What is said while the database is away: to readers where to get help, to staff that nothing they typed is lost.
Readers are told the same when too many ask at once."""

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from conditions.content.placeholders import FALLBACKS
from conditions.freshness.look import last_known_clinic

from .rendering import not_stored

MARK, AWAY = "X-Database", "away"  # the header of an answer that was given without the database
BUSY = "portal.busy"  # in the environment of a request that found no turn; nobody outside can set it
SOON = 5  # seconds until asking again makes sense


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the database cannot be used now: gone, locked, full or damaged; not that we asked
    something wrong, which is a mistake of ours.

    A session that could not be written hides that behind an error of its own.
    """
    if isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError:
        return True
    return isinstance(error, SessionInterrupted | UpdateError) and is_away(error.__context__)


def database_away(request: HttpRequest) -> HttpResponse:
    """503 in the format that was asked for. It asks the database nothing."""
    response = too_busy(request)
    response.headers[MARK] = AWAY
    return response


def too_busy(request: HttpRequest) -> HttpResponse:
    """503 for who asks while as many others are answered as we can: the same words, for the same few minutes."""
    response = not_stored(_said(request))
    response.status_code = 503
    response.headers["Retry-After"] = str(SOON)
    return response


def _said(request: HttpRequest) -> HttpResponse:
    clinic = last_known_clinic()
    if request.path.startswith(reverse("admin:index")):
        context = {"clinic": clinic, "was_saving": request.method not in ("GET", "HEAD")}
        return HttpResponse(render_to_string("admin/away.html", context))
    sentence = _("This page cannot be shown at the moment. Please try again in a few minutes.")
    phone = clinic.clinic_phone or FALLBACKS["clinic_phone"]
    if request.path.endswith(".json"):
        return JsonResponse({"error": sentence, "phone": phone})
    if request.path.endswith(".txt"):
        return HttpResponse(f"{sentence}\n{phone}\n", "text/plain; charset=utf-8")
    return HttpResponse(render_to_string("503.html", {"clinic": clinic}))
