"""The number that the server's log gives a request, so that a reader can tell the clinic which one failed."""

from django.http import HttpRequest

KEY = "portal.request_number"  # in the environment of a request, written by portal.request_log


def number_of(request: HttpRequest | None) -> str:
    """Empty where no log is kept."""
    return request.META.get(KEY, "") if request else ""
