"""“Was this clear?”: what is counted, what is not, and which versions readers found unclear."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections
from django.utils import timezone

from conditions import clarity
from conditions.clarity import Answers
from conditions.models import ClearCount
from conditions.publishing import workflow
from conditions.vocabulary import Clear
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_flood_yet(monkeypatch) -> None:
    monkeypatch.setattr(clarity, "_buckets", {})


@pytest.fixture
def version(published_condition) -> int:
    return published_condition.revision_id


def pressed(version: int, **numbers: int) -> None:
    for answer, number in numbers.items():
        ClearCount.objects.create(revision_id=version, answer=answer, count=number)


def test_answers_of_a_version_are_counted(version):
    for answer in ("yes", "yes", "partly", "no"):
        assert clarity.count(version, Clear(answer))
    assert clarity.answers([version]) == {version: Answers(yes=2, partly=1, no=1)}


def test_version_without_an_answer_is_not_among_the_answers(version):
    assert clarity.answers([version]) == {}


@pytest.mark.django_db(transaction=True)
def test_twenty_readers_at_once_are_all_counted(version, monkeypatch):
    monkeypatch.setattr(clarity, "PER_MINUTE", 200)
    monkeypatch.setattr(clarity, "PATIENCE", 60)  # the machine may be slow today; the sum is what is asked here
    start = threading.Barrier(20)

    def press() -> None:
        start.wait()
        for _ in range(10):
            clarity.count(version, Clear.YES)
        connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clarity.answers([version]) == {version: Answers(yes=200)}


def test_flood_on_one_version_is_not_counted_and_leaves_others_alone(version, make_condition, author, reviewer):
    other = builders.published(make_condition(slug="acne", title="Acne"), author=author, reviewer=reviewer)
    clarity._buckets[version] = clarity.Bucket(per_minute=3, clock=lambda: 0)
    assert [clarity.count(version, Clear.NO) for _ in range(5)] == [True, True, True, False, False]
    assert clarity.count(other.revision_id, Clear.NO)
    assert clarity.answers([version]) == {version: Answers(no=3)}


@contextmanager
def somebody_keeps_the_table() -> Iterator[None]:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE" if other.vendor == "sqlite" else "BEGIN")
        if other.vendor == "postgresql":
            cursor.execute("LOCK TABLE conditions_clearcount IN ACCESS EXCLUSIVE MODE")
        yield
        cursor.execute("ROLLBACK")
    other.close()


@pytest.mark.django_db(transaction=True)
def test_answer_is_given_up_soon_while_somebody_keeps_the_database(version):
    with somebody_keeps_the_table():
        began = time.monotonic()
        assert clarity.count(version, Clear.YES) is False
        assert time.monotonic() - began < 4
    assert clarity.count(version, Clear.YES) is True


@pytest.mark.django_db(transaction=True)
def test_others_do_not_queue_behind_an_answer_that_waits_for_the_database(version):
    waits: list[float] = []

    def press() -> None:
        began = time.monotonic()
        clarity.count(version, Clear.YES)
        waits.append(time.monotonic() - began)
        connections.close_all()

    with somebody_keeps_the_table():
        threads = [threading.Thread(target=press) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert max(waits) < 5 and sorted(waits)[6] < max(waits)


@pytest.mark.parametrize(
    ("given", "is_unclear"),
    [
        (Answers(yes=10, no=5), True),
        (Answers(yes=11, no=5), False),
        (Answers(no=4), False),
        (Answers(yes=1, partly=9, no=5), True),
        (Answers(), False),
    ],
)
def test_unclear_is_what_five_readers_and_a_third_of_all_say(given, is_unclear):
    assert given.is_unclear is is_unclear


def test_live_version_that_many_found_unclear_is_found_worst_first(version, make_condition, author, reviewer):
    acne = builders.published(make_condition(slug="acne", title="Acne"), author=author, reviewer=reviewer)
    styes = builders.published(make_condition(slug="styes", title="Styes"), author=author, reviewer=reviewer)
    pressed(version, yes=10, no=5)
    pressed(acne.revision_id, yes=1, no=9)
    pressed(styes.revision_id, yes=90, no=9)
    assert [(revision.content["title"], given.no) for revision, given in clarity.unclear(timezone.now())] == [
        ("Acne", 9),
        ("Milia", 5),
    ]


def test_version_that_is_not_live_any_more_is_nobodys_task(published_condition, author, reviewer):
    pressed(published_condition.revision_id, no=9)
    draft = published_condition.revision.document
    draft.title = "Milk spots"
    draft.save()
    builders.published(draft, author=author, reviewer=reviewer)
    assert clarity.unclear(timezone.now()) == []


def test_withdrawn_leaflet_is_nobodys_task(published_condition, reviewer):
    pressed(published_condition.revision_id, no=9)
    workflow.withdraw(published_condition.revision.document, by=reviewer, reason="Old.")
    assert clarity.unclear(timezone.now()) == []
