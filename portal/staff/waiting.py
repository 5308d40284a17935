"""Two answers that must cost next to nothing, because somebody floods the log-in: made once in each process."""

from functools import cache

from django.contrib import admin
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from .tries import WINDOW

BUSY = _("Too many people are signing in right now. Wait a few seconds, then try again. A passkey works at once.")
FLOOD = _("There were too many tries from here. Wait 15 minutes, or use your passkey, or ask your administrator.")


def busy() -> HttpResponse:
    """No turn to compute a digest is free."""
    return HttpResponse(_page(str(BUSY)), status=503, headers={"Retry-After": "5"})


def flooded() -> HttpResponse:
    """One address has tried too much, whatever the account; so this tells nothing of any account."""
    return HttpResponse(_page(str(FLOOD)), status=429, headers={"Retry-After": str(int(WINDOW.total_seconds()))})


@cache
def _page(sentence: str) -> str:
    frame = {"site_header": admin.site.site_header, "site_title": admin.site.site_title}
    return render_to_string("account/wait.html", {**frame, "sentence": sentence})
