"""How fast a public page is, beside the limits of this machine and the peers, interleaved in one run.

    python -m benchmarks.speed [--rounds 5] [--seconds 4] [--without wagtail,nginx] [--markdown FILE]

Everything is started here, in a temporary folder that is removed afterwards: nginx with the page as a static file, a
bare WSGI callable with the same bytes on the server that serves us, a minimal dynamic Django page, Wagtail with and
without a cache (from the package index), and this portal with its first pack. wrk asks for one after the other,
forwards and backwards in turn; ratios are taken within each round, so that a slow minute falls on all alike.

Needs Linux, wrk and nginx (Debian: apt-get install wrk nginx; the system's own nginx is not touched).
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import brotli

from . import servers
from .load import Run, run
from .portal_for_speed import body_of, portal

PAGES = ("leaflet", "home", "guide", "handout")
NGINX, BARE, MINIMAL, WAGTAIL, CACHED = (
    "nginx, static file",
    "bare WSGI callable",
    "Django, 8 queries",
    "Wagtail",
    "Wagtail, cached",
)


@dataclass(frozen=True)
class Target:
    process: int
    address: str


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=int, default=4)
    options.add_argument("--without", default="", help="peers to leave out: nginx, minimal, wagtail")
    options.add_argument("--markdown", type=Path, help="write the table to this file as well")
    asked = options.parse_args()
    for program in ("wrk", "nginx"):
        if program not in asked.without and not shutil.which(program):
            options.error(f"this needs {program}")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        targets = start(Path(folder), stack, set(asked.without.split(",")))
        runs = interleaved(targets, asked.rounds, asked.seconds)
    table = "\n".join([*rows(runs), "", *verdicts(runs)])
    print(table)
    if asked.markdown:
        asked.markdown.write_text(table + "\n", encoding="utf-8")
    return 0 if all(line.startswith("- holds") for line in verdicts(runs)) else 1


def start(folder: Path, stack: ExitStack, without: set[str]) -> dict[str, Target]:
    """Every server, with the address of the page that is asked for, by the name that the table gives it."""
    places = {name: folder / name for name in ("portal", "static", "bare", "nginx", "minimal", "wagtail")}
    for place in places.values():
        place.mkdir()
    ours, number = portal(places["portal"], stack)
    addresses = ("/conditions/milia/", "/", "/guides/what-is-this-bump/", f"/n/{number}/")
    targets = {name: Target(ours.process, ours.address + path) for name, path in zip(PAGES, addresses, strict=True)}
    page = places["static"] / "leaflet.html"
    page.write_bytes(body_of(targets["leaflet"].address))
    (places["wagtail"] / "leaflet.html").write_bytes(brotli.decompress(page.read_bytes()))
    bare = servers.bare(page, places["bare"], stack)
    targets[BARE] = Target(bare.process, f"{bare.address}/")
    if "nginx" not in without:
        static = servers.nginx(page, places["nginx"], stack)
        targets[NGINX] = Target(static.process, f"{static.address}/leaflet.html")
    if "minimal" not in without:
        dynamic = servers.minimal(places["minimal"], stack)
        targets[MINIMAL] = Target(dynamic.process, f"{dynamic.address}/")
    if "wagtail" not in without:
        for name, peer in zip((WAGTAIL, CACHED), servers.wagtail(places["wagtail"], stack), strict=True):
            targets[name] = Target(peer.process, f"{peer.address}/")
    return targets


def interleaved(targets: dict[str, Target], rounds: int, seconds: int) -> dict[str, list[Run]]:
    runs: dict[str, list[Run]] = {name: [] for name in targets}
    for target in targets.values():
        run(target.address, target.process, 1)  # warm
    for round_ in range(rounds):
        for name in list(targets)[:: 1 if round_ % 2 == 0 else -1]:
            runs[name].append(run(targets[name].address, targets[name].process, seconds))
            print(f"round {round_ + 1}: {name}: {runs[name][-1].rate:.0f} a second", file=sys.stderr)
    return runs


def rows(runs: dict[str, list[Run]]) -> list[str]:
    """The table, in Markdown: medians."""
    head = ["| what | requests a second | x nginx static | CPU µs a request | memory MiB, all processes | failed |"]
    return [*head, "|---|---|---|---|---|---|", *(_row(name, runs) for name in runs)]


def _row(name: str, runs: dict[str, list[Run]]) -> str:
    seen = runs[name]
    against = f"{ratio(runs, name, NGINX):.3f}" if NGINX in runs else "–"
    rate, used = median(seen, lambda one: one.rate), median(seen, lambda one: one.cpu)
    failed = sum(one.failed for one in seen)
    return f"| {name} | {rate:,.0f} | {against} | {used:,.0f} | {seen[-1].memory:.0f} | {failed} |"


def verdicts(runs: dict[str, list[Run]]) -> list[str]:
    """Each target of issue 8 with its figure: “holds” or “fails”."""
    said = []
    for page in PAGES:
        if NGINX in runs:
            said.append(
                _verdict(f"{page}: requests a second, of nginx static", ratio(runs, page, NGINX), at_least=0.35)
            )
        said.append(_verdict(f"{page}: CPU a request, of the bare callable", cpu_ratio(runs, page), at_most=2))
    for peer, times in ((CACHED, 8), (WAGTAIL, 200)):
        if peer in runs:
            said.append(
                _verdict(
                    f"leaflet: times as many requests a second as {peer}", ratio(runs, "leaflet", peer), at_least=times
                )
            )
    if CACHED in runs:
        ours, theirs = runs["leaflet"][-1].memory, runs[CACHED][-1].memory
        said.append(_verdict(f"memory of all processes, of {CACHED}", ours / theirs, at_most=1))
    return said


def _verdict(what: str, figure: float, *, at_least: float | None = None, at_most: float | None = None) -> str:
    holds = figure >= at_least if at_least is not None else figure <= at_most
    limit = f"at least {at_least}" if at_least is not None else f"at most {at_most}"
    return f"- {'holds' if holds else 'FAILS'}: {what}: {figure:.2f} ({limit})"


def ratio(runs: dict[str, list[Run]], name: str, base: str) -> float:
    """Requests a second, of another's, within each round; the median."""
    return statistics.median(one.rate / other.rate for one, other in zip(runs[name], runs[base], strict=True))


def cpu_ratio(runs: dict[str, list[Run]], name: str) -> float:
    return statistics.median(one.cpu / other.cpu for one, other in zip(runs[name], runs[BARE], strict=True))


def median(seen: list[Run], of: Callable[[Run], float]) -> float:
    return statistics.median(map(of, seen))


if __name__ == "__main__":
    sys.exit(main())
