"""What a search costs as the library grows, over HTTP and within a process: ``python -m tests.search.benchmark``.

On the database of DATABASE_URL, which must be empty; without it on SQLite in a folder of its own. Sizes after the
name of the module replace the usual ones; those from 50,000 on are measured within a process only.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import django

SIZES = (17, 1_000, 10_000)
TIMES = 30
PORT = int(os.environ.get("PORT", "8101"))
ONLY_WITHIN = 50_000
ASKED = (
    "milia",
    "wite bumps on lip",
    "bumps under eye baby",
    "baby blisters fever",
    "painful blisters on private parts",
    "how do i get rid of pimples on my face",
    "moluscum contageosum on my childs tummy",
    "skin",
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'measured.sqlite3'}")
        os.environ.setdefault("PORTAL_TRIAL", "1")
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        django.setup()
        if sys.argv[1:2] == ["--within"]:
            _within()
        else:
            _measure([int(size) for size in sys.argv[1:]] or list(SIZES))


def _measure(sizes: list[int]) -> None:
    from django.core.management import call_command

    from conditions.models import Publication
    from tests.large_library import analyse, fill

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("import_pack", "conditions/packs/skin_bumps", "--publish-sample", verbosity=0)
    acne = Publication.objects.get(revision__condition__slug="acne")
    for size in sizes:
        fill(acne, size)
        analyse()
        print(f"{size:>7} conditions: {_of_a_new_process()}", flush=True)
        if size < ONLY_WITHIN:
            print(f"{'':>7} over HTTP:  {_over_http()}", flush=True)


def _of_a_new_process() -> str:
    """Start, memory and times in a process that has just begun."""
    run = subprocess.run([sys.executable, "-m", "tests.search.benchmark", "--within"], capture_output=True, text=True)
    return run.stdout.strip() or run.stderr.strip().splitlines()[-1]


def _within() -> None:
    from conditions.models import Clinic
    from conditions.search.held import held
    from conditions.search.query import answer, suggestions

    clinic, before, start = Clinic.current(), _memory(), time.perf_counter()
    index = held("en").index
    made, grown = time.perf_counter() - start, _memory() - before
    times, typing, begun = [], [], time.process_time()
    for _ in range(TIMES // 2):
        for typed in ASKED:
            times.append(_timed(lambda typed=typed: answer(typed, clinic)))
            typing.append(_timed(lambda typed=typed: suggestions(typed[:6], clinic)))
    print(
        f"start {made:.1f} s, +{grown:.0f} MiB, {len(index.vocabulary)} words; "
        f"in the process {_told(times)}, suggestions {_told(typing)}, "
        f"{(time.process_time() - begun) / (len(times) + len(typing)) * 1000:.1f} ms of processor time each"
    )


def _over_http() -> str:
    where = [
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(PORT),
        "--workers",
        "1",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen([sys.executable, "-m", "granian", *where, "portal.wsgi:application"])
    try:
        _await_server()
        times = [
            _timed(lambda typed=typed: _get(f"/search/?q={quote(typed)}")) for _ in range(TIMES) for typed in ASKED
        ]
        typing = [_timed(lambda typed=typed: _get(f"/search/suggest/?q={quote(typed[:6])}")) for typed in ASKED * 5]
        return f"{_told(times)}, suggestions {_told(typing)}"
    finally:
        server.terminate()
        server.wait()


def _await_server() -> None:
    for _ in range(300):
        try:
            return _get("/search/?q=milia")
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def _get(path: str) -> None:
    connection = HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200, (path, answer.status)
    answer.read()
    connection.close()


def _timed(act) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _told(times: list[float]) -> str:
    ranked = sorted(times)
    p95 = ranked[min(len(ranked) - 1, round(0.95 * len(ranked)))]
    return f"p50 {statistics.median(times) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms"


def _memory() -> float:
    """MiB that this process holds now (Linux)."""
    told = Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()
    return int(told[0]) / 1024


if __name__ == "__main__":
    main()
