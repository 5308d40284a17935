"""What we say of ourselves follows from how the portal is set up."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db


def words_of(client, address: str = "/privacy/") -> str:
    return " ".join(client.get(address).content.decode().split())


def test_privacy_tells_what_a_line_of_the_log_holds_and_that_it_is_off(client, settings):
    settings.REQUEST_LOG = True
    assert "one line" in words_of(client) and "turned off" not in words_of(client)
    settings.REQUEST_LOG = False
    assert "one line" not in words_of(client) and "This clinic has turned off" in words_of(client)


def test_privacy_tells_the_times_of_the_settings(client, settings):
    settings.SESSION_IDLE, settings.SESSION_COOKIE_AGE = 20 * 60, 6 * 3600
    assert "after 20 minutes without a sign of them, and after 6 hours at the latest" in words_of(client)
    assert "only from 5 people on" in words_of(client) and "typed 5 times" in words_of(client)


def test_finder_of_a_fault_is_told_whom_to_write_to(client, settings):
    settings.SECURITY_CONTACT = "mailto:it@example.org"
    response = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:it@example.org"
    assert lines["Canonical"] == "http://testserver/.well-known/security.txt"
    left = datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert timedelta(days=170) < left < timedelta(days=366)  # RFC 9116: less than a year


def test_without_a_contact_the_page_about_the_clinic_is_named(client, settings):
    settings.SECURITY_CONTACT = ""
    assert "Contact: http://testserver/about/\n" in client.get("/.well-known/security.txt").content.decode()
