"""The settings: Django's own checks of a deployment, and whether ours fit together."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.cache import caches
from django.http.request import validate_host

from .finding import Finding


def findings() -> Iterator[Finding]:
    yield from _redis()
    if settings.TRIAL:
        yield Finding(
            "This is a local trial: it answers on this machine only, over plain HTTP.",
            "For patients set SECRET_KEY and ALLOWED_HOSTS; docs/operations.md says how.",
            is_grave=False,
        )
        return
    yield from _deployment()
    yield from _address()
    yield from _proxy()
    yield from _optional()


def _deployment() -> Iterator[Finding]:
    for message in checks.run_checks(include_deployment_checks=True):
        if not message.is_silenced():
            yield Finding(str(message.msg), str(message.hint or f"See “manage.py check --deploy”: {message.id}."))


def _address() -> Iterator[Finding]:
    site = urlsplit(settings.SITE_URL)
    if not validate_host(site.hostname or "", settings.ALLOWED_HOSTS):
        yield Finding(
            f"Links and QR codes lead to {settings.SITE_URL}, and the portal does not answer to that name.",
            "Set SITE_URL to the address that patients type, or add its host to ALLOWED_HOSTS.",
        )
    if (site.scheme == "https") != settings.HTTPS:
        yield Finding(
            f"SITE_URL begins with {site.scheme}://, and HTTPS is {settings.HTTPS}.",
            "Let both say the same; leave HTTPS out unless the network is closed.",
        )


def _proxy() -> Iterator[Finding]:
    if settings.HTTPS and not settings.BEHIND_PROXY:
        yield Finding(
            "HTTPS is on and no proxy is believed, so behind a proxy each page would lead to itself for ever.",
            "Set BEHIND_PROXY=True, unless granian itself has a certificate. docs/operations.md has the proxy.",
            is_grave=False,
        )
    if settings.TRUSTED_PROXIES and not settings.BEHIND_PROXY:
        yield Finding(
            "TRUSTED_PROXIES believes a header that anybody can write, because BEHIND_PROXY is off.",
            "Set BEHIND_PROXY=True behind a proxy, or TRUSTED_PROXIES=0 without one.",
        )


def _optional() -> Iterator[Finding]:
    if not settings.EMAIL_IS_SET:
        yield Finding(
            "No mail server is set, so nobody is told by mail when a review is due.",
            "Set EMAIL_URL, and let a timer run “manage.py reviews_due --mail”.",
            is_grave=False,
        )
    if settings.SECRET_KEY_FALLBACKS:
        yield Finding(
            "Former keys are still accepted.",
            "Take SECRET_KEY_FALLBACKS out when every code from a phone was set up anew: docs/operations.md.",
            is_grave=False,
        )


def _redis() -> Iterator[Finding]:
    cache = caches["default"]
    if hasattr(cache, "answers") and not cache.answers():
        yield Finding(
            "Redis does not answer at REDIS_URL. The portal works without it, and is slower.",
            "Start Redis, correct REDIS_URL, or leave it out.",
        )
