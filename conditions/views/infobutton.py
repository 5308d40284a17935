"""Record systems ask for leaflets: HL7 Infobutton, and under the addresses of MedlinePlus Connect in its shape.

Nothing of a request is kept: not in a log, not in a table, not in a cache, and no address that we send repeats it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from conditions.infobutton import atom, feed_json
from conditions.infobutton.feed import feed
from conditions.infobutton.match import matches
from conditions.infobutton.parameters import CALLBACK, FORMAT, LONGEST, BadRequest, Sent, format_asked, sent
from conditions.infobutton.request import (
    Form,
    KnowledgeRequest,
    callback,
    form_asked,
    knowledge_request,
    language_of,
    require_criteria,
)
from conditions.models import Clinic

from .rendering import public

FORM_TYPES = ("application/x-www-form-urlencoded", "text/plain", "")

View = Callable[[HttpRequest], HttpResponse]


def for_record_systems(view: View) -> View:
    """Takes posts, without a token: a record system has none. See portal.middleware.PublicIsReadOnly."""
    view = csrf_exempt(view)
    view.accepts_posts = True
    return view


@for_record_systems
def infobutton(request: HttpRequest) -> HttpResponse:
    """A page for a browser; Atom, JSON or a script for whoever asks for it."""
    return _answer(request, usual=Form.PAGE)


@for_record_systems
def application(request: HttpRequest) -> HttpResponse:
    """What MedlinePlus Connect's web application is: always a page."""
    return _answer(request, usual=Form.PAGE, always=True)


@for_record_systems
def service(request: HttpRequest) -> HttpResponse:
    """What MedlinePlus Connect's web service is: XML if nothing else is asked for, in the shape of its answers."""
    return _answer(request, usual=Form.ATOM, like_connect=True)


def _answer(request: HttpRequest, *, usual: Form, always: bool = False, like_connect: bool = False) -> HttpResponse:
    form = usual
    try:
        texts = _texts(request)
        wanted, _function = format_asked(*texts)
        form = usual if always else form_asked(wanted, request.headers.get("Accept", ""), usual)
        asked = sent(*texts)
        if form is Form.PAGE:
            return _discreet(_page(request, knowledge_request(asked)))
        return _discreet(_machine(request, asked, form, like_connect))
    except BadRequest as problem:
        return _discreet(_refused(request, form, str(problem)))


def _texts(request: HttpRequest) -> tuple[bytes, bytes]:
    """The query and the form as they came. Raises BadRequest; what is too long is not even read."""
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    if request.method != "POST":
        return query, b""
    if request.content_type not in FORM_TYPES:
        raise BadRequest(f"Send the parameters as {FORM_TYPES[0]}.")
    if len(query) + int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        raise BadRequest(f"The request is too long: at most {LONGEST:,} bytes.")
    try:
        return query, request.body
    except UnreadablePostError:
        raise BadRequest("The request ended before all of it was here.") from None


def _page(request: HttpRequest, asked: KnowledgeRequest) -> HttpResponse:
    """The one leaflet, a choice of several, or the search box with the words filled in. Never a guess."""
    clinic = Clinic.current()
    found = matches(asked.criteria, clinic, _language(asked))
    if len(found) == 1:
        return HttpResponseRedirect(found[0].page.url)
    template = "infobutton/choice.html" if found else "infobutton/nothing.html"
    return public(request, template, {"asked": asked, "found": found}, clinic=clinic)


def _machine(request: HttpRequest, sent_: Sent, form: Form, like_connect: bool) -> HttpResponse:
    function = callback(sent_.first(CALLBACK)) if form is Form.SCRIPT else ""
    asked = knowledge_request(sent_)
    require_criteria(asked)
    clinic, language = Clinic.current(), _language(asked)
    found = matches(asked.criteria, clinic, language)
    answer = feed(asked, found, clinic, language=language, path=request.path, now=timezone.now())
    if form is Form.ATOM:
        return HttpResponse(atom.atom(answer), atom.content_type(sent_.first(FORMAT)))
    value = feed_json.connect(answer, asked) if like_connect else feed_json.hl7(answer)
    if form is Form.JSON:
        return HttpResponse(feed_json.dumped(value), feed_json.JSON_TYPE)
    return HttpResponse(feed_json.script(function, value), feed_json.SCRIPT_TYPE)


def _language(asked: KnowledgeRequest) -> str:
    return language_of(asked.languages, [settings.LANGUAGE_CODE, *dict(settings.LANGUAGES)])


def _refused(request: HttpRequest, form: Form, sentence: str) -> HttpResponse:
    """The sentence in the form that was asked for."""
    if form is Form.PAGE:
        return public(request, "infobutton/nothing.html", {"problem": sentence}, status=400)
    body = atom.error(sentence) if form is Form.ATOM else feed_json.dumped({"error": sentence})
    return HttpResponse(body, atom.XML_TYPE if form is Form.ATOM else feed_json.JSON_TYPE, status=400)


def _discreet(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way and told to nobody by a browser; for machines, readable from a page of their own."""
    response.headers.pop("Cache-Control", None)
    patch_cache_control(response, no_store=True, no_cache=True)
    response["Pragma"], response["Referrer-Policy"], response["X-Robots-Tag"] = "no-cache", "no-referrer", "noindex"
    if not response.get("Content-Type", "").startswith("text/html"):
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response
