"""The chain of events: each holds the digest of the one before, so that none can be changed or taken out unseen."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F

from conditions.freshness.look import after_commit
from conditions.models import BEGINNING, Event, RecordHead

from .seals import event_digest, seal


def append(
    verb: str,
    *,
    by: AbstractBaseUser | None,
    kind: str,
    slug: str,
    language: str,
    sentence: str,
    number: int | None = None,
    row: Any = None,
) -> Event:
    """Add an event to the end of the chain, inside the transaction of the verb that calls.

    ``row`` is the version, review or publication that the verb has just written: the event seals it. ``by`` is None
    for what came with a pack.
    """
    head = _end_of_the_chain()
    event = Event(
        actor=by.get_username() if by else "",
        verb=verb[:40],
        kind=kind,
        slug=slug,
        language=language,
        number=number,
        sentence=sentence if sentence.endswith((".", "!", "?")) else f"{sentence}.",
        seal=seal(row) if row is not None else "",
        previous=head.digest,
    )
    event.digest = event_digest(event)
    event.save()
    RecordHead.objects.filter(pk=head.pk).update(digest=event.digest, length=F("length") + 1)
    after_commit()
    return event


def _end_of_the_chain() -> RecordHead:
    """The head, nobody else's until the transaction ends; made anew where there is none, as in an emptied database."""
    head = RecordHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        newest = Event.objects.order_by("-pk").first()
        at = {"digest": newest.digest if newest else BEGINNING, "length": Event.objects.count()}
        RecordHead.objects.get_or_create(pk=1, defaults=at)
        head = RecordHead.objects.select_for_update().get(pk=1)
    return head
