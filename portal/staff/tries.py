"""Counting tries: so many in a quarter of an hour, in all processes and on all hosts of an installation.

The counts are rows of the database, because memory is each process's own and a cache may be gone; without the database
nobody can sign in anyway. Whatever is counted is named by a keyed digest only, so no address can be read from a row.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Tries

WINDOW = timedelta(minutes=15)


def is_spent(*what: str, most: int) -> bool:
    """Whether ``most`` tries were made already. Writes nothing, so that a flood of refusals costs no write."""
    return Tries.objects.filter(key=_key(what), until__gt=timezone.now(), count__gte=most).exists()


def spend(*what: str, most: int) -> bool:
    """Count one more try; False, and nothing counted, if ``most`` were made already."""
    now, key = timezone.now(), _key(what)
    if is_spent(*what, most=most):
        return False
    with transaction.atomic():
        _row, is_new = Tries.objects.get_or_create(key=key, defaults={"until": now + WINDOW})
        if is_new:
            Tries.objects.filter(until__lte=now).exclude(key=key).delete()
        Tries.objects.filter(key=key, until__lte=now).update(count=0, until=now + WINDOW)
        return bool(Tries.objects.filter(key=key, count__lt=most).update(count=F("count") + 1))


def give_back(*what: str) -> None:
    """A try that was right does not count. Earlier ones do: else somebody with an account could wipe the slate."""
    Tries.objects.filter(key=_key(what), count__gt=0).update(count=F("count") - 1)


def _key(what: tuple[str, ...]) -> str:
    return salted_hmac("portal.staff.tries", "\0".join(what), algorithm="sha256").hexdigest()
