"""A browser in which somebody has signed in before keeps tries of its own, so that no stranger can use them up.

The cookie proves nothing but that: whoever holds it still needs the password and the second step. It is signed, names
no account that a reader could tell, and only staff ever get one.
"""

import secrets
from unicodedata import normalize

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "__Host-device" if settings.HTTPS else "device"
_SALT = "portal.staff.devices"
_AGE = 180 * 24 * 60 * 60  # seconds
_MOST = 5  # people at one computer


def named(name: str) -> str:
    """The name of an account as it is compared: “Ann ” and “ann” share their tries."""
    return normalize("NFKC", name[:150]).strip().casefold()


def known(request: HttpRequest, name: str) -> str:
    """The key of this browser, if that account has signed in here before; else nothing."""
    told = _read(request)
    return told["device"] if _mark(name) in told["accounts"] else ""


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    told = _read(request)
    told["accounts"] = [_mark(name), *(mark for mark in told["accounts"] if mark != _mark(name))][:_MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(told, salt=_SALT),
        max_age=_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )


def _read(request: HttpRequest) -> dict:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_AGE)
    except signing.BadSignature:
        return {"device": secrets.token_urlsafe(12), "accounts": []}


def _mark(name: str) -> str:
    return salted_hmac(_SALT, named(name), algorithm="sha256").hexdigest()[:16]
