"""Log lines that tell an operator what went wrong and nobody who was reading what.

Django itself logs paths (“Not Found: /conditions/...”) and host names, and an exception's text may repeat what a
visitor typed. So a line carries the level, the logger, the status, the view's name and the request's number; an
exception its class and where in the code it was raised.
"""

import logging
import traceback
from types import TracebackType

from conditions.request_number import number_of

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})  # no other word
_ABOUT_REQUESTS = ("django.request", "django.security", "django.server")


class Discreet(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith(_ABOUT_REQUESTS):
            record = logging.makeLogRecord({**record.__dict__, "msg": _about(record), "args": None, "exc_text": None})
        return super().format(record)

    def formatException(  # noqa: N802  the name is logging's
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        kind, _value, trace = ei
        frames = traceback.extract_tb(trace) if trace else []
        where = "\n".join(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
        return f"{where}\n{kind.__name__ if kind else 'unknown error'}"


def _about(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    view = match.view_name if match else "no view"
    method = request.method if request and request.method in METHODS else ""
    return " ".join(filter(None, [str(getattr(record, "status_code", "")), method, view, number_of(request)]))
