"""Is the record what it was? Every digest, every link of the chain and every seal is computed again.

What can be noticed: a version, review, comment, publication or event that was changed, taken out, added or put
elsewhere. What cannot, without a head that was written down outside: somebody who rewrites the whole rest of the chain,
or who takes away the newest events together with what they record and puts the stored head back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from conditions.content.canonical import digest
from conditions.models import BEGINNING, Comment, Event, Publication, RecordHead, Review, Revision
from conditions.models.append_only import missing_triggers
from conditions.vocabulary import Decision

from .seals import event_digest, seal


class Broken(Exception):
    """The record is not what it was. The sentence names the first thing that is wrong."""


@dataclass(frozen=True)
class Verified:
    versions: int
    decisions: int
    publications: int
    events: int
    head: str


@transaction.atomic
def verify(expect: str = "") -> Verified:
    """Walk the whole record, oldest first. Raises Broken with the first thing that is wrong.

    ``expect`` is a head that was written down earlier: the chain must still lead through it.
    """
    # Locked, so that nobody adds to the record between two of the questions below.
    head = RecordHead.objects.select_for_update().filter(pk=1).first()
    versions = _verify_versions()
    seals = _verify_chain(head, expect)
    counts = [_verify_sealed(model, seals) for model in (Revision, Review, Publication, Comment)]
    _verify_second_person()
    if seals:
        raise Broken(f"Gone from the record: what this event wrote: {_told(next(iter(seals.values())))}")
    missing = missing_triggers(connection)
    if missing:
        raise Broken("The database would let history be changed. Missing: " + ", ".join(missing))
    return Verified(versions, counts[1], counts[2], head.length if head else 0, head.digest if head else BEGINNING)


def _verify_versions() -> int:
    count = 0
    for revision in Revision.objects.order_by("pk").iterator(chunk_size=200):
        if digest(revision.content) != revision.digest:
            raise Broken(f"Changed after it was frozen: {revision} (key {revision.pk}).")
        count += 1
    return count


def _verify_chain(head: RecordHead | None, expect: str) -> dict[str, Event]:
    """The event of each seal."""
    previous, length, seals = BEGINNING, 0, {}
    is_passed = not expect or expect == BEGINNING
    for event in Event.objects.order_by("pk").iterator(chunk_size=1000):
        if event.previous != previous:
            raise Broken(f"An event is missing or was moved, right before this one: {_told(event)}")
        if event_digest(event) != event.digest:
            raise Broken(f"This event was changed: {_told(event)}")
        previous, length = event.digest, length + 1
        is_passed = is_passed or expect == event.digest
        if event.seal:
            seals[event.seal] = event
    _verify_head(head, previous, length)
    if not is_passed:
        raise Broken("The chain does not lead through the head that you wrote down: the record was made anew since.")
    return seals


def _verify_head(head: RecordHead | None, newest: str, length: int) -> None:
    if head is None and length:
        raise Broken("The end of the record is not marked any more, so nobody can say whether the newest is missing.")
    if head and head.length != length:
        raise Broken(f"The newest events are missing: there are {length}, and there were {head.length}.")
    if head and head.digest != newest:
        raise Broken("The newest event is not the one that was recorded last.")


def _verify_sealed(model: type, seals: dict[str, Event]) -> int:
    """Every row was written with an event that seals it; takes out the seals that it finds."""
    count = 0
    for row in _rows(model):
        if seals.pop(seal(row), None) is None:
            raise Broken(f"Changed, or written without an entry in the record: {_name(row)} (key {row.pk}).")
        count += 1
    return count


def _rows(model: type) -> Iterator:
    rows = model.objects.order_by("pk")
    if model is Revision:
        rows = rows.defer("content")
    elif model is not Comment:
        rows = rows.select_related("revision").defer("revision__content")
    return rows.iterator(chunk_size=200)


def _verify_second_person() -> None:
    for review in Review.objects.filter(decision=Decision.APPROVED).select_related("revision").order_by("pk"):
        if review.reviewer_id in {review.revision.submitted_by_id, review.revision.edited_by_id}:
            raise Broken(f"Approved by the person who wrote or sent it: {_name(review)} (key {review.pk}).")


def _name(row: Revision | Review | Publication | Comment) -> str:
    return f"{row._meta.verbose_name} of {row}" if not isinstance(row, Revision) else str(row)


def _told(event: Event) -> str:
    return f"{event.at:%Y-%m-%d %H:%M} UTC, {event.sentence}"
