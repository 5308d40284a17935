"""Security headers on every response: pages, errors, redirects and static files. Outermost on purpose.
And what patients may send: nothing but the address that they want to read.

Values: MDN HTTP Observatory, current rules (August 2026); nothing inline, nothing from another host, no frames.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
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
            response.headers[name] = value
        return response


class PublicIsReadOnly:
    """Outside the editors' desk nobody has a session and nothing can be changed.

    So a cookie that a browser brings along is not read there, and cannot be answered with another one; and a body is
    refused before anything waits for it: a few that never end would keep every thread of the server.
    """

    METHODS = ("GET", "HEAD")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(self.desk):
            request.COOKIES = {}
            if request.method not in self.METHODS:
                return HttpResponseNotAllowed(
                    self.METHODS, "This address can only be read.\n", content_type="text/plain"
                )
        return self.get_response(request)
