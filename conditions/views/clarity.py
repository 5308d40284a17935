"""“Was this clear?” at the foot of a leaflet or guide: takes an answer, counts it, and thanks.

The answer stands in no address, so no log and no history of a browser can hold it.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from conditions import clarity, library
from conditions.models import Clinic
from conditions.vocabulary import Clear, Kind

from . import errors
from .leaflets import found_or_explained
from .own_site import Refused, sent_form, takes_own_posts
from .rendering import not_stored, public


@takes_own_posts
@found_or_explained
def answer(request: HttpRequest, kind: Kind, slug: str, number: int) -> HttpResponse:
    """A link to here leads to the leaflet. A post is answered with another address, so that none is counted twice."""
    if request.method != "POST":
        return _see(kind.value, slug)
    chosen = _chosen(sent_form(request).getlist("answer"))
    clinic = Clinic.current()
    page = library.page(kind, slug, clinic)
    if isinstance(page, library.Withdrawn):
        return errors.gone(request, page, clinic)
    clarity.count(library.published_key(kind, slug, number), chosen)
    return _see(f"{kind}-thanks", slug)


@found_or_explained
def thanks(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    clinic = Clinic.current()
    page = library.page(kind, slug, clinic)
    if isinstance(page, library.Withdrawn):
        return errors.gone(request, page, clinic)
    return not_stored(public(request, "thanks.html", {"page": page}, clinic=clinic))


def _chosen(answers: list[str]) -> Clear:
    if len(answers) != 1 or answers[0] not in Clear.values:
        raise Refused(400, _("Please choose one of the three answers: Yes, Partly or No."))
    return Clear(answers[0])


def _see(name: str, slug: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, args=[slug]), status=303)
