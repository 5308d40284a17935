"""What the desk costs as the library grows: ``python -m tests.admin.benchmark``.

On the database of DATABASE_URL, which must be empty; without it on SQLite in a folder of its own.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

SIZES = (17, 1_000)
TIMES = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'measured.sqlite3'}")
        os.environ.setdefault("PORTAL_TRIAL", "1")
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        django.setup()
        _measure()


def _measure() -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from conditions.models import Publication
    from tests.large_library import analyse, fill

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("import_pack", "conditions/packs/skin_bumps", "--publish-sample", verbosity=0)
    acne = Publication.objects.get(revision__condition__slug="acne")
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.create_superuser("sue"))
    print(f"{'conditions':>10}  {'what':<40} {'queries':>7} {'median':>9}")
    for size in SIZES:
        fill(acne, size)
        analyse()
        for name, act in _acts(client).items():
            times, queries = _times(act)
            print(f"{size:>10}  {name:<40} {queries:>7} {statistics.median(times) * 1000:>7.0f}ms", flush=True)


def _acts(client: Any) -> dict[str, Callable[[], Any]]:
    """Each on genital herpes, the longest leaflet of the pack."""
    from conditions.models import Condition

    from .conftest import values_in

    document = Condition.objects.get(slug="genital-herpes")
    base = f"/admin/conditions/condition/{document.pk}"
    revision = document.revisions.order_by("-number").first()

    def form() -> dict[str, Any]:
        return values_in(client.get(f"{base}/change/").content.decode())

    shown = form()
    print(f"{'':>10}  ({len(shown)} fields in the form)")

    def save() -> Any:
        shown["version"] = Condition.objects.values_list("version", flat=True).get(pk=document.pk)
        return client.post(f"{base}/change/", shown)

    return {
        "first page": lambda: client.get("/admin/"),
        "list of conditions": lambda: client.get("/admin/conditions/condition/"),
        "list, only what waits for review": lambda: client.get("/admin/conditions/condition/?stands=review"),
        "open the form": lambda: client.get(f"{base}/change/"),
        "save the form": save,
        "check the words while typing": lambda: client.post(f"{base}/words/", shown),
        "page beside the form": lambda: client.post(f"{base}/shown/", shown),
        "see the draft as a page": lambda: client.get(f"{base}/preview/"),
        "review a version": lambda: client.get(f"{base}/review/{revision.pk}/"),
        "history": lambda: client.get(f"{base}/history/"),
        "what links here": lambda: client.get(f"{base}/links/"),
    }


def _times(act: Callable[[], Any]) -> tuple[list[float], int]:
    from django.db import connection

    times: list[float] = []
    asked: list[str] = []

    def counted(execute: Any, sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(counted):
        assert act().status_code < 400
    for _ in range(TIMES):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
        if times[-1] > 10:
            break
    return times, len(asked)


if __name__ == "__main__":
    main()
