"""What a record system and a sheet of paper cost as the library grows: ``python -m tests.handouts.benchmark``.

On the database of DATABASE_URL, which must be empty; without it on SQLite in a folder of its own.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

import django

SIZES = (17, 1_000, 10_000)
TIMES = 30
ICD10CM = "mainSearchCriteria.v.cs=2.16.840.1.113883.6.90&mainSearchCriteria.v.c="


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'measured.sqlite3'}")
        os.environ.setdefault("PORTAL_TRIAL", "1")
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        django.setup()
        _measure()


def _measure() -> None:
    from django.core.management import call_command

    from conditions.models import Publication
    from tests.large_library import analyse, fill

    call_command("migrate", verbosity=0)
    call_command("import_pack", "conditions/packs/skin_bumps", "--publish-sample", verbosity=0)
    acne = Publication.objects.get(revision__condition__slug="acne")
    asked = _addresses(acne)
    print(f"{'conditions':>10}  {'what':<34} {'queries':>7} {'median':>8} {'p95':>8}")
    for size in SIZES:
        fill(acne, size)
        for name, times, queries in ((name, *_times(address)) for name, address in asked.items()):
            print(f"{size:>10}  {name:<34} {queries:>7} {_ms(times, 0.5)} {_ms(times, 0.95)}", flush=True)
        if size > SIZES[0]:
            analyse()


def _addresses(acne) -> dict[str, str]:
    from django.contrib.auth.models import User

    from conditions.handouts.make import make_handout
    from conditions.models import Condition

    clerk = User.objects.create_superuser("clerk")
    milia = Condition.objects.get(slug="milia")
    one, three = (
        make_handout(chosen, size="standard", language="en", by=clerk).short_code.code
        for chosen in ([milia], [milia, acne.revision.condition, Condition.objects.get(slug="cold-sores")])
    )
    several = "&".join(f"mainSearchCriteria.v.dn{n}={name}" for n, name in enumerate(("Milia", "Acne", "Cold sores")))
    return {
        "infobutton, one code, a page": f"/infobutton?{ICD10CM}L70.0",
        "infobutton, one code, JSON": f"/infobutton?{ICD10CM}L70.0&knowledgeResponseType=application/json",
        "infobutton, three names, Atom": f"/infobutton?{several}&knowledgeResponseType=text/xml",
        "infobutton, no match, JSON": f"/infobutton?{ICD10CM}B00.4&knowledgeResponseType=application/json",
        "handout of one leaflet": f"/n/{one}/",
        "handout of three": f"/n/{three}/",
        "permanent number": f"/n/{milia.short_code.code}/",
        "leaflet": "/conditions/milia/",
    }


def _times(address: str) -> tuple[list[float], int]:
    from django.db import connection
    from django.test import Client

    client, times, asked = Client(HTTP_HOST="127.0.0.1"), [], []

    def counted(execute, sql, *more):
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(counted):
        assert client.get(address).status_code < 400, address
    for _ in range(TIMES):
        start = time.perf_counter()
        client.get(address)
        times.append(time.perf_counter() - start)
        if times[-1] > 2:
            break
    return times, len(asked)


def _ms(times: list[float], share: float) -> str:
    ranked = sorted(times)
    value = statistics.median(times) if share == 0.5 else ranked[min(len(ranked) - 1, round(share * len(ranked)))]
    return f"{value * 1000:6.1f}ms"


if __name__ == "__main__":
    main()
