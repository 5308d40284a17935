"""Counts of “Was this clear?”: one row for each answer to a version, and the database adds."""

import threading

import pytest
from django.db import DatabaseError, connections, transaction

from conditions.models import ClearCount
from conditions.models.clear_count import MOST
from conditions.vocabulary import Clear

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(published_condition) -> int:
    return published_condition.revision_id


def counts() -> dict[str, int]:
    return dict(ClearCount.objects.values_list("answer", "count"))


def test_each_answer_has_its_own_count(version):
    for answer in (Clear.YES, Clear.NO, Clear.YES):
        ClearCount.objects.add_one(version, answer)
    assert counts() == {"yes": 2, "no": 1}


def test_row_holds_nothing_but_version_answer_and_number():
    assert [field.name for field in ClearCount._meta.get_fields()] == ["id", "revision", "answer", "count"]


@pytest.mark.parametrize("wrong", [{"answer": "maybe"}, {"answer": ""}, {"count": -1}, {"answer": "yes"}])
def test_row_that_must_not_exist_is_refused_by_the_database(version, wrong):
    ClearCount.objects.add_one(version, Clear.YES)
    with pytest.raises(DatabaseError), transaction.atomic():
        ClearCount.objects.create(**{"revision_id": version, "answer": "no", "count": 1, **wrong})


def test_counting_stops_at_the_largest_number(version):
    ClearCount.objects.create(revision_id=version, answer="yes", count=MOST - 1)
    for _ in range(3):
        ClearCount.objects.add_one(version, Clear.YES)
    assert counts() == {"yes": MOST}


@pytest.mark.django_db(transaction=True)
def test_no_answer_is_lost_between_processes_that_count_at_once(version):
    """Two threads without the turn that one process gives, so each waits for the database alone, as a process does."""
    start = threading.Barrier(2)

    def press() -> None:
        start.wait()
        for _ in range(25):
            ClearCount.objects.add_one(version, Clear.PARTLY)
        connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts() == {"partly": 50}
