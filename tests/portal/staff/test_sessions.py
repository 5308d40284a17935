"""When a session ends, and that nothing is lost without a word."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conditions.publishing import roles
from portal.staff.models import SignIn, What
from tests import builders

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock on, from where it stands."""
    now = {"is": timezone.now()}
    monkeypatch.setattr(timezone, "now", lambda: now["is"])

    def move(**more):
        now["is"] += timedelta(**more)

    return move


@pytest.fixture
def desk(log_in, rob):
    client = Client()
    log_in("rob", client=client)
    return client


def is_in(client):
    return client.get("/admin/conditions/condition/").status_code == 200


def test_half_an_hour_without_a_sign_ends_it(desk, clock):
    clock(minutes=29)
    assert is_in(desk)
    clock(minutes=29)
    assert is_in(desk)
    clock(minutes=31)
    assert desk.get("/admin/").url == "/admin/login/?next=/admin/"
    clock(minutes=-31)
    assert not is_in(desk), "it does not come back"


def test_eight_hours_end_it_in_any_case(desk, clock):
    for _ in range(24):
        clock(minutes=19)
        assert is_in(desk)
    clock(minutes=25)
    assert not is_in(desk)


def test_page_that_asks_by_itself_is_no_sign_of_its_reader(desk, clock, author):
    draft = builders.make_condition(author)
    for _ in range(4):
        clock(minutes=9)
        desk.post(f"/admin/conditions/condition/{draft.pk}/open/")
        desk.get("/admin/account/session/")
    assert not is_in(desk)


def test_open_page_is_told_how_long_it_may_stay(desk, clock):
    clock(minutes=28)
    told = desk.get("/admin/account/session/").json()
    assert 118 <= told["left"] <= 120 and told["may_stay"] and len(told["token"]) == 64
    assert desk.post("/admin/account/session/").json()["left"] == 1800
    for _ in range(22):
        clock(minutes=19, seconds=40)
        desk.post("/admin/account/session/")
    told = desk.get("/admin/account/session/").json()
    assert told["left"] < 1800 and told["may_stay"] is False
    clock(hours=1)
    assert json.loads(desk.get("/admin/account/session/").content) == {"left": 0}


def test_what_is_sent_after_the_end_is_answered_with_a_sentence(desk, clock):
    clock(minutes=31)
    response = desk.post("/admin/conditions/condition/add/", {"title": "Long work"})
    assert response.url.startswith("/admin/login/?unsaved=1")
    page = desk.get(response.url).content.decode()
    assert "nothing was saved. Go back in your browser: what you typed is still there." in page


def test_form_of_a_browser_without_session_gets_the_same_sentence_and_no_forgery_page():
    response = Client(enforce_csrf_checks=True).post("/admin/conditions/condition/add/", {"title": "Long work"})
    assert response.url.startswith("/admin/login/?unsaved=1")


def test_new_password_ends_every_other_session(desk, log_in):
    other = Client()
    log_in("rob", client=other)
    new = "another long password"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert desk.post("/admin/password_change/", sent).url == "/admin/password_change/done/"
    assert is_in(desk) and not is_in(other)
    assert SignIn.objects.first().what == What.PASSWORD_CHANGED


def test_sign_out_everywhere_spares_this_browser_and_other_people(desk, log_in, ann):
    other, colleague = Client(), Client()
    log_in("rob", client=other)
    log_in("ann", client=colleague)
    assert desk.get("/admin/account/sign-out-everywhere/").status_code == 405
    assert desk.post("/admin/account/sign-out-everywhere/").url == "/admin/account/"
    assert "Sessions that ended: 1." in desk.get("/admin/account/").content.decode()
    assert is_in(desk) and is_in(colleague) and not is_in(other)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_who_is_switched_off_is_out_at_the_next_request(desk, rob, change):
    for name, value in change.items():
        setattr(rob, name, value)
    rob.save()
    assert not is_in(desk)


def test_role_that_is_taken_is_gone_at_the_next_request(desk, rob):
    assert desk.get("/admin/conditions/event/").status_code == 200
    rob.groups.remove(rob.groups.get(name=roles.REVIEWER))
    assert desk.get("/admin/conditions/event/").status_code == 403


def test_public_pages_know_no_session(desk, clock):
    clock(hours=9)
    response = desk.get("/")
    assert response.status_code == 200 and not response.cookies
