"""Words that found nothing are counted, and say nothing about anybody."""

import time

import pytest
from django.db import IntegrityError, OperationalError, transaction

from conditions.models import MissedWord
from conditions.search import missed
from conditions.search.missed import Waiting, count

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(monkeypatch) -> list[set[str]]:
    """What would be written in a thread of its own, and when it starts at once."""
    batches = []

    class AtOnce:
        def __init__(self, target, args, daemon):
            self.start = lambda: batches.append(args[0])

    monkeypatch.setattr(missed.threading, "Thread", AtOnce)
    return batches


def test_word_itself_is_stored_only_from_the_fifth_time():
    for _ in range(4):
        count({"growler"})
    row = MissedWord.objects.get()
    assert (row.word, row.times) == ("", 4) and "growler" not in row.key
    count({"growler"})
    row.refresh_from_db()
    assert (row.word, row.times) == ("growler", 5)
    count({"growler"})
    assert MissedWord.objects.get().times == 6


def test_readable_word_below_five_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        MissedWord.objects.create(key="k", word="smith", times=4)


def test_words_wait_for_a_minute_and_count_once_in_it(written):
    waiting = Waiting()
    for _ in range(5):
        waiting.add(["growler"])
    assert written == []
    waiting._written = time.monotonic() - missed.EVERY if missed.EVERY < 1e9 else float("-inf")
    waiting.add(["mumbler"])
    assert written == [{"growler", "mumbler"}]
    waiting.add(["tumbler"])
    assert written == [{"growler", "mumbler"}]


@pytest.mark.parametrize("typed", ["ab", "a" * 21, "07700900123", "b12x", "nhs4857773456", "two words", ""])
def test_what_is_no_plain_word_is_never_kept(typed):
    waiting = Waiting()
    waiting.add([typed])
    assert waiting._words == set()


def test_no_more_words_wait_than_a_flood_may_send():
    waiting = Waiting()
    waiting.add(
        "".join(letters) for letters in zip("abcdefghij" * 30, "klmnopqrst" * 30, "uvwxyzabcd" * 30, strict=True)
    )
    for first in "abcdefghijklmnopqrstuvwxyz":
        waiting.add([first + second + "zz" for second in "abcdefghijklmnopqrstuvwxyz"])
    assert len(waiting._words) == missed.MOST_WAITING


def test_table_is_bounded_and_what_was_typed_once_makes_room(monkeypatch):
    monkeypatch.setattr(missed, "MOST_ROWS", 3)
    count({"one", "two", "six"})
    count({"two"})
    count({"ten"})
    assert MissedWord.objects.count() == 3
    count({"two"})
    assert MissedWord.objects.get(times=3)


def test_search_answers_when_the_count_cannot_be_written(monkeypatch):
    def busy(words):
        raise OperationalError("database is locked")

    monkeypatch.setattr(missed, "count", busy)
    monkeypatch.setattr(missed.connection, "close", lambda: None)
    assert missed._write_apart({"growler"}) is None


def test_only_words_that_no_leaflet_has_are_counted(published_condition, ask, monkeypatch):
    sent = []
    monkeypatch.setattr(missed.WAITING, "add", lambda words: sent.append(list(words)))
    ask("milia growlerz zzqq millia")
    assert sent == [["growlerz", "zzqq"]]
