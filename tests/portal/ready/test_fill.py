"""The walk over the whole site: every page has its file, what is gone has none, and a new handout is there soon."""

import pytest

from conditions.freshness.look import look
from conditions.handouts.make import make_handout
from conditions.models import Condition
from conditions.publishing import workflow
from conditions.views.whole_site import every_address

pytestmark = pytest.mark.django_db
ADDRESS = "/conditions/milia/"


@pytest.fixture
def filled(published_condition, host):
    look()
    host.fill()
    return host


def test_every_page_of_the_sitemap_has_its_file(filled, client):
    listed = client.get("/sitemap.xml").content.decode().split("<loc>http://testserver")[1:]
    assert {one.partition("<")[0] for one in listed} <= set(filled.files.paths())
    assert {ADDRESS, "/conditions/milia.txt", "/conditions/milia.json"} <= set(filled.files.paths())


def test_every_address_of_the_walk_is_a_page_that_may_be_kept(filled):
    assert set(every_address()) == set(filled.files.paths())


def test_another_process_takes_the_page_from_its_file(filled):
    asked = len(filled.calls)
    assert filled.process()(ADDRESS).status == 200 and len(filled.calls) == asked


def test_site_is_walked_once_for_each_change(filled):
    asked = len(filled.calls)
    filled.fill()
    assert len(filled.calls) == asked


def test_what_changed_last_comes_first(filled, author, reviewer):
    from tests import builders

    builders.published(builders.make_condition(author, slug="acne", title="Acne"), author=author, reviewer=reviewer)
    look()
    filled.calls.clear()
    filled.fill()
    assert filled.calls[0] == "/conditions/acne/" and "/conditions/acne/" in set(filled.files.paths())


def test_withdrawn_leaflet_says_so_in_its_file_and_its_text_is_gone(filled, reviewer):
    workflow.withdraw(Condition.objects.get(), by=reviewer, reason="It was wrong.")
    look()
    filled.fill()
    assert filled.files.get(ADDRESS).status.startswith("410")
    assert filled.files.get("/conditions/milia.txt") is None


def test_former_address_has_no_file(filled, reviewer):
    workflow.rename(Condition.objects.get(), to="milk-spots", by=reviewer)
    look()
    filled.fill()
    assert filled.files.get(ADDRESS) is None and filled.files.get("/conditions/milk-spots/")


def test_new_handout_is_filled_without_a_walk(filled, reviewer):
    given = make_handout([Condition.objects.get()], size="standard", language="en", by=reviewer)
    filled.calls.clear()
    filled.fill()
    assert filled.calls == [f"/n/{given.short_code.code}/"]
    assert filled.files.get(f"/n/{given.short_code.code}/").status == "200 OK"


def test_second_process_leaves_the_walk_to_the_first(filled):
    assert filled.board.take_turn(me=1) is False


def test_walk_stops_when_something_changes_meanwhile(published_condition, host):
    look()
    number, django = host.board.number, host.django

    def changing(*said):
        host.board.announce(b"x" * 16, host.board.until)
        return django(*said)

    host.django = changing
    host.fill()
    assert len(host.calls) == 1 and host.board.filled != number
