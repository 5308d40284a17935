"""The first step: one door for staff, and the same answer to everybody whom it does not let in."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from portal.staff import turns
from portal.staff.adapter import NOT_RIGHT
from portal.staff.guesses import OF_ACCOUNT_AT_ADDRESS

from .conftest import with_password

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """The page as a reader tells it apart: without the token, and without the name that was typed."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return re.sub(r'(name="username") value="[^"]*"', r"\1", html)


def is_signed_in(client: Client) -> bool:
    return client.get("/admin/account/").status_code == 200


def test_name_and_password_open_the_desk(log_in, ann):
    client = Client()
    response = log_in("ann", client=client)
    assert (response.status_code, response.url) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_admin_and_its_log_in_have_one_address(client):
    assert reverse("admin:login") == reverse("account_login") == "/admin/login/"
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"


def test_log_in_leads_to_the_page_that_was_asked_for(log_in, ann):
    assert log_in("ann", query_params={"next": "/admin/conditions/guide/"}).url == "/admin/conditions/guide/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        " //evil.example",
    ],
)
def test_log_in_leads_to_no_other_host(log_in, ann, elsewhere):
    assert log_in("ann", query_params={"next": elsewhere}).url == "/admin/"


def test_unknown_wrong_switched_off_outside_and_too_many_are_told_alike(log_in, rob, ann, outsider):
    with_password(outsider)
    ann.is_active = False
    ann.save()
    for _ in range(OF_ACCOUNT_AT_ADDRESS):
        log_in("rob", "wrong")
    answers = [
        log_in("nobody"),
        log_in("rita-with-no-account", "wrong"),
        log_in("ann"),
        log_in("olga"),
        log_in("rob"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({words(answer) for answer in answers}) == 1
    assert str(NOT_RIGHT) in answers[0].content.decode()


def test_every_refusal_hashes_once_and_too_many_not_at_all(log_in, rob, ann, monkeypatch):
    """The same work is the same time; and a locked account costs no work, only a wait."""
    ann.is_active = False
    ann.save()
    hashed, waited = [], []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *words: hashed.append(1) or encode(*words))
    monkeypatch.setattr(turns.time, "sleep", waited.append)
    for name in ("nobody", "rob", "ann"):
        hashed.clear()
        log_in(name, "wrong")
        assert len(hashed) == 1, name
    for _ in range(OF_ACCOUNT_AT_ADDRESS - 1):
        log_in("rob", "wrong")
    hashed.clear()
    assert log_in("rob").status_code == 200
    assert hashed == [] and len(waited) == 1 and waited[0] > 0


@pytest.mark.parametrize(
    "name", ["x\0y", "x" * 10_000, "\udcff".encode("utf-8", "surrogatepass"), "'; DROP TABLE auth_user; --", "ａｎｎ"]
)
def test_hostile_name_is_only_a_wrong_name(log_in, ann, name):
    assert log_in(name, "wrong").status_code == 200


def test_password_of_ten_thousand_signs_is_not_hashed(log_in, ann, monkeypatch):
    monkeypatch.setattr(MD5PasswordHasher, "encode", None)
    assert log_in("ann", "x" * 10_000).status_code == 200


def test_list_of_names_or_none_is_no_error(client):
    assert client.post("/admin/login/", {"username": ["a", "b"]}).status_code == 200
    assert client.post("/admin/login/", {}).status_code == 200


def test_session_gets_a_new_key_at_log_in(log_in, ann):
    client = Client()
    client.get("/admin/login/passkey/", headers={"accept": "application/json"})
    before = client.cookies["sessionid"].value
    log_in("ann", client=client)
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_log_in_needs_the_token_of_its_form(log_in, ann):
    assert log_in("ann", client=Client(enforce_csrf_checks=True)).status_code == 403


@pytest.mark.parametrize(
    "address", ["signup/", "password/reset/", "account/email/", "account/password/set/", "inactive/"]
)
def test_nobody_signs_up_or_resets_by_mail(client, address):
    assert client.get(f"/admin/{address}").status_code in {302, 404}
    assert client.get(f"/accounts/{address}").status_code == 404


def test_cookies_are_for_this_host_and_no_script(log_in, ann):
    cookies = log_in("ann").cookies
    for name in ("sessionid", "device"):
        assert cookies[name]["httponly"] and cookies[name]["path"] == "/" and not cookies[name]["domain"]
    assert cookies["device"]["samesite"] == "Strict" and cookies["sessionid"]["samesite"] == "Lax"


def test_too_many_at_once_are_asked_to_wait(log_in, ann, monkeypatch):
    monkeypatch.setattr(turns, "WAIT", 0.01)
    taken = [turns._turns.acquire() for _ in range(turns.AT_ONCE)]
    try:
        response = log_in("ann")
    finally:
        for _ in taken:
            turns._turns.release()
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "Wait a few seconds" in response.content.decode()
    assert log_in("ann").status_code == 302


def test_log_out_takes_a_post_and_ends_the_session(log_in, ann):
    client = Client()
    log_in("ann", client=client)
    key = client.cookies["sessionid"].value
    assert client.get("/admin/logout/").status_code == 405 and is_signed_in(client)
    client.post("/admin/logout/")
    assert not Session.objects.filter(session_key=key).exists() and not is_signed_in(client)


def test_wrong_and_unknown_take_the_same_time(log_in, rob, settings):
    """Coarse, on the clock: real Argon2, medians of seven."""
    from statistics import median
    from time import perf_counter

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with_password(rob)
    times: dict[str, list[float]] = {"rob": [], "nobody": []}
    for number in range(7):
        for name in times:
            began = perf_counter()
            log_in(name, "wrong", REMOTE_ADDR=f"192.0.2.{number}")
            times[name].append(perf_counter() - began)
    assert median(times["rob"]) == pytest.approx(median(times["nobody"]), rel=0.6)
