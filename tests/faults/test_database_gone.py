"""The database is taken away and given back, or is busy (plan rows F4, F5): patients read on, staff lose nothing."""

import json
import sqlite3
from contextlib import contextmanager

import pytest

from .conftest import PASSWORD, typed_into

ADDRESS = "/conditions/milia/"


@contextmanager
def taken_away(portal):
    """As when a disk is not mounted: the folder of the database is not there."""
    folder = portal.folder.parent / "database"
    hidden = folder.rename(folder.with_name("hidden"))
    try:
        yield
    finally:
        hidden.rename(folder)


@pytest.fixture
def filled(portal):
    portal.wait_until_filled()
    return portal


def test_whole_site_is_served_and_marked_and_it_heals_by_itself(filled):
    every = filled.sitemap()
    assert ADDRESS in every and len(every) > 10
    with taken_away(filled):
        filled.wait_for(lambda: filled.get(ADDRESS).headers.get("x-database") == "away", 5)
        answers = [filled.get(path) for path in [*every, "/conditions/milia.txt", "/conditions/milia.json"]]
        assert {(answer.status, answer.headers.get("x-database")) for answer in answers} == {(200, "away")}
        assert filled.get("/healthz/live/").status == 200
        ready = filled.get("/healthz/ready/")
        assert ready.status == 503 and "database is away" in json.loads(ready.body)["reason"]
        search = filled.get("/search/?q=milia")
        assert search.status == 503 and "try again in a few minutes" in search.body
    filled.wait_for(lambda: "x-database" not in filled.get(ADDRESS).headers, 5)
    assert filled.get("/search/?q=milia").status == filled.get("/healthz/ready/").status == 200


def test_restart_without_the_database_serves_the_whole_site(filled):
    every = filled.sitemap()
    filled.stop()
    with taken_away(filled):
        filled.start()
        assert {filled.get(path).status for path in every} == {200}
        sign_in = filled.get("/admin/login/", filled.browser(), {"username": "sue", "password": PASSWORD})
        assert sign_in.status in (403, 503)
    filled.wait_for(lambda: filled.get("/healthz/ready/").status == 200, 5)


def test_save_behind_a_long_writer_is_refused_with_a_sentence_and_readers_notice_nothing(filled):
    browser = filled.browser()
    form = typed_into(filled.get("/admin/login/", browser).body, username="sue", password=PASSWORD)
    writer = sqlite3.connect(filled.folder.parent / "database" / "portal.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        refused = filled.get("/admin/login/?next=/admin/", browser, form)
        assert refused.status == 503 and "what you typed is still there" in refused.body
        assert filled.get(ADDRESS).status == 200 and "x-database" not in filled.get(ADDRESS).headers
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert "What needs doing" in filled.get("/admin/login/?next=/admin/", browser, form).body
