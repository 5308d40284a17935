"""What a page costs as the library grows, when nothing of it is kept: ``python -m tests.views.benchmark``.

On the database of DATABASE_URL, which must be empty; without it on SQLite in a folder of its own. Within one process,
without a server: queries, and the processor's time, which says something on a machine that has other things to do.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import django

SIZES = (17, 1_000, 10_000)
TIMES = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'measured.sqlite3'}")
        os.environ.setdefault("SEARCH_DIR", str(Path(folder) / "search"))
        os.environ.setdefault("PORTAL_TRIAL", "1")
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        django.setup()
        _measure([int(size) for size in sys.argv[1:]] or SIZES)


def _measure(sizes: Any) -> None:
    from django.core.management import call_command

    from conditions.models import Publication
    from tests.large_library import analyse, fill

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("import_pack", "conditions/packs/skin_bumps", "--publish-sample", verbosity=0)
    acne = Publication.objects.get(revision__condition__slug="acne")
    acts = _acts()
    print(f"{'conditions':>10}  {'what':<24} {'queries':>7} {'processor':>10} {'clock':>8}")
    for size in sizes:
        fill(acne, size)
        analyse()
        for name, act in acts.items():
            queries, processor, clock = _cost(act)
            print(f"{size:>10,}  {name:<24} {queries:>7} {processor:>8.0f}ms {clock:>6.0f}ms", flush=True)


def _acts() -> dict[str, Callable[[], Any]]:
    from django.contrib.auth.models import Group, User
    from django.test import Client

    from conditions.publishing import roles
    from tests import builders

    ann, rob = (User.objects.create_user(name, is_staff=True) for name in ("ann", "rob"))
    ann.groups.add(Group.objects.get(name=roles.AUTHOR))
    rob.groups.add(Group.objects.get(name=roles.LEAD))
    patient, desk = Client(HTTP_HOST="127.0.0.1"), Client(HTTP_HOST="127.0.0.1")
    desk.force_login(User.objects.create_superuser("sue"))
    number = count()

    def publish() -> None:
        draft = builders.make_condition(ann, slug=f"new-{next(number)}", title="A new leaflet")
        builders.published(draft, author=ann, reviewer=rob)

    pages = {
        "leaflet": "/conditions/milia/",
        "home": "/",
        "A to Z": "/conditions/",
        "search": "/search/?q=wite+bumps+on+lip",
        "Infobutton": "/infobutton?mainSearchCriteria.v.c=L72.0&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90",
        "all questions": "/questions/",
        "sources": "/sources/",
        "body site": "/body/lips/",
        "sitemap": "/sitemap.xml",
    }
    acts: dict[str, Callable[[], Any]] = {
        name: lambda address=address: patient.get(address) for name, address in pages.items()
    }
    acts["admin list"] = lambda: desk.get("/admin/conditions/condition/")
    acts["dashboard"] = lambda: desk.get("/admin/")
    acts["send, approve, publish"] = publish
    return acts


def _cost(act: Callable[[], Any]) -> tuple[int, float, float]:
    """Queries, and the medians of the processor's time and of the clock's, in milliseconds; the first time apart."""
    from django.db import connection

    queries = []
    with connection.execute_wrapper(lambda execute, sql, *more: queries.append(sql) or execute(sql, *more)):
        act()
    processor, clock = [], []
    for _time in range(TIMES):
        used, begun = time.process_time(), time.perf_counter()
        act()
        processor.append((time.process_time() - used) * 1000)
        clock.append((time.perf_counter() - begun) * 1000)
    return len(queries), statistics.median(processor), statistics.median(clock)


if __name__ == "__main__":
    main()
