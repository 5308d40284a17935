"""From where a request comes: what the clinic's own proxies say, and never what a visitor says."""

import pytest
from django.test import RequestFactory

from portal.staff.addresses import address_of


def of(remote, forwarded=None):
    headers = {"x-forwarded-for": forwarded} if forwarded is not None else {}
    return address_of(RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "told"),
    [
        (0, None, "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "nowhere"),
        (1, "not an address", "nowhere"),
    ],
)
def test_header_is_believed_as_far_as_own_proxies_wrote_it(settings, proxies, forwarded, told):
    settings.TRUSTED_PROXIES = proxies
    assert of("192.0.2.1", forwarded) == told


def test_household_of_ipv6_is_one_address(settings):
    assert of("2001:db8:1:2::1") == of("2001:db8:1:2:ffff::9") == "2001:db8:1:2::"
    assert of("2001:db8:1:3::1") != of("2001:db8:1:2::1")
    assert of("::ffff:192.0.2.1") == "192.0.2.1"


def test_socket_of_the_same_machine_has_no_address():
    assert of("") == "nowhere"
