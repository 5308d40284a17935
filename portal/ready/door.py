"""Which requests may be answered before Django: plain readings of a public address, by a host name of ours.

Whatever Django's middleware would have refused or redirected goes to Django, which then does so.
"""

import re
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import reverse

MOST_HOSTS = 100
# Small letters only: an address works in capitals too, and every mixture would be a page to keep.
_ADDRESS = re.compile(r"/(?:[a-z0-9][a-z0-9._-]*/?)*")
LONGEST = 200  # characters


class Door:
    def __init__(self) -> None:
        self._never = (reverse("admin:index"), settings.STATIC_URL, reverse("live").removesuffix("live/"), "/pictures/")
        self._is_closed = settings.DEBUG  # templates then change while the server runs
        self._https = settings.HTTPS
        self._proxy = settings.SECURE_PROXY_SSL_HEADER
        self._hosts: set[str] = set()

    def opens(self, environ: dict[str, Any]) -> bool:
        """Asked on each request, so it stops at the first no."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and not environ.get("QUERY_STRING")
            and "HTTP_TRANSFER_ENCODING" not in environ  # refused by portal.middleware.BodiesAreBounded
            and not environ.get("SCRIPT_NAME")
            and not self._is_closed
            and (environ.get("HTTP_HOST") in self._hosts or self._is_ours(environ.get("HTTP_HOST", "")))
            and (not self._https or self._is_secure(environ))
        )

    def is_at_hand(self, path: str) -> bool:
        """Whether it is a page of the desk, a file, a picture, or the answer to a health check."""
        return path.startswith(self._never)

    def keeps(self, path: str) -> bool:
        """Whether an answer at this address may be kept at all."""
        return len(path) <= LONGEST and not path.startswith(self._never) and bool(_ADDRESS.fullmatch(path))

    def _is_ours(self, host: str) -> bool:
        domain, _port = split_domain_port(host)
        found = bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
        if found and len(self._hosts) < MOST_HOSTS:
            self._hosts.add(host)
        return found

    def _is_secure(self, environ: dict[str, Any]) -> bool:
        """As Django decides it: by a proxy's word where one is trusted, else by the connection."""
        header = environ.get(self._proxy[0]) if self._proxy else None
        if header is not None:
            return header.split(",", 1)[0].strip() == self._proxy[1]
        return environ.get("wsgi.url_scheme") == "https"
