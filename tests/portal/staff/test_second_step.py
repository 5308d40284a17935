"""The second step: a code from a phone or a recovery code after the password; and who must have one."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from conditions.publishing import roles
from portal.staff.guesses import OF_ACCOUNT_AT_ADDRESS
from portal.staff.models import SignIn, What
from tests.conftest import person

from .conftest import PASSWORD, six_digits, with_password

pytestmark = pytest.mark.django_db

SECOND_STEP = "/admin/login/second-step/"


def send(client, code):
    return client.post(SECOND_STEP, {"code": code})


@pytest.fixture
def before_the_step(log_in, rob, phone):
    """Rob's browser after the right password, and the secret of his phone."""
    secret, client = phone(rob), Client()
    assert log_in("rob", client=client).url == SECOND_STEP
    return client, secret


def test_password_alone_does_not_open_the_desk(before_the_step):
    client, _secret = before_the_step
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/account/").url.startswith("/admin/login/")


def test_code_from_the_phone_opens_the_desk(before_the_step):
    client, secret = before_the_step
    assert send(client, six_digits(secret)).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert SignIn.objects.get().what == What.PHONE


def test_code_may_be_typed_as_the_phone_shows_it(before_the_step):
    client, secret = before_the_step
    digits = six_digits(secret)
    assert send(client, f" {digits[:3]} {digits[3:]}").status_code == 302


def test_code_of_half_a_minute_ago_still_opens_and_an_older_one_does_not(before_the_step):
    client, secret = before_the_step
    assert send(client, six_digits(secret, time.time() - 120)).status_code == 200
    assert send(client, six_digits(secret, time.time() - 30)).status_code == 302


def test_code_that_was_seen_opens_nothing_again_in_any_process(before_the_step, log_in, monkeypatch):
    from django.core.cache import cache

    client, secret = before_the_step
    code = six_digits(secret)
    assert send(client, code).status_code == 302
    cache.clear()  # as another process, which remembers nothing
    other = Client()
    log_in("rob", client=other)
    assert send(other, code).status_code == 200 and other.get("/admin/").status_code == 302


def test_recovery_code_opens_once(before_the_step, log_in):
    client, _secret = before_the_step
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert send(client, code).status_code == 302
    assert SignIn.objects.get().what == What.RECOVERY
    other = Client()
    log_in("rob", client=other)
    assert send(other, code).status_code == 200
    assert len(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()) == 9


def test_codes_cannot_be_guessed_by_who_knows_the_password(before_the_step):
    client, secret = before_the_step
    for number in range(OF_ACCOUNT_AT_ADDRESS):
        assert send(client, f"{number:06}").status_code == 200
    assert send(client, six_digits(secret)).status_code == 200
    assert set(SignIn.objects.values_list("account", "what")) == {("rob", What.WRONG_CODE)}


@pytest.mark.parametrize("code", ["", "x" * 10_000, "١٢٣٤٥٦", "12\x003456", "-1"])
def test_hostile_code_is_only_a_wrong_code(before_the_step, code):
    client, _secret = before_the_step
    assert send(client, code).status_code == 200


CREDENTIALS = ["", "null", "[]", '"x"', "1", "{}", "{", '{"id": 1}', '{"response": []}', '{"response": {"userHandle": 7}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA","userHandle":"MQ"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"!!","authenticatorData":"","signature":"","userHandle":null}}']  # fmt: skip


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_hostile_passkey_is_only_a_wrong_passkey(before_the_step, rob, credential):
    stranger = Client()
    stranger.get("/admin/login/passkey/", headers={"accept": "application/json"})
    assert stranger.post("/admin/login/passkey/", {"credential": credential}).url == "/admin/login/"
    client, _secret = before_the_step
    assert client.post(SECOND_STEP, {"credential": credential}).status_code == 200
    assert client.get("/admin/").status_code == 302
    colleague = Client()
    colleague.force_login(rob)
    colleague.get("/admin/account/passkeys/add/")
    assert colleague.post("/admin/account/passkeys/add/", {"name": "x", "credential": credential}).status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_start_again_leads_back_to_the_first_step(before_the_step):
    client, secret = before_the_step
    assert client.get("/admin/login/").url == SECOND_STEP
    assert client.post("/admin/login/start-again/").url == "/admin/login/"
    assert client.get("/admin/login/").status_code == 200
    assert send(client, six_digits(secret)).url == "/admin/login/"


def test_secrets_in_the_database_cannot_be_read_without_the_key(rob, log_in, django_capture_on_commit_callbacks):
    client = Client()
    log_in("rob", client=client)
    page = client.get("/admin/account/phone/add/")
    secret = page.context["form"].secret
    assert "<svg" in page.content.decode() and "data:" not in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/admin/account/phone/add/", {"code": six_digits(secret)})
    assert response.url == "/admin/account/recovery-codes/"
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert secret not in stored and not any(code in stored for code in codes)
    assert all(code in client.get(response.url).content.decode() for code in codes)
    assert list(SignIn.objects.order_by("pk").values_list("what", flat=True))[1:] == [What.PHONE_ADDED]


def test_change_long_after_log_in_asks_for_proof_again(rob, log_in, phone, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    client = Client()
    log_in("rob", client=client)
    phone(rob)
    moment = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    address = "/admin/account/phone/remove/"
    assert client.post(address).url.startswith("/admin/account/again/")
    assert Authenticator.objects.filter(type="totp").exists()
    assert client.post(f"/admin/account/again/?next={address}", {"password": "wrong"}).status_code == 200
    assert client.post(f"/admin/account/again/?next={address}", {"password": PASSWORD}).url == "/admin/account/"
    assert not Authenticator.objects.exists()


def test_nobody_takes_the_passkey_of_another_away(ann, rob, log_in):
    passkey = Authenticator.objects.create(user=rob, type="webauthn", data={"name": "Rob's", "credential": {}})
    client = Client()
    log_in("ann", client=client)
    assert client.post(f"/admin/account/passkeys/{passkey.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


# Who must have one


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = True


@pytest.mark.parametrize("role", [roles.REVIEWER, roles.LEAD, None])
def test_who_can_change_what_patients_read_sets_one_up_first(required, log_in, role):
    with_password(person("pat", *([role] if role else []), is_superuser=role is None))
    client = Client()
    log_in("pat", client=client)
    for address in (
        "/admin/",
        "/admin/conditions/condition/",
        "/admin/jsi18n/",
        "/admin/password_change/done/",
        "/admin/nowhere/",
    ):
        assert client.get(address).url == "/admin/account/", address
    assert client.post("/admin/conditions/condition/add/", {"title": "x"}).url == "/admin/account/"
    page = client.get("/admin/account/").content.decode()
    assert "One thing before you start" in page
    secret = client.get("/admin/account/phone/add/").context["form"].secret
    client.post("/admin/account/phone/add/", {"code": six_digits(secret)})
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", [roles.AUTHOR, roles.AUDITOR])
def test_authors_and_auditors_may_have_one_and_need_none(required, log_in, role):
    with_password(person("pat", role))
    client = Client()
    log_in("pat", client=client)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/account/passkeys/add/").status_code == 200


def test_role_of_the_clinics_own_that_publishes_needs_one(required, log_in, ann):
    from django.contrib.auth.models import Permission

    ann.user_permissions.add(Permission.objects.get(codename="publish_revision"))
    client = Client()
    log_in("ann", client=client)
    assert client.get("/admin/").url == "/admin/account/"


def test_trial_says_that_it_asks_nobody(client, settings):
    settings.TRIAL = True
    assert "This is a trial: a password is enough." in client.get("/admin/login/").content.decode()
    settings.SECOND_FACTOR = True
    assert "This is a trial" not in client.get("/admin/login/").content.decode()
