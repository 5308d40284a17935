"""What the database says about public pages as a whole, in four short queries that do not grow with the content.

A new table that public pages read, other than the record's own, needs a line in ``_read``: else a change in it is not
noticed. ``tests/freshness`` walks every verb and every form of the desk.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.models import User
from django.forms.models import model_to_dict
from django.utils import timezone

from conditions.models import Clinic, Publication, RecordHead, Source
from conditions.vocabulary import Standing


@dataclass(frozen=True)
class Stamp:
    """``digest`` is another one when patients should read something else; ``until``: when that happens by itself."""

    digest: bytes
    until: float
    clinic: dict


def stamp(at: datetime) -> Stamp:
    """Raises a DatabaseError when the database is not there."""
    clinic = model_to_dict(Clinic.current())
    read = json.dumps([clinic, *_read(clinic["names_in_history"])])
    return Stamp(hashlib.sha256(read.encode()).digest()[:16], _next_change(at).timestamp(), clinic)


def _read(names: bool) -> list:
    """Every verb moves the head of the record; what a retracted source is called and who signed can change as well."""
    head = RecordHead.objects.values_list("digest", flat=True).first()
    retracted = Source.objects.filter(standing=Standing.RETRACTED).order_by("key").values_list("key", "standing_note")
    people = User.objects.order_by("pk").values_list("pk", "first_name", "last_name") if names else []
    return [head, list(retracted), list(people)]


def _next_change(at: datetime) -> datetime:
    """The next planned publication, or midnight: then reviews become overdue and patients are told."""
    planned = Publication.objects.standing().filter(live_at__gt=at).order_by("live_at")
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time.min))
    return min(filter(None, [planned.values_list("live_at", flat=True).first(), midnight]))
