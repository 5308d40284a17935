"""Asking Django for a page as nobody in particular: no cookie, no header and no address of a reader reaches it.

So what is kept cannot depend on who asked first.
"""

import io
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings

from conditions.request_number import KEY

from .answer import Said

Application = Callable[..., Any]


def ask(django: Application, path: str, request_number: str = "") -> Said:
    """A GET of an address, answered in no coding. The number is for the page that says that something went wrong."""
    begun: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        begun[:] = [status, headers]

    parts = django({**_environ(path), KEY: request_number}, start_response)
    try:
        body = b"".join(parts)  # first: an answer may say its status only when it is read
        return Said(begun[0], begun[1], body)
    finally:
        if hasattr(parts, "close"):
            parts.close()  # Django then gives its connection back


def _environ(path: str) -> dict[str, Any]:
    host = settings.ALLOWED_HOSTS[0].lstrip(".")
    scheme = "https" if settings.HTTPS else "http"
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "443" if settings.HTTPS else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
