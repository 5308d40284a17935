"""From where a request comes, for counting tries and for nothing else."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

NOWHERE = "nowhere"  # a socket of the same machine has no address


def address_of(request: HttpRequest) -> str:
    """The address of the visitor. Of IPv6 the network of 64 bits: one household has all the addresses in it.

    ``X-Forwarded-For`` can be written by anybody, so only the entries that the clinic's own proxies added are believed:
    the last TRUSTED_PROXIES of them, by default none.
    """
    told = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        passed_on = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        told = passed_on[-proxies] if len(passed_on) >= proxies else told
    try:
        address = ip_address(told)
    except ValueError:
        return NOWHERE
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False).network_address)
    return str(address)
