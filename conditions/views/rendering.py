"""What every public answer has in common: the clinic, the cache header, the error pages that explain themselves."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from conditions.models import Clinic

# A withdrawn or corrected leaflet is gone everywhere within a minute; the ETag makes asking again cheap.
MAX_AGE = 60  # seconds
# It is for the readers of templates. The longest leaflet has 2 kB of it; nothing of ours is preformatted over lines.
_INDENTATION = re.compile(r"\n\s+")


def public(
    request: HttpRequest, template: str, context: dict[str, Any], *, clinic: Clinic | None = None, status: int = 200
) -> HttpResponse:
    """A page for anybody. It touches neither session nor user, so it sets no cookie."""
    clinic = clinic or Clinic.current()
    page = render_to_string(template, {"clinic": clinic, **context}, request)
    return cached(HttpResponse(_INDENTATION.sub("\n", page), status=status))


def absolute(path: str) -> str:
    """The address of a page as others may keep it. From a setting: a request's Host is a stranger's word."""
    return f"{settings.SITE_URL}{path}"


def cached(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def not_stored(response: HttpResponse) -> HttpResponse:
    """For answers that repeat what the reader typed: whatever was said before of keeping them does not count."""
    response.headers.pop("Cache-Control", None)
    patch_cache_control(response, no_store=True)
    return response
