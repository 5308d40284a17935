"""Security headers on every response: pages, errors, redirects and static files. Outermost on purpose.
And what patients may send: nothing but the address that they want to read; and how their pages travel: compressed.

Values: MDN HTTP Observatory, current rules (August 2026); nothing from another host, no frames, and nothing inline but
our own style sheets, each allowed by its digest.
"""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_vary_headers

from conditions import stylesheets
from conditions.freshness.look import look
from conditions.views.away import BUSY, too_busy

from . import compression

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        " ".join(["style-src 'self'", *stylesheets.allowed()]),
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "same-origin",  # no-referrer would break Django's check of forged posts over HTTPS
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "browsing-topics",
            "camera",
            "geolocation",
            "gyroscope",
            "interest-cohort",
            "microphone",
            "payment",
            "usb",
        )
    ),
}
TWO_YEARS = 63_072_000  # seconds


class SecurityHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        https = {"Strict-Transport-Security": f"max-age={TWO_YEARS}; includeSubDomains"} if settings.HTTPS else {}
        self.headers = {**HEADERS, **https}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)  # a view may answer more strictly, or a machine on another host
        return response


class BodiesAreBounded:
    """A body is measured before any of it is read.

    Django bounds what a form keeps in memory, but writes files of any size to the disk, also for who is not signed in.
    A browser always tells the length; a body in pieces of unknown number is refused. So no two servers on the way can
    see different ends of one request (RFC 9112, section 6.1).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "Transfer-Encoding" in request.headers:
            return self._refused(400, "Send this in one piece, with its length in Content-Length.")
        if self._length(request) > settings.LARGEST_BODY:
            most = settings.LARGEST_BODY // 1024 // 1024
            return self._refused(413, f"This is larger than {most} MB. Send one picture at a time, and a smaller one.")
        return self.get_response(request)

    @staticmethod
    def _length(request: HttpRequest) -> int:
        """What is no number is no length: Django then reads nothing either."""
        told = request.META.get("CONTENT_LENGTH") or ""
        return int(told[:20]) if told.isascii() and told.isdigit() else 0

    @staticmethod
    def _refused(status: int, sentence: str) -> HttpResponse:
        return HttpResponse(f"{sentence}\n", "text/plain; charset=utf-8", status)


class PublicIsReadOnly:
    """Outside the editors' desk nobody has a session and nothing can be changed.

    So a cookie that a browser brings along is not read there, and cannot be answered with another one; and a body is
    refused before anything waits for it: a few that never end would keep every thread of the server. Except for a view
    that says ``accepts_posts``: a record system may post its question (HL7 Infobutton, rule 6).
    """

    METHODS = ("GET", "HEAD")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(self.desk):
            request.COOKIES = {}
            if request.method not in self.METHODS and not self._accepts(request):
                return HttpResponseNotAllowed(
                    self.METHODS, "This address can only be read.\n", content_type="text/plain"
                )
        return self.get_response(request)

    @staticmethod
    def _accepts(request: HttpRequest) -> bool:
        try:
            return request.method == "POST" and getattr(resolve(request.path_info).func, "accepts_posts", False)
        except Resolver404:
            return False


class AnswersWhenBusy:
    """Says so to a reader for whom the front found no turn (portal.ready.turns), before anything is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return too_busy(request) if request.META.get(BUSY) else self.get_response(request)


class ChangesAreSeen:
    """Before the desk says that something is done, every process of this host knows that kept pages may be stale.

    Verbs of the record see to that themselves; this is for everything else that patients read, such as the clinic's
    telephone, and for whatever a later form of the desk changes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and request.path_info.startswith(self.desk):
            with suppress(DatabaseError):  # then the board says so
                look()
        return response


class CompressPublic:
    """An answer to one reader, such as a search, is small on its way; finished pages are pressed by ``portal.ready``.

    The length of a compressed page can betray a secret in it (BREACH). Public pages have none: no cookie, no session,
    no token. The editors' desk has, so it is never compressed. Stands inside WhiteNoise, which serves static files
    compressed beforehand, and outside ConditionalGetMiddleware, so an ETag is that of the words.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sort = response.get("Content-Type", "")  # none: “not modified”, which varies as its page does
        if request.path_info.startswith(self.desk) or (sort and not sort.startswith(compression.SORTS)):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        coding = compression.accepted(request.headers.get("Accept-Encoding", ""))
        if coding and compression.is_worth_it(sort, response.content):
            self._compress(response, coding)
        return response

    @staticmethod
    def _compress(response: HttpResponse, coding: str) -> None:
        response.content = compression.packed(response.content, coding)
        response.headers["Content-Encoding"] = coding
        response.headers["Content-Length"] = str(len(response.content))
        if response.get("ETag", "").startswith('"'):
            response.headers["ETag"] = f"W/{response['ETag']}"  # same words, other bytes
