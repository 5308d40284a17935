"""Forms on public pages that post. No cookie, so no token: the browser itself says which page a post comes from.

Every browser of today sends ``Sec-Fetch-Site`` (over HTTPS) or ``Origin`` with a post (Fetch standard, section 3.2);
older ones send ``Referer``. A post that says nothing at all comes from a program and is refused.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from .rendering import not_stored, public

View = Callable[..., HttpResponse]

FORM = "application/x-www-form-urlencoded"
MOST = 1024  # bytes of a form; more is not even read


class Refused(Exception):
    """A post that is not one of ours: the status and the sentence of the answer."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def takes_own_posts(view: View) -> View:
    """Lets posts through portal.middleware.PublicIsReadOnly, and answers with a page when the view refuses one."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, **address: Any) -> HttpResponse:
        try:
            return not_stored(view(request, **address))
        except Refused as refusal:
            context = {"sentence": refusal.sentence}
            return not_stored(public(request, "refused.html", context, status=refusal.status))

    wrapped.accepts_posts = True
    return wrapped


def sent_form(request: HttpRequest) -> QueryDict:
    """What a form on a page of ours sent. Raises Refused if it comes from elsewhere, is no form, or is too long."""
    if not _is_own(request):
        raise Refused(403, _("This did not come from a page of ours. Please use the buttons on the page."))
    if request.content_type != FORM or request.content_params.get("charset", "utf-8").lower() != "utf-8":
        raise Refused(400, _("This is not what the form on our page sends."))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or len(length) > len(str(MOST)) or int(length) > MOST:
        raise Refused(413, _("This is longer than the form on our page can be."))
    try:
        return request.POST
    except UnreadablePostError:
        raise Refused(400, _("Only a part of your answer reached us. Please try again.")) from None


def _is_own(request: HttpRequest) -> bool:
    """Whatever the browser says of where the post comes from is our own site, and it says something."""
    own = f"{request.scheme}://{request.get_host()}"
    site, origin, referer = (request.headers.get(name) for name in ("Sec-Fetch-Site", "Origin", "Referer"))
    if site is not None or origin is not None:
        return site in {None, "same-origin"} and origin in {None, own}
    return referer is not None and referer.startswith(f"{own}/")
