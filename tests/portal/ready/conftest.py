"""The front of one process, with a board and a shelf of its own, and a reader who asks it."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from conditions.freshness.board import board
from conditions.freshness.look import look
from portal.ready.fill import Filler
from portal.ready.front import Front
from portal.ready.shelf import Files, Memory

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@dataclass
class Answered:
    status: int
    headers: dict[str, str]
    sent: bytes

    @property
    def body(self) -> bytes:
        return UNPACK[self.headers.get("Content-Encoding")](self.sent)


def request(path: str, method: str = "GET", query: str = "", **headers: str) -> dict[str, Any]:
    """What a server hands to an application. Headers by their WSGI names."""
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http",
        "wsgi.input": SimpleNamespace(read=lambda *_size: b"", readline=lambda *_size: b""),
        "wsgi.errors": None,
        **headers,
    }


def asked(application: Callable, environ: dict[str, Any]) -> Answered:
    begun: list[Any] = []
    parts = application(environ, lambda status, headers, _error=None: begun.extend((status, headers)))
    sent = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    return Answered(int(begun[0][:3]), dict(begun[1]), sent)


@pytest.fixture
def host(db: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A host: its board and files; ``process()`` is a process with an empty memory; ``calls`` is what Django was asked."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)  # it holds the test's transaction
    settings.READY_DIR = tmp_path
    look()
    files = Files(tmp_path / "pages", b"s" * 16)
    handler, calls = WSGIHandler(), []

    def django(environ: dict[str, Any], start_response: Any) -> Any:
        calls.append(environ["PATH_INFO"])
        return handler(environ, start_response)

    def process(most: int = 10_000_000) -> Callable[..., Answered]:
        front = Front(lambda *said: there.django(*said), board(), Memory(most), files)
        return lambda path, *more, **headers: asked(front, request(path, *more, **headers))

    there = SimpleNamespace(board=board(), files=files, process=process, django=django, calls=calls)
    there.fill = Filler(lambda *said: there.django(*said), board(), files, Event()).fill_if_needed
    return there


@pytest.fixture
def read(host: SimpleNamespace) -> Callable[..., Answered]:
    """Reads an address through the front of one process."""
    return host.process()
