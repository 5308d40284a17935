"""Between log-in and the desk: sessions that end, and the second step that some must have."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from . import policy, sessions

SIGNING_IN = ("account_", "mfa_")  # names of the addresses of signing in
WHILE_SIGNED_OUT = (
    "account_login",
    "account_logout",
    "account_session",
    "admin:logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
)


class SessionEnds:
    """After SESSION_IDLE without a sign of its owner, and SESSION_COOKIE_AGE after log-in in any case.

    What is sent after the end is not lost without a word: the log-in page says that it was not saved.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.desk = reverse("admin:index")
        self.open = {reverse(name) for name in WHILE_SIGNED_OUT}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(self.desk):
            return self.get_response(request)
        if request.user.is_authenticated:
            if sessions.BEGAN not in request.session:
                sessions.begin(request)
            if sessions.left(request)[0] <= 0:
                logout(request)
        if request.method == "POST" and not request.user.is_authenticated and request.path_info not in self.open:
            # Before the token of the form is asked for: it ended with the session.
            return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'unsaved': 1, 'next': self.desk})}")
        response = self.get_response(request)
        if request.user.is_authenticated and not getattr(request, "in_background", False):
            sessions.touch(request)
        return response


class SecondStepFirst:
    """Who needs a second step and has none can do nothing at the desk but set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, *arguments: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name or ""
        is_open = name.startswith(SIGNING_IN) or name in {"logout", "login"}
        if is_open or not request.path_info.startswith(self.desk) or not policy.must_set_one_up(request.user):
            return None
        return HttpResponseRedirect(reverse("mfa_index"))
