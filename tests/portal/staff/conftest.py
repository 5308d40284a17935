"""A cast with passwords, and what a telephone does: the six digits of now."""

import base64
import hmac
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

PASSWORD = "a long password for tests only"


@pytest.fixture(autouse=True)
def quick_hashes(settings) -> None:
    """Argon2 takes its time on purpose. The one test that measures it puts it back."""
    cache.clear()  # allauth keeps there which codes were used
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def with_password(person: User) -> User:
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def rob(reviewer: User) -> User:
    return with_password(reviewer)


@pytest.fixture
def ann(author: User) -> User:
    return with_password(author)


@pytest.fixture
def sue(administrator: User) -> User:
    return with_password(administrator)


@pytest.fixture
def log_in() -> Callable[..., HttpResponse]:
    """Sends name and password; ``client`` is a new browser unless one is given."""

    def run(name: str, password: str = PASSWORD, client: Client | None = None, **more: Any) -> HttpResponse:
        return (client or Client()).post("/admin/login/", {"username": name, "password": password}, **more)

    return run


def six_digits(secret: str, at: float | None = None) -> str:
    """RFC 6238, written out: what an authenticator app shows."""
    counter = int((at or time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), "sha1").digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@pytest.fixture
def phone() -> Callable[[User], str]:
    """Gives a person codes from a phone; returns the phone's secret."""

    def give(person: User) -> str:
        secret = base64.b32encode(b"twenty bytes of it..").decode()
        Authenticator.objects.create(user=person, type="totp", data={"secret": get_adapter().encrypt(secret)})
        Authenticator.objects.create(
            user=person, type="recovery_codes", data={"seed": get_adapter().encrypt("a seed"), "used_mask": 0}
        )
        return secret

    return give
