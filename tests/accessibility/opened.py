"""The example pages as the portal sends them, rendered once; a browser is given exactly these bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, TestCase
from playwright.sync_api import BrowserContext, Page, Route

from conditions.handouts.misses import MISSES
from conditions.pictures import read_bytes
from conditions.views import errors

from .library import fill
from .pages import PAGES

HOST = "http://testserver"
# Pages for what no address of ours leads to.
FAULTS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/fault/400/": lambda request: errors.bad_request(request, SuspiciousOperation()),
    "/fault/403/": lambda request: errors.permission_denied(request, Http404()),
    "/fault/500/": errors.server_error,
}


@dataclass(frozen=True)
class Opened:
    """One example: the kind of page, its address with its fragment, and what was answered."""

    kind: str
    address: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def html(self) -> str:
        return self.body.decode()


def render() -> list[Opened]:
    """Every example, from a library that is filled for it. Needs an empty database, and leaves its rows in it."""
    with TestCase.captureOnCommitCallbacks(execute=True):  # such as the index of the search
        numbers = fill()
    return list(render_with(numbers))


def render_with(numbers: dict[str, str], version: int = 1) -> Iterator[Opened]:
    """Every example, from the library that there is, with that version as the old one."""
    for kind, examples in PAGES.items():
        for example in examples:
            address = example.address.format(**numbers, version=version)
            response = _answer(urldefrag(address).url)
            assert response.status_code == example.status, f"{address} answers {response.status_code}"
            yield Opened(kind, address, response.status_code, dict(response.items()), response.content)


def _answer(address: str) -> HttpResponse:
    MISSES.fill()  # nobody has guessed at numbers yet
    if address in FAULTS:
        return FAULTS[address](RequestFactory().get(address))
    return Client(headers={"accept": "text/html"}).get(address)


class Shelf:
    """Gives a browser the rendered pages and our static files, and nothing else."""

    def __init__(self, pages: list[Opened]) -> None:
        self.pages = {urldefrag(page.address).url: page for page in pages}
        self.change: Callable[[str], str] = lambda html: html  # to a page, before the browser gets it

    def serve(self, context: BrowserContext) -> None:
        context.route("**/*", self._give)

    def _give(self, route: Route) -> None:
        address = route.request.url.removeprefix(HOST)
        if address in self.pages:
            page = self.pages[address]
            route.fulfill(status=page.status, headers=page.headers, body=self.change(page.html))
        elif address.startswith("/static/"):
            route.fulfill(path=finders.find(address.removeprefix("/static/")))
        elif address.startswith("/pictures/"):
            route.fulfill(body=read_bytes(address.removeprefix("/pictures/")), content_type="image/webp")
        else:
            route.fulfill(status=404, body="")


def go(page: Page, opened: Opened) -> None:
    page.goto(HOST + opened.address)
