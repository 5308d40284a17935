"""When a session ends: after half an hour without a sign of its owner, and eight hours after log-in in any case.

A session carries two stamps, in seconds since 1970: when it began and when its owner was last seen.
"""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

BEGAN, SEEN = "began", "seen"
FRESH = 5 * 60  # seconds after log-in in which nobody is asked for the password again
OFTEN = 60  # seconds; to write down each click would be a write for each page


def begin(request: HttpRequest) -> None:
    request.session[BEGAN] = request.session[SEEN] = _now()


def touch(request: HttpRequest) -> None:
    if _now() - request.session.get(SEEN, 0) >= OFTEN:
        request.session[SEEN] = _now()


def left(request: HttpRequest) -> tuple[int, bool]:
    """Seconds until this session ends, and whether staying awake would put that off."""
    idle = settings.SESSION_IDLE - (_now() - request.session.get(SEEN, 0))
    whole = settings.SESSION_COOKIE_AGE - (_now() - request.session.get(BEGAN, 0))
    return int(min(idle, whole)), idle < whole


def is_fresh(request: HttpRequest) -> bool:
    return _now() - request.session.get(BEGAN, 0) < FRESH


def end_all(person: AbstractBaseUser, *, but: str | None = None) -> int:
    """Sign a person out in every browser, except in the session with the key ``but``. Returns how many ended."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.session_key != but and session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
            ended += 1
    return ended


def _now() -> float:
    return timezone.now().timestamp()
