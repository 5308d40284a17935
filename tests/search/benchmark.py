"""What a search costs as the library grows, over HTTP and within a process: ``python -m tests.search.benchmark``.

On the database of DATABASE_URL, which must be empty or one that this has filled; without it on SQLite in a folder of its
own. Sizes after the name of the module replace the usual ones; those from 50,000 on are measured within a process only.
Processor time is told beside the time on the clock: only that says something on a machine that has other things to do.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from random import Random
from urllib.parse import quote

import django

SIZES = (46, 1_000, 10_000)
SEARCHES = 300
WORKERS = 2
PORT = int(os.environ.get("PORT", "8111"))
ONLY_WITHIN = 50_000
PATIENTS = (
    "milia",
    "wite bumps on lip",
    "bumps under eye baby",
    "baby blisters fever",
    "painful blisters on private parts",
    "how do i get rid of pimples on my face",
    "moluscum contageosum on my childs tummy",
    "skin",
    "your skin is hot and swollen and you have a fever",
    "a",
    "the of and is it",
    "x" * 200,
    "white spots " * 17,
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'measured.sqlite3'}")
        os.environ.setdefault("SEARCH_DIR", str(Path(folder) / "search"))
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
    if not Publication.objects.exists():
        call_command("import_pack", "conditions/packs/skin_bumps", "--publish-sample", verbosity=0)
    acne = Publication.objects.filter(revision__condition__slug="acne").latest("pk")
    for size in sizes:
        fill(acne, size)
        analyse()
        print(f"{size:>7} leaflets, load {os.getloadavg()[0]:.0f}", flush=True)
        print(f"{'':>7} made:      {_of_a_new_process()}", flush=True)
        print(f"{'':>7} from file: {_of_a_new_process()}", flush=True)
        if size < ONLY_WITHIN:
            print(f"{'':>7} over HTTP: {_over_http()}", flush=True)


def searches() -> list[str]:
    """Those of patients, and frequent, rare, mistyped and unknown words of the made-up language; always the same."""
    from tests.large_library import language

    words, chance = language()[0], Random(11)
    asked = cycle(PATIENTS)

    def mistyped(word: str) -> str:
        at = chance.randrange(1, len(word))
        return word[:at] + chance.choice("aeioulnr") + word[at + 1 :]

    made_up = [
        lambda: chance.choice(words[:50]),
        lambda: " ".join(chance.choices(words[:50], k=2)),
        lambda: " ".join(chance.choices(words[:500], k=4)),
        lambda: " ".join(chance.choices(words[10_000:], k=2)),
        lambda: mistyped(chance.choice(words)),
        lambda: " ".join(map(mistyped, chance.choices(words, k=3))),
        lambda: " ".join(word[::-1] + "q" for word in chance.choices(words, k=2)),
    ]
    return [make() for make in islice(cycle([*made_up, *[lambda: next(asked)] * len(made_up)]), SEARCHES)]


def _of_a_new_process() -> str:
    """Start, memory and times in a process that has just begun."""
    run = subprocess.run([sys.executable, "-m", "tests.search.benchmark", "--within"], capture_output=True, text=True)
    return run.stdout.strip() or run.stderr.strip().splitlines()[-1]


def _within() -> None:
    from conditions.models import Clinic
    from conditions.search.held import held
    from conditions.search.query import answer

    asked = searches()
    clinic, before, start, begun = Clinic.current(), _memory(), time.perf_counter(), time.process_time()
    index = held("en").index
    made, busy, grown = time.perf_counter() - start, time.process_time() - begun, _memory() - before
    times, begun = [_timed(lambda typed=typed: answer(typed, clinic)) for typed in asked], time.process_time()
    worked = [_worked(lambda typed=typed: answer(typed, clinic)) for typed in asked]
    print(
        f"start {made:.1f} s ({busy:.1f} s of processor time), +{grown:.0f} MiB, {len(index.vocabulary)} words; "
        f"a search {_told(times)}; of processor time {_told(worked)}"
    )


def _over_http() -> str:
    where = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT)]
    size = ["--workers", str(WORKERS), "--blocking-threads", "16", "--log-level", "error"]
    begun = time.perf_counter()
    server = subprocess.Popen([sys.executable, "-m", "granian", *where, *size, "portal.wsgi:application"])
    try:
        _await_server("/search/?q=milia")
        started = time.perf_counter() - begun
        for _ in range(10 * WORKERS):
            _get("/search/?q=milia")
        before = _processor_time(server.pid)
        times = [_timed(lambda typed=typed: _get(f"/search/?q={quote(typed)}")) for typed in searches()]
        worked = (_processor_time(server.pid) - before) / len(times) * 1000
        suggested = [_timed(lambda typed=typed: _get(f"/search/suggest/?q={quote(typed[:6])}")) for typed in searches()]
        memory = ", ".join(f"{_memory(pid, 'Pss'):.0f}" for pid in _workers(server.pid))
        return (
            f"{_told(times)}, {worked:.1f} ms of processor time each; suggestions {_told(suggested)}; "
            f"first answer {started:.1f} s after the start; workers {memory} MiB"
        )
    finally:
        server.terminate()
        server.wait()


def _await_server(path: str) -> None:
    for _ in range(600):
        try:
            return _get(path)
        except OSError:
            time.sleep(0.1)
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


def _worked(act) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def _told(times: list[float]) -> str:
    ranked = sorted(times)
    p95 = ranked[min(len(ranked) - 1, round(0.95 * len(ranked)))]
    return f"p50 {statistics.median(times) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms"


# What Linux tells of a process


def _workers(server: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


def _processor_time(server: int) -> float:
    """Seconds of the workers of a server."""
    ticks = 0
    for pid in _workers(server):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory(pid: int | str = "self", what: str = "Rss") -> float:
    """MiB that a process holds now; ``Pss`` counts what it shares only in part."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text().partition(f"{what}:")[2].split()
    return int(told[0]) / 1024


if __name__ == "__main__":
    main()
