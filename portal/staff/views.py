"""Signing in and out: what allauth has no view for, or answers otherwise than this desk should."""

from typing import Any

from allauth.account.views import LoginView
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from . import record, sessions
from .forms import OwnPasswordForm
from .guesses import Attempt
from .models import What
from .waiting import flooded


class LogIn(LoginView):
    """Unknown, wrong, switched off and too many look the same. Only a flood from one address is told to slow down."""

    def post(self, request: HttpRequest, *arguments: Any, **more: Any) -> HttpResponse:
        if Attempt(request, request.POST.get("username", "")).is_of_a_flood():
            return flooded()
        return super().post(request, *arguments, **more)


log_in = LogIn.as_view()


@never_cache
@require_POST
def start_again(request: HttpRequest) -> HttpResponse:
    """Who stands before the second step and cannot go on, or is somebody else, goes back to the first."""
    request.session.flush()
    return redirect("account_login")


@never_cache
def change_password(request: HttpRequest) -> HttpResponse:
    """Django's page at its old address; every other session ends, because each carries a digest of the password."""
    done, frame = reverse("admin:password_change_done"), admin.site.each_context(request)
    return PasswordChangeView.as_view(form_class=OwnPasswordForm, success_url=done, extra_context=frame)(request)


@never_cache
@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Ends every other session of this person: a computer was left open, or a telephone was lost."""
    ended = sessions.end_all(request.user, but=request.session.session_key)
    record.note(What.EVERYWHERE, request.user.get_username())
    messages.success(
        request, gettext("You are signed out everywhere but here. Sessions that ended: {count}.").format(count=ended)
    )
    return redirect("mfa_index")


@never_cache
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Asked by an open page: how long may I stay, and what is the token of my forms now? By POST: I am still here."""
    if not request.user.is_authenticated:
        return JsonResponse({"left": 0}, status=403)
    request.in_background = request.method == "GET"
    if not request.in_background:
        sessions.touch(request)
    seconds, may_stay = sessions.left(request)
    return JsonResponse({"left": seconds, "may_stay": may_stay, "token": get_token(request)})
