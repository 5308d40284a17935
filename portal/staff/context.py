"""What the desk's frame needs on the pages of signing in, and what those pages say about the policy."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from . import policy
from .middleware import SIGNING_IN


def of_signing_in(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match
    if not match or not (match.url_name or "").startswith(SIGNING_IN):
        return {}
    return {
        **admin.site.each_context(request),
        "is_trial": settings.TRIAL,
        "second_step_is_asked": settings.SECOND_FACTOR,
        "must_set_one_up": policy.must_set_one_up(request.user),
        "needs_second_step": policy.needs_second_step(request.user),
    }
