"""The record: a chain of events that seals every version, decision and publication. Tampering by SQL is refused or found."""

import threading
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from conditions.content.canonical import digest
from conditions.models import BEGINNING, Event, Publication, RecordHead, Review, Revision
from conditions.models.append_only import drop_triggers
from conditions.publishing import workflow
from conditions.publishing.seals import event_digest, seal
from conditions.publishing.verify import Broken, verify
from tests import builders


def chain() -> list[Event]:
    return list(Event.objects.order_by("pk"))


def sql(statement: str, *values) -> None:
    """A statement by somebody who has the whole database in their hands."""
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


# -- what is written


def test_each_event_holds_the_digest_of_the_one_before(published_condition):
    events = chain()
    assert [event.verb for event in events] == ["sent for review", "approved", "published"]
    assert [event.previous for event in events] == [BEGINNING, events[0].digest, events[1].digest]
    assert all(event.digest == event_digest(event) for event in events)
    head = RecordHead.objects.get()
    assert (head.digest, head.length) == (events[-1].digest, 3)


def test_event_seals_what_was_written_with_it(published_condition):
    rows = [published_condition.revision, published_condition.review, published_condition]
    assert [event.seal for event in chain()] == [seal(row) for row in rows]


def test_event_without_a_row_of_its_own_has_no_seal(published_condition, reviewer):
    workflow.rename(published_condition.revision.document, to="milk-spots", by=reviewer)
    assert chain()[-1].seal == ""
    assert verify().events == 4


def test_whole_record_is_verified(published_condition, reviewer):
    workflow.withdraw(published_condition.revision.document, by=reviewer, reason="Out of date.")
    found = verify()
    assert (found.versions, found.decisions, found.publications, found.events) == (1, 1, 2, 4)
    assert found.head == chain()[-1].digest


@pytest.mark.django_db
def test_empty_record_is_verified():
    found = verify()
    assert (found.events, found.head) == (0, BEGINNING)


def test_command_prints_counts_and_the_head(published_condition, capsys):
    call_command("verify_history")
    assert capsys.readouterr().out == (
        "All is as it was written: versions 1, decisions 1, publications and withdrawals 1, events 3.\n"
        f"Head: {chain()[-1].digest}\n"
    )


def test_chain_leads_through_a_head_that_was_written_down_earlier(published_condition, capsys):
    call_command("verify_history", expect=chain()[1].digest.upper())
    assert "leads through the head that you wrote down" in capsys.readouterr().out
    with pytest.raises(CommandError, match="does not lead through the head that you wrote down"):
        call_command("verify_history", expect="a" * 64)
    with pytest.raises(CommandError, match="A head has 64 digits"):
        call_command("verify_history", expect="not a head")


# -- what is refused


@pytest.mark.parametrize("own", ["submitted_by", "edited_by"])
def test_self_approval_is_refused_by_the_database_even_if_the_row_lies(own, draft, author, reviewer):
    """The review claims that nobody sent or edited the version; the version itself knows better."""
    draft.edited_by = reviewer if own == "edited_by" else author
    draft.save(update_fields=["edited_by"])
    revision = workflow.submit(draft, by=author)
    myself = {"submitted_by": author, "edited_by": reviewer}[own]
    with pytest.raises(DatabaseError, match="nobody approves their own words"), transaction.atomic():
        Review.objects.create(revision=revision, reviewer=myself, decision="approved")


def test_publication_that_borrows_the_approval_of_another_version_is_refused(
    published_condition, make_condition, author
):
    other = workflow.submit(make_condition(slug="acne", title="Acne"), by=author)
    with pytest.raises(DatabaseError, match="approval of exactly this version"), transaction.atomic():
        Publication.objects.create(
            revision=other, basis="approved", review=published_condition.review, published_by=author, change_note="x"
        )


def test_event_that_follows_the_same_one_twice_is_refused(published_condition):
    first = chain()[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.create(sentence="x", previous=first.previous, digest="a" * 64)


@pytest.mark.parametrize(
    "statement", ["UPDATE conditions_recordhead SET length = 2", "DELETE FROM conditions_recordhead"]
)
def test_end_of_the_record_does_not_go_back(statement, published_condition):
    with pytest.raises(DatabaseError, match="the record only grows"), transaction.atomic():
        connection.cursor().execute(statement)


# -- what is found, once the triggers are gone


def test_changed_words_are_found(published_condition):
    revision = published_condition.revision
    changed = revision.content | {"title": "Pop it"}
    drop_triggers(connection)
    QuerySet(Revision).filter(pk=revision.pk).update(content=changed)
    with pytest.raises(Broken, match="Changed after it was frozen: Pop it, version 1"):
        verify()


def test_changed_words_with_a_fitting_digest_are_found(published_condition):
    revision = published_condition.revision
    changed = revision.content | {"title": "Pop it"}
    drop_triggers(connection)
    QuerySet(Revision).filter(pk=revision.pk).update(content=changed, digest=digest(changed))
    with pytest.raises(Broken, match="without an entry in the record: Pop it, version 1"):
        verify()


def test_two_versions_that_changed_places_are_found(published_condition, make_condition, author):
    mine, other = published_condition.revision, workflow.submit(make_condition(slug="acne", title="Acne"), by=author)
    drop_triggers(connection)
    for here, there in ((mine, other), (other, mine)):
        QuerySet(Revision).filter(pk=here.pk).update(content=there.content, digest=there.digest)
    with pytest.raises(Broken, match=r"without an entry in the record: Acne, version 1 \(key"):
        verify()


def test_swapped_digest_of_an_event_is_found(published_condition):
    sql("UPDATE conditions_event SET digest = %s WHERE verb = 'approved'", "a" * 64)
    with pytest.raises(Broken, match=r"This event was changed: .* rob approved Milia, version 1"):
        verify()


@pytest.mark.parametrize(
    ("column", "value"),
    [("actor", "sue"), ("sentence", "rita approved it."), ("at", timezone.now()), ("number", 2), ("seal", "b" * 64)],
)
def test_changed_event_is_found(column, value, published_condition):
    sql(f"UPDATE conditions_event SET {column} = %s WHERE verb = 'approved'", value)
    with pytest.raises(Broken, match="This event was changed"):
        verify()


@pytest.mark.parametrize(
    ("verb", "told"), [("sent for review", "rob approved Milia"), ("approved", "rob published Milia")]
)
def test_deleted_event_is_found_by_the_one_after_it(verb, told, published_condition):
    sql("DELETE FROM conditions_event WHERE verb = %s", verb)
    with pytest.raises(Broken, match=rf"An event is missing or was moved, right before this one: .*{told}"):
        verify()


def test_deleted_newest_event_is_found_by_the_head(published_condition):
    sql("DELETE FROM conditions_event WHERE verb = 'published'")
    with pytest.raises(Broken, match="The newest events are missing: there are 2, and there were 3"):
        verify()


def test_deleted_newest_event_is_found_even_if_the_head_was_put_back(published_condition):
    """What the event wrote is still there."""
    newest, before = chain()[-1], chain()[-2]
    sql("DELETE FROM conditions_event WHERE id = %s", newest.pk)
    sql("UPDATE conditions_recordhead SET digest = %s, length = 2", before.digest)
    with pytest.raises(Broken, match="without an entry in the record: publication of Milia, version 1"):
        verify()


def test_record_that_was_shortened_in_every_table_is_found_by_a_head_written_down_outside(published_condition):
    """Nothing inside the database could tell."""
    written_down, before = chain()[-1].digest, chain()[-2]
    sql("DELETE FROM conditions_event WHERE verb = 'published'")
    sql("DELETE FROM conditions_publication")
    sql("UPDATE conditions_recordhead SET digest = %s, length = 2", before.digest)
    with pytest.raises(Broken, match="Missing: "):  # all that is left to notice: the triggers
        verify()
    with pytest.raises(Broken, match="does not lead through the head that you wrote down"):
        verify(written_down)


def test_deleted_head_is_found(published_condition):
    sql("DELETE FROM conditions_recordhead")
    with pytest.raises(Broken, match="The end of the record is not marked any more"):
        verify()


def test_self_approval_inserted_without_triggers_is_found(draft, author):
    revision = workflow.submit(draft, by=author)
    drop_triggers(connection)
    Review.objects.create(revision=revision, reviewer=author, decision="approved")
    with pytest.raises(Broken, match="without an entry in the record: review of Milia, version 1"):
        verify()


@pytest.mark.parametrize("table", ["review", "publication"])
def test_deleted_row_is_found_by_the_event_that_wrote_it(table, published_condition):
    sql("DELETE FROM conditions_publication")
    if table == "review":
        sql("DELETE FROM conditions_review")
    with pytest.raises(Broken, match="Gone from the record"):
        verify()


def test_changed_publication_is_found(published_condition):
    sql("UPDATE conditions_publication SET change_note = 'Another.'")
    with pytest.raises(Broken, match="Changed, or written without an entry in the record: publication of Milia"):
        verify()


# -- many writers at once


def again_until_there_is_a_turn(write, tries: int = 200) -> None:
    """SQLite in memory refuses at once instead of waiting."""
    for _attempt in range(tries):
        try:
            return write()
        except OperationalError:
            time.sleep(0.02)
    raise AssertionError("never had a turn")


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain(author):
    drafts = [builders.make_condition(author, slug=f"bump-{n}", title=f"Bump {n}") for n in range(12)]
    start = threading.Barrier(4)

    def send(mine) -> None:
        start.wait()
        for draft in mine:
            again_until_there_is_a_turn(lambda draft=draft: workflow.submit(draft, by=author))
        connections.close_all()

    threads = [threading.Thread(target=send, args=(drafts[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify()
    assert found.events == found.versions == len(drafts)
    assert len({event.previous for event in chain()}) == len(drafts)
