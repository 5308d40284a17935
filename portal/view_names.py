"""The name of the view that an address leads to: what our logs and metrics say in place of the address."""

from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, resolve


@lru_cache(maxsize=1000)
def view_name(path: str) -> str:
    """Never a part of the address: ``static`` for files, ``none`` for an address that leads nowhere."""
    if path.startswith(settings.STATIC_URL):
        return "static"
    try:
        return resolve(path).view_name or "unnamed"
    except Resolver404:
        return "none"
