"""Minutes of mixed traffic with publications meanwhile: no answer fails, and memory stays flat (plan rows L1, L5).

    python -m benchmarks.mixed [--minutes 10] [--readers 16]

Starts a portal of its own as run.py serves it, with the content that comes with it. Readers: 70% leaflets, 15%
searches, 10% guides, 5% numbers. A program publishes a new leaflet every twelve seconds, which makes every kept page
stale.
"""

import argparse
import http.client
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from . import load

ROOT = Path(__file__).resolve().parent.parent
PACK = "conditions/packs/skin_bumps"
AS_A_BROWSER = {"Accept-Encoding": "gzip, br", "Accept": "text/html"}
LOOKED_FOR = (
    "white spots lips",
    "milia",
    "bumps under eye baby",
    "popped it",
    "wite bumps on lip",
    "rash",
    "acne cream",
)
SETTLED = 0.3  # of the run; memory is compared from there on
PUBLISHER = """
import itertools, sys, time
from django.contrib.auth.models import Group, User
from conditions.handouts.make import make_handout
from conditions.publishing import roles
from tests import builders
ann, rob = (User.objects.create_user(name, is_staff=True) for name in ("ann", "rob"))
for person, role in zip((ann, rob), (roles.AUTHOR, roles.LEAD)):
    person.groups.add(Group.objects.get(name=role))
for number in itertools.count():
    draft = builders.make_condition(ann, slug=f"leaflet-{number}", title=f"Leaflet {number}")
    begun = time.monotonic()
    builders.published(draft, author=ann, reviewer=rob)
    took = time.monotonic() - begun
    handout = make_handout([draft], by=ann, language="en", size="standard")
    print(f"{took:.3f} {handout.short_code.code}", flush=True)
    time.sleep(12)
"""


class Traffic:
    """What readers asked and got, from several threads."""

    def __init__(self, port: int) -> None:
        self.port, self.until = port, 0.0
        self.answers: Counter[int | str] = Counter()
        self.times: list[float] = []
        self.leaflets: list[str] = []
        self.guides: list[str] = []
        self.numbers = ["/n/"]  # and those of what is published meanwhile

    def address(self, chance: random.Random) -> str:
        kind = chance.random()
        if kind < 0.7:
            return chance.choice(self.leaflets)
        if kind < 0.85:
            return f"/search/?q={chance.choice(LOOKED_FOR).replace(' ', '+')}"
        return chance.choice(self.guides if kind < 0.95 else self.numbers)

    def read(self, seed: int) -> None:
        chance, line = random.Random(seed), http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while time.monotonic() < self.until:
            begun = time.monotonic()
            try:
                line.request("GET", self.address(chance), headers=AS_A_BROWSER)
                answer = line.getresponse()
                answer.read()
                self.answers[answer.status] += 1
            except (OSError, http.client.HTTPException) as error:
                self.answers[type(error).__name__] += 1
                line.close()
            self.times.append(time.monotonic() - begun)
            time.sleep(0.05)  # a reader, not a flood


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--readers", type=int, default=16)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return measure(environment(Path(folder)), chosen.minutes * 60, chosen.readers)


def environment(folder: Path) -> dict[str, str]:
    own = {name: str(folder / name.lower()) for name in ("MEDIA_ROOT", "PAPER_DIR", "READY_DIR", "SEARCH_DIR")}
    return {
        **os.environ,
        **own,
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "SECRET_KEY": "a-benchmark-on-this-machine-keeps-no-secret-012345678",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "False",
    }


def measure(env: dict[str, str], seconds: float, readers: int) -> int:
    """Prints what was measured; 1 if an answer failed."""
    manage = [sys.executable, "manage.py"]
    for words in (["migrate", "--verbosity", "0"], ["import_pack", PACK, "--publish-sample", "--verbosity", "0"]):
        subprocess.run([*manage, *words], cwd=ROOT, env=env, check=True)
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    serve = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--no-access-log"]
    command = [sys.executable, "-m", "granian", *serve, "--blocking-threads", "16", "portal.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    publish = [*manage, "shell", "--no-imports", "-c", PUBLISHER]
    publisher = subprocess.Popen(publish, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    try:
        traffic = Traffic(port)
        learn(traffic)
        published: list[float] = []
        threading.Thread(target=listen, args=(publisher, traffic, published), daemon=True).start()
        return run(traffic, server.pid, seconds, readers, published)
    finally:
        publisher.kill()
        server.terminate()
        server.wait(30)


def learn(traffic: Traffic) -> None:
    """Wait until the portal answers, and learn its addresses from the sitemap."""
    for _second in range(60):
        try:
            line = http.client.HTTPConnection("127.0.0.1", traffic.port, timeout=10)
            line.request("GET", "/sitemap.xml")
            paths = re.findall(r"<loc>https?://[^/]+(/[^<]*)", line.getresponse().read().decode())
            break
        except OSError:
            time.sleep(1)
    else:
        raise SystemExit("The portal did not start.")
    traffic.leaflets = [path for path in paths if re.fullmatch("/conditions/[^/]+/", path)]
    traffic.guides = [path for path in paths if path.startswith("/guides/")]


def listen(publisher: subprocess.Popen, traffic: Traffic, published: list[float]) -> None:
    for said in publisher.stdout:
        took, code = said.split()
        published.append(float(took))
        traffic.numbers.append(f"/n/{code}/")


def run(traffic: Traffic, server: int, seconds: float, readers: int, published: list[float]) -> int:
    begun = time.monotonic()
    traffic.until = begun + seconds
    threads = [threading.Thread(target=traffic.read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    memory = []
    while time.monotonic() < traffic.until:
        time.sleep(min(10, seconds / 10))
        memory.append(load.memory(server))
    for thread in threads:
        thread.join()
    times = sorted(traffic.times)
    settled = memory[int(len(memory) * SETTLED) :]
    failed = sum(count for status, count in traffic.answers.items() if status != 200)
    at = lambda share: f"{times[int(len(times) * share)] * 1e3:.1f}"  # noqa: E731
    print(f"{len(times):,} answers in {seconds:.0f} s ({len(times) / seconds:.0f} a second), {failed} failed")
    print(f"by status: {dict(traffic.answers)}")
    print(f"ms: median {at(0.5)}, p95 {at(0.95)}, p99 {at(0.99)}, longest {times[-1] * 1e3:.0f}")
    print(f"{len(published)} publications, the longest {max(published, default=0):.2f} s")
    print(f"MiB of all processes: {settled[0]:.0f} after {SETTLED:.0%} of the run, {settled[-1]:.0f} at its end")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
