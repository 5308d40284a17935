"""For load balancers and monitors: does the process answer, and is everything there that it needs?"""

import time

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from conditions.freshness.board import board
from conditions.freshness.look import LATE

from .rendering import not_stored


def live(request: HttpRequest) -> HttpResponse:
    """Asks nothing: a process that says this should not be restarted."""
    return not_stored(HttpResponse("This process answers.\n", "text/plain"))


def ready(request: HttpRequest) -> HttpResponse:
    """503 with the reason while staff cannot work. Patients can still read: do not take such a host out of service."""
    reason = _reason()
    said = {"ready": not reason, "reason": reason or "Everything is there."}
    if reason:
        said["meanwhile"] = "Public pages are answered from what was kept, marked X-Database: away."
    return not_stored(JsonResponse(said, status=503 if reason else 200))


def _reason() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT length FROM conditions_recordhead")
    except Error:
        return "The database is away."
    if time.time() - board().read()[1] > LATE:
        return "Pages have not been compared with the database for some seconds."
    return ""
