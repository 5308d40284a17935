"""Guessing is refused before it costs anything, and no stranger can lock a colleague out."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils import timezone

from portal.staff import turns
from portal.staff.guesses import OF_ACCOUNT, OF_ACCOUNT_AT_ADDRESS, OF_ADDRESS, OF_DEVICE
from portal.staff.models import SignIn, Tries, What

from .conftest import with_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(turns.time, "sleep", lambda seconds: None)


@pytest.fixture
def later(monkeypatch):
    """Moves the clock on."""

    def move(**more) -> None:
        moment = timezone.now() + timedelta(**more)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return move


def guess(log_in, name, times, **more):
    for number in range(times):
        assert log_in(name, f"guess {number}", **more).status_code in {200, 429}


def opens(response) -> bool:
    return response.status_code == 302


def test_sixth_try_from_an_address_is_refused_even_when_right(log_in, rob):
    guess(log_in, "rob", OF_ACCOUNT_AT_ADDRESS - 1)
    assert opens(log_in("rob"))
    guess(log_in, "rob", 1)
    assert not opens(log_in("rob"))


def test_right_user_is_in_again_after_a_quarter_of_an_hour(log_in, rob, later):
    guess(log_in, "rob", 8)
    assert not opens(log_in("rob"))
    later(minutes=15, seconds=1)
    assert opens(log_in("rob"))


def test_refused_tries_cost_no_hash_and_in_a_flood_no_wait_and_no_write(log_in, rob, monkeypatch):
    guess(log_in, "rob", OF_ACCOUNT_AT_ADDRESS)
    monkeypatch.setattr(MD5PasswordHasher, "encode", None)
    guess(log_in, "rob", OF_ADDRESS - OF_ACCOUNT_AT_ADDRESS)
    monkeypatch.setattr(turns.time, "sleep", None)
    counted, written = list(Tries.objects.values_list("key", "count")), SignIn.objects.count()
    assert log_in("rob", "guess").status_code == log_in("nobody", "guess").status_code == 429
    assert (list(Tries.objects.values_list("key", "count")), SignIn.objects.count()) == (counted, written)


def test_stranger_elsewhere_does_not_lock_a_colleague_out(log_in, rob):
    guess(log_in, "rob", 30, REMOTE_ADDR="198.51.100.7")
    assert opens(log_in("rob", REMOTE_ADDR="192.0.2.1"))


def test_many_strangers_do_not_lock_a_browser_that_signed_in_before(log_in, rob):
    client = Client()
    assert opens(log_in("rob", client=client))
    client.post("/admin/logout/")
    for number in range(OF_ACCOUNT + 5):
        guess(log_in, "rob", 1, REMOTE_ADDR=f"198.51.100.{number}")
    assert not opens(log_in("rob", REMOTE_ADDR="192.0.2.1")), "a new browser waits"
    assert opens(log_in("rob", client=client)), "a known one does not"


def test_stranger_at_the_same_address_does_not_lock_a_known_browser_out(log_in, rob):
    client = Client()
    log_in("rob", client=client)
    client.post("/admin/logout/")
    guess(log_in, "rob", OF_ADDRESS + 5)
    assert opens(log_in("rob", client=client))


def test_known_browser_has_tries_of_its_own_and_no_more(log_in, rob):
    client = Client()
    log_in("rob", client=client)
    client.post("/admin/logout/")
    guess(log_in, "rob", OF_DEVICE, client=client)
    assert not opens(log_in("rob", client=client))


def test_browser_is_known_for_the_account_that_signed_in_only(log_in, rob, ann):
    client = Client()
    log_in("rob", client=client)
    client.post("/admin/logout/")
    guess(log_in, "ann", OF_ACCOUNT_AT_ADDRESS, client=client)
    assert not opens(log_in("ann", client=client))


@pytest.mark.parametrize("forged", ["", "x", "W10:1tqXyz:AAAA", "{}", "a" * 5000])
def test_forged_cookie_of_a_browser_is_worth_nothing(log_in, rob, forged):
    client = Client()
    client.cookies["device"] = forged
    guess(log_in, "rob", OF_ACCOUNT_AT_ADDRESS, client=client)
    assert not opens(log_in("rob", client=client))


def test_names_that_differ_only_in_case_share_their_tries(log_in, rob):
    for name in ("rob", "ROB", " Rob", "rOB ", "roB"):
        guess(log_in, name, 1)
    assert not opens(log_in("rob"))


def test_one_guess_at_each_of_many_accounts_ends_at_sixty(log_in, rob):
    guess(log_in, "rob", 0)
    for number in range(OF_ADDRESS):
        guess(log_in, f"person {number}", 1)
    response = log_in("rob")
    assert response.status_code == 429 and response["Retry-After"] == "900"
    assert opens(log_in("rob", REMOTE_ADDR="192.0.2.1"))


def test_address_cannot_be_made_up(log_in, rob):
    for number in range(OF_ACCOUNT_AT_ADDRESS):
        guess(log_in, "rob", 1, headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert not opens(log_in("rob", headers={"x-forwarded-for": "203.0.113.99"}))


def test_one_success_does_not_wipe_the_slate(log_in, rob, ann):
    guess(log_in, "rob", 4)
    assert opens(log_in("ann"))
    guess(log_in, "rob", 1)
    assert not opens(log_in("rob"))


def test_open_desk_is_no_place_to_guess_the_old_password(log_in, rob):
    client = Client()
    log_in("rob", client=client)
    new = {"new_password1": "another long password", "new_password2": "another long password"}
    for _ in range(OF_DEVICE):
        assert client.post("/admin/password_change/", {"old_password": "wrong", **new}).status_code == 200
    assert (
        client.post("/admin/password_change/", {"old_password": "a long password for tests only", **new}).status_code
        == 200
    )


def test_rows_hold_no_name_and_no_address_and_go_with_time(log_in, rob, later):
    guess(log_in, "rob", 2, REMOTE_ADDR="198.51.100.7")
    stored = str(list(Tries.objects.values()))
    assert "rob" not in stored and "198.51" not in stored
    before = set(Tries.objects.values_list("key", flat=True))
    later(minutes=16)
    guess(log_in, "ann", 1, REMOTE_ADDR="192.0.2.9")
    assert not before & set(Tries.objects.values_list("key", flat=True))


def test_failures_are_on_record_but_not_what_was_typed(log_in, rob):
    guess(log_in, "rob", 9)
    for name in ("hunter2 is my password", "somebody"):
        log_in(name, "hunter2")
    told = list(SignIn.objects.order_by("pk").values_list("account", "what"))
    assert told == [("rob", What.WRONG)] * OF_ACCOUNT_AT_ADDRESS + [("rob", What.TOO_MANY), ("", What.UNKNOWN)]


def test_account_with_nothing_but_a_passkey_has_no_password_to_guess(log_in, author):
    assert not opens(log_in("ann", ""))
    assert not opens(log_in("ann", author.password))
    with_password(author)
    assert opens(log_in("ann"))
