"""What is behind the number on a patient's sheet, and the box to type it in.

What was typed is neither stored nor logged. A slip of the finger leads to “please check the number”, never elsewhere.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from conditions.content.short_codes import is_sound, printed, typed
from conditions.handouts import qr
from conditions.handouts.misses import MISSES
from conditions.handouts.note import address
from conditions.handouts.resolve import Current, Given, UnknownNumber, WrongNumber, find, resolve
from conditions.models import Clinic
from conditions.vocabulary import Kind

from .leaflets import TEMPLATES, beside
from .rendering import cached, not_stored, public

LONGEST = 80  # characters of what somebody typed


def enter(request: HttpRequest) -> HttpResponse:
    """The box. It sends by GET, because nothing public takes anything else; a number says nothing about anybody."""
    written = request.GET.get("number", "")[:LONGEST]
    code = number_in(written)
    if is_sound(code):
        return not_stored(HttpResponseRedirect(reverse("handout", args=[code])))
    if written.strip():
        return missed(request, written, WrongNumber())
    return public(request, "handouts/enter.html", {})


def handout(request: HttpRequest, written: str) -> HttpResponse:
    code = number_in(written)
    canonical = reverse("handout", args=[code]) if is_sound(code) else request.path
    if request.path != canonical:
        return cached(HttpResponsePermanentRedirect(canonical))
    clinic = Clinic.current()
    try:
        found = resolve(code, clinic)
    except (WrongNumber, UnknownNumber) as miss:
        return missed(request, written, miss, clinic)
    if isinstance(found, Current):
        return cached(HttpResponseRedirect(reverse(found.kind.value, args=[found.slug])))
    return _given(request, found, clinic)


def qr_svg(request: HttpRequest, written: str) -> HttpResponse:
    return _drawn(request, written, "image/svg+xml", _svg)


def qr_png(request: HttpRequest, written: str) -> HttpResponse:
    return _drawn(request, written, "image/png", _png)


def _given(request: HttpRequest, given: Given, clinic: Clinic) -> HttpResponse:
    context: dict[str, Any] = {"given": given}
    if given.is_gone:
        return gone(request, given, clinic)
    only = given.parts[0]
    # A guide is walked at its own address: its fragments and its “back” belong there.
    if len(given.parts) > 1 or only.kind == Kind.GUIDE:
        return public(request, "handouts/handout.html", context, clinic=clinic)
    context |= {"page": only.now, "part": only, **beside(only.now)}
    return public(request, TEMPLATES[only.kind], context, clinic=clinic)


def gone(request: HttpRequest, given: Given, clinic: Clinic) -> HttpResponse:
    """Everything in it was withdrawn."""
    return public(request, "handouts/gone.html", {"given": given}, clinic=clinic, status=410)


def _drawn(request: HttpRequest, written: str, content_type: str, draw: Callable[[str], str | bytes]) -> HttpResponse:
    """The picture of a number that was given out: of a mistyped one nobody should print a sheet."""
    try:
        code = find(number_in(written)).code
    except (WrongNumber, UnknownNumber) as miss:
        return missed(request, written, miss)
    return cached(HttpResponse(draw(code), content_type))


def _svg(code: str) -> str:
    return qr.qr_svg(address(code), title=_("QR code of the number %(number)s") % {"number": printed(code)})


def _png(code: str) -> bytes:
    return qr.qr_png(address(code))


def missed(
    request: HttpRequest, written: str, miss: WrongNumber | UnknownNumber, clinic: Clinic | None = None
) -> HttpResponse:
    """404 with the box and what was typed; 429 while too many numbers were wrong, with the same page."""
    seconds = MISSES.take()
    context = {"written": written.strip(), "is_unknown": isinstance(miss, UnknownNumber), "seconds": seconds}
    status = 429 if seconds else 404
    response = not_stored(public(request, "handouts/missed.html", context, clinic=clinic, status=status))
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def number_in(written: str) -> str:
    """The digits of what was typed: a number as printed, or the whole address from the sheet."""
    return typed(written.strip().rstrip("/").rpartition("/")[2])
