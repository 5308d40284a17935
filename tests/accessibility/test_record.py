"""The record that the statement is made from tells of the pages and checks that there are, and of no fault."""

import json
import re
from pathlib import Path

import pytest

from conditions import accessibility
from conditions.accessibility import CHECKS, MODES, RECORD
from tests.accessibility import modes
from tests.accessibility.pages import PAGES

HERE = Path(__file__).parent
AGAIN = "Run `python -m tests.accessibility.record`."
is_recorded = pytest.mark.skipif(not accessibility.tested().pages, reason=f"Nothing is recorded yet. {AGAIN}")
# Tests of this proof itself.
OF_THE_PROOF = {"test_pages", "test_record"}


@is_recorded
def test_record_is_of_the_pages_that_there_are():
    assert set(accessibility.tested().pages) == set(PAGES), AGAIN
    assert accessibility.tested().examples == sum(len(examples) for examples in PAGES.values()), AGAIN


@is_recorded
def test_record_is_of_every_check_and_way_of_looking_and_of_no_fault():
    assert (
        set(accessibility.tested().checks)
        == {path.stem for path in HERE.glob("test_*.py")} - OF_THE_PROOF
        == set(CHECKS)
    ), AGAIN
    assert set(accessibility.tested().modes) == set(modes.MODES) == set(MODES), AGAIN
    assert accessibility.tested().violations == 0 and accessibility.tested().rules > 30


@is_recorded
@pytest.mark.django_db
def test_statement_says_what_the_record_says(client):
    page = " ".join(client.get("/accessibility/").content.decode().split())
    kept = json.loads(RECORD.read_text())
    assert f'<time datetime="{kept["on"]}">' in page
    assert f"{len(kept['pages'])} kinds of page, with {kept['examples']} examples of them." in page
    for version in (f"axe {kept['axe']}", f"Chromium {kept['chromium']}", f"Nu Html Checker {kept['validator']}"):
        assert version in page
    assert all(str(CHECKS[check]) in page for check in kept["checks"]) and "0 faults." in page


@pytest.mark.django_db
def test_statement_without_a_record_says_so(client):
    page = client.get("/accessibility/").content.decode()
    assert ("has not been recorded for this version yet" in page) is (not accessibility.tested().pages)


@pytest.mark.django_db
def test_statement_says_what_is_not_known_and_how_to_tell_of_a_problem(client):
    page = re.sub(r"\s+", " ", client.get("/accessibility/").content.decode())
    for words in (
        "Nobody with a disability has tested the pages yet.",
        "A program finds only part of the problems.",
        "not in Firefox or Safari",
        "Tell us of a problem",
    ):
        assert words in page
