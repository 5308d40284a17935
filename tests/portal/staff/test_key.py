"""A new SECRET_KEY beside the former one locks nobody out; alone it ends what the former one signed."""

import pytest
from allauth.mfa.adapter import get_adapter
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db
NEW = "tQ8mZ3-vT1xR7yLw0bN5cF9hJ2pD6sGaEuIoXrYtWqVnMzBkAbc"


@pytest.fixture
def signed_in(sue) -> Client:
    client = Client()
    client.force_login(sue)
    assert client.get("/admin/").status_code == 200
    return client


def test_beside_the_former_key_sessions_and_codes_of_phones_go_on(signed_in):
    secret = get_adapter().encrypt("a secret of a phone")
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert get_adapter().decrypt(secret) == "a secret of a phone"
        assert signed_in.get("/admin/").status_code == 200


def test_new_key_alone_ends_them(signed_in):
    secret = get_adapter().encrypt("a secret of a phone")
    with override_settings(SECRET_KEY=NEW):
        with pytest.raises(InvalidToken):
            get_adapter().decrypt(secret)
        assert signed_in.get("/admin/").url == "/admin/login/?next=/admin/"
