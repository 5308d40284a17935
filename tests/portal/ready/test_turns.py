"""Costly answers take turns, so that finished pages and the desk always find a free thread (plan row L7)."""

import threading
import time
from types import SimpleNamespace

import pytest
from django.db import connections

from conditions.freshness.board import board
from portal.middleware import HEADERS
from portal.ready.front import Front
from portal.ready.shelf import Memory
from portal.ready.turns import Turns

from .conftest import asked, request

SEARCH = ("/search/", "GET", "q=milia")


def test_turns_are_given_up_to_a_number_and_come_back():
    turns = Turns(at_once=1, in_line=0, patience=0)
    with turns.one() as first, turns.one() as second:
        assert (first, second) == (True, False)
    with turns.one() as third:
        assert third


def test_turn_comes_back_when_an_answer_fails():
    turns = Turns(at_once=1, in_line=0, patience=0)
    with pytest.raises(RuntimeError), turns.one():
        raise RuntimeError
    with turns.one() as has_turn:
        assert has_turn


def test_who_waits_in_line_gets_the_next_turn_and_who_waits_too_long_gets_none():
    turns = Turns(at_once=1, in_line=1, patience=0.05)
    with turns.one():
        begun = time.monotonic()
        with turns.one() as waited_in_vain:
            assert not waited_in_vain and time.monotonic() - begun >= 0.05
    turns, given = Turns(at_once=1, in_line=1, patience=5), []

    def wait():
        with turns.one() as has_turn:
            given.append(has_turn)

    waiting = threading.Thread(target=wait)
    with turns.one():
        waiting.start()
        time.sleep(0.02)
    waiting.join()
    assert given == [True]


def test_page_that_many_ask_for_at_once_is_made_once(host):
    """Whoever waits for a turn at a page finds it made when the turn comes, and waits however long the line is."""
    turns = Turns(at_once=1, in_line=0, patience=0)
    front = Front(lambda *said: host.django(*said), board(), Memory(1_000_000), host.files, turns)
    statuses: list[int] = []

    def read() -> None:
        statuses.append(asked(front, request("/")).status)
        connections.close_all()  # each thread has its own

    readers = [threading.Thread(target=read) for _one in range(5)]
    host.calls.clear()
    with turns.one():
        for reader in readers:
            reader.start()
        time.sleep(0.05)
    for reader in readers:
        reader.join()
    assert statuses == [200] * 5 and host.calls == ["/"]


@pytest.fixture
def taken(host):
    """A front whose every turn is taken; ``/`` was read before."""
    turns = Turns(at_once=1, in_line=0, patience=0, patience_for_pages=0)
    front = Front(lambda *said: host.django(*said), board(), Memory(1_000_000), host.files, turns)
    asked(front, request("/"))
    with turns.one():
        yield SimpleNamespace(read=lambda *of, **more: asked(front, request(*of, **more)))


@pytest.mark.parametrize(
    "asked_for",
    [
        SEARCH,
        ("/search/suggest/", "GET", "q=milia"),
        ("/infobutton", "GET", "q=milia"),
        ("/conditions/milia.pdf", "GET", "print=large"),
        ("/conditions/not-there/",),
        ("/NOWHERE/",),
    ],
)
def test_costly_answer_without_a_turn_is_refused_in_a_page_that_says_when(taken, asked_for):
    answer = taken.read(*asked_for)
    assert (answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (503, "5", "no-store")
    assert b"Please try again in a few minutes" in answer.body and "X-Database" not in answer.headers
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_program_without_a_turn_is_told_in_its_own_format(taken):
    answer = taken.read("/conditions/not-there.json")
    assert (answer.status, answer.headers["Content-Type"]) == (503, "application/json")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/healthz/live/", 200),
        ("/admin/login/", 200),
        ("/static/x.css", 404),
        ("/pictures/x.webp", 404),
    ],
)
def test_finished_pages_the_desk_and_files_wait_for_no_turn(taken, address, status):
    assert taken.read(address).status == status


@pytest.mark.parametrize(("method", "address", "status"), [("POST", "/", 405), ("DELETE", "/search/", 405)])
def test_what_brings_a_body_holds_no_turn(taken, method, address, status):
    assert taken.read(address, method).status == status


def test_reader_cannot_say_that_we_are_busy(read):
    assert read("/search/", "GET", "q=milia", HTTP_PORTAL_BUSY="True").status == 200
