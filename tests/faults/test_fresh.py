"""What one process changes, every process shows: at once on this host, within a second on another (plan rows L5, C6)."""

import time

import pytest

from .conftest import PASSWORD, PUBLISH, WITHDRAW, Portal, typed_into

ADDRESS = "/conditions/milia/"
READS = 30  # on connections of their own: each of two workers answers some of them


def test_change_at_the_desk_is_in_every_answer_after_it(portal):
    assert {portal.get(ADDRESS).status for _read in range(READS)} == {200}
    browser = portal.browser()
    form = typed_into(portal.get("/admin/login/", browser).body, username="sue", password=PASSWORD)
    assert "What needs doing" in portal.get("/admin/login/?next=/admin/", browser, form).body
    page = portal.get("/admin/conditions/clinic/", browser)
    saved = portal.get(
        "/admin/conditions/clinic/1/change/", browser, typed_into(page.body, clinic_phone="01632 960 000")
    )
    assert "was changed successfully" in saved.body
    assert ["01632 960 000" in portal.get(ADDRESS).body for _read in range(READS)] == [True] * READS


def test_withdrawal_by_another_program_is_in_every_answer_after_it(portal):
    assert {portal.get(ADDRESS).status for _read in range(READS)} == {200}
    portal.manage("shell", "-c", WITHDRAW)
    assert {portal.get(ADDRESS).status for _read in range(READS)} == {410}


def test_other_host_that_shares_the_database_follows_within_a_second(make_portal):
    here, there = make_portal(), make_portal()
    assert (here.get(ADDRESS).status, there.get(ADDRESS).status) == (200, 200)
    here.manage("shell", "-c", WITHDRAW + "import time; print(time.time())")
    assert here.get(ADDRESS).status == 410
    begun = time.monotonic()
    there.wait_for(lambda: there.get(ADDRESS).status == 410, 1)
    assert time.monotonic() - begun < 1


APPROVE = """
from django.contrib.auth.models import User
from conditions.models import Condition
from conditions.publishing import workflow
ann, rob = (User.objects.get(username=name) for name in ("ann", "rob"))
draft = Condition.objects.get()
draft.title = "Milk spots"
draft.save()
revision = workflow.submit(draft, by=ann)
workflow.approve(revision, by=rob)
print(f"/admin/conditions/condition/{draft.pk}/publish/{revision.pk}/")
"""


@pytest.mark.soak
def test_two_hosts_share_postgresql_and_redis_and_what_one_publishes_the_other_shows(tmp_path, postgresql, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:6379/9")
    here, there = (Portal(tmp_path / name, postgresql) for name in ("here", "there"))
    for portal in (here, there):
        portal.folder.mkdir()
    here.manage("migrate", "--verbosity", "0")
    here.manage("shell", "-c", PUBLISH)
    here.start(), there.start()
    try:
        assert [">Milia<" in portal.get(ADDRESS).body for portal in (here, there)] == [True, True]
        address = there.manage("shell", "-c", APPROVE).split()[-1]
        browser = here.browser()
        form = typed_into(here.get("/admin/login/", browser).body, username="rob", password=PASSWORD)
        here.get("/admin/login/?next=/admin/", browser, form)
        answers = typed_into(here.get(address, browser).body, change_note="A new name.", when="now")
        here.get(address, browser, answers)
        assert all(">Milk spots<" in here.get(ADDRESS).body for _read in range(READS))
        there.wait_for(lambda: all(">Milk spots<" in there.get(ADDRESS).body for _read in range(READS)), 1)
    finally:
        here.stop(), there.stop()
