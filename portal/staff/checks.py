"""What ``manage.py check --deploy`` says about signing in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def staff_sign_in_safely(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not settings.SECOND_FACTOR:
        found.append(
            Warning(
                "A password alone opens the desk to people who publish.",
                hint="Leave SECOND_FACTOR out, or set it to True.",
                id="staff.W001",
            )
        )
    if not settings.HTTPS:
        found.append(
            Warning(
                "Without HTTPS, sessions travel in the clear, and passkeys work on this machine only.",
                hint="Leave HTTPS out, or set it to True, behind a proxy or a server that has a certificate.",
                id="staff.W002",
            )
        )
    if settings.BEHIND_PROXY and not settings.TRUSTED_PROXIES:
        found.append(
            Warning(
                "Behind the proxy all staff seem to come from one address, so they share their tries to log in.",
                hint="Set TRUSTED_PROXIES to the number of your own proxies that add to X-Forwarded-For, usually 1.",
                id="staff.W003",
            )
        )
    return found
