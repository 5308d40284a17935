"""Metrics for Prometheus, on an address of their own. Off unless METRICS_PORT is set.

    measured     around everything: view, class of status, seconds, and whether a kept page answered
    entered      around Django, which notes in the same thread that it was asked
    serve        one of the processes answers for all: whichever has the port. The others wait for it

Each process counts in files of its own below READY_DIR, which the library adds up. A label is the name of a view and
never an address: so there are as many series as views, whatever strangers ask for, and no reader is in them.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from conditions.freshness.board import board
from conditions.freshness.look import LATE
from portal.view_names import view_name

Application = Callable[..., Any]

TRIES_AGAIN = 5  # seconds until a process that does not have the port asks for it again
SECONDS = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10)  # upper ends of the buckets
HIT, MISS, BESIDE = "hit", "miss", "beside"
_here = threading.local()


def measured(django: Application, ready: Callable[[Application], Application]) -> Application:
    """The application that ``ready`` makes of Django's, with every answer counted."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_folder())
    from prometheus_client import Counter, Histogram  # only now: the library reads that variable when it is imported

    answers = Counter(
        "portal_requests", "Answers, by the name of the view and the class of the status", ["view", "status"]
    )
    pages = Counter(
        "portal_ready_pages",
        "Answers that were kept (hit), that were to be kept and had to be made (miss), and all others (beside)",
        ["result"],
    )
    seconds = Histogram("portal_request_seconds", "From the request to the answer", ["result"], buckets=SECONDS)
    inner = ready(_entered(django))
    threading.Thread(target=_serve, name="metrics", daemon=True).start()

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        said = "500"

        def noted(status: str, *more: Any) -> Any:
            nonlocal said
            said = status
            return start_response(status, *more)

        _here.result, begun = HIT, time.perf_counter()
        try:
            return inner(environ, noted)
        finally:
            seconds.labels(_here.result).observe(time.perf_counter() - begun)
            pages.labels(_here.result).inc()
            answers.labels(view_name(environ["PATH_INFO"]), f"{said[0]}xx").inc()

    return application


def _entered(django: Application) -> Application:
    """Django's application, noting for whom it was asked: a page to keep is asked for as nobody in particular."""

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        _here.result = BESIDE if "REMOTE_ADDR" in environ else MISS
        return django(environ, start_response)

    return application


def _folder() -> Path:
    """A folder for the processes of this server, those of servers before it taken away."""
    place, server = Path(settings.READY_DIR) / "metrics", os.getppid()
    for folder in place.glob("[0-9]*"):
        if not _lives(int(folder.name)):
            shutil.rmtree(folder, ignore_errors=True)
    mine = place / str(server)
    mine.mkdir(mode=0o700, parents=True, exist_ok=True)
    return mine


def _lives(process: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True


def _serve() -> None:
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(_Database())
    while True:
        with suppress(OSError):  # another process of this server has it
            start_http_server(settings.METRICS_PORT, settings.METRICS_HOST, registry)
            return
        time.sleep(TRIES_AGAIN)


class _Database:
    """Whether the database answered within the last seconds; asks the board, not the database."""

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        answers = time.time() - board().read()[1] <= LATE
        yield GaugeMetricFamily("portal_database_up", "1 while the database answers, else 0", value=float(answers))
