"""What is written down about accounts.

Sign-ins and failures have a table of their own: they are many, and a stranger can cause some. What somebody may do is
changed seldom and matters for long, so it goes into the one chain of events that ``verify_history`` proves.
"""

from django.contrib.auth.models import AbstractBaseUser, User

from conditions.models import Event
from conditions.publishing import record

from . import tries
from .models import SignIn, What

ACCOUNT = "account"  # the kind of such an event


def note(what: What, account: str) -> None:
    SignIn.objects.create(what=what, account=account)


def failed(name: str) -> None:
    """A wrong password; for a name that is no account one entry in a quarter of an hour, and never the name."""
    if User.objects.filter(username=name).exists():
        note(What.WRONG, name)
    elif tries.spend("noted", What.UNKNOWN, most=1):
        note(What.UNKNOWN, "")


def refused(name: str) -> None:
    """Too many tries; one entry in a quarter of an hour for each account."""
    if User.objects.filter(username=name).exists() and tries.spend("noted", What.TOO_MANY, name, most=1):
        note(What.TOO_MANY, name)


def changed(verb: str, person: AbstractBaseUser, *, by: AbstractBaseUser, sentence: str) -> Event:
    """What somebody may do was changed by somebody else. Inside the transaction of the change."""
    name = person.get_username()
    return record.append(verb, by=by, kind=ACCOUNT, slug=name[:80], language="", sentence=sentence)
