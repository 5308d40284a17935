"""How soon a patient sees words: first contentful paint of a first visit, ours beside peers, interleaved in one run.

    python -m benchmarks.paint http://127.0.0.1:8000/conditions/milia/ [--rounds 5]

Chromium with an empty cache, a phone of 412 by 823, a processor slowed four times, and the two networks of Chrome's
developer tools. Those throttle requests, not packets, so read ratios. Needs Chromium, Node's npm, and a running portal.
"""

import argparse
import statistics
import sys
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from .chromium import ARGUMENTS, program
from .peers import served

# Latency in ms for each request, bytes a second down and up: Chrome's own “Slow 4G” and “3G”.
NETWORKS = {"slow 4G": (562.5, 180_000, 84_375), "3G": (2000, 50_000, 50_000)}
SLOWER = 4
PHONE = {"width": 412, "height": 823}
MOST_OF_BEST_PEER = 0.6
# The best first contentful paint among the peers of the reference (WordPress), in ms.
BEST_PEER = {"slow 4G": 1352, "3G": 4452}
SEEN = """() => new Promise(done => setTimeout(() => {
  const shifts = performance.getEntriesByType('layout-shift').reduce((sum, entry) => sum + entry.value, 0)
  done([performance.getEntriesByName('first-contentful-paint')[0].startTime, shifts])
}, 300))"""


@dataclass
class Visit:
    """Times in ms, sizes in bytes over the wire."""

    painted: float
    requests: int
    before: int
    size: int


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("address", help="a leaflet of a portal on this machine")
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    if urlsplit(asked.address).hostname not in {"127.0.0.1", "localhost"}:
        options.error("only a portal on this machine is measured")
    leaflet = urllib.request.urlopen(asked.address, timeout=30).read().decode()
    with served(leaflet) as peers, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        results = [compare(browser, {"this portal": asked.address, **peers}, name, asked.rounds) for name in NETWORKS]
        browser.close()
    return 0 if all(results) else 1


def compare(browser: Browser, pages: dict[str, str], network: str, rounds: int) -> bool:
    """Prints the table of one network; tells whether we need at most 60% of the best peer's time."""
    visits: dict[str, list[Visit]] = {name: [] for name in pages}
    for round_ in range(rounds):
        for name in list(pages)[:: 1 if round_ % 2 == 0 else -1]:
            visits[name].append(visit(browser, pages[name], network))
            print(f"{network}, round {round_ + 1}: {name}", file=sys.stderr)
    painted = {name: statistics.median(one.painted for one in seen) for name, seen in visits.items()}
    print(f"\n{network}, processor {SLOWER} times slower, median of {rounds} first visits\n")
    print("| page | first contentful paint, ms | requests | of them before it | kB over the wire |")
    print("|---|---|---|---|---|")
    for name, seen in visits.items():
        last = seen[-1]
        print(f"| {name} | {painted[name]:.0f} | {last.requests} | {last.before} | {last.size / 1000:.1f} |")
    ours = painted.pop("this portal")
    here, reference = ours / min(painted.values()), ours / BEST_PEER[network]
    print(f"\nOurs is {here:.0%} of the best peer's in this run, and {reference:.0%} of the best in the reference.")
    return max(here, reference) <= MOST_OF_BEST_PEER


def visit(browser: Browser, address: str, network: str) -> Visit:
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75, is_mobile=True)
    page = context.new_page()
    latency, down, up = NETWORKS[network]
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": latency, "downloadThroughput": down, "uploadThroughput": up},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    begun: dict[str, float] = {}
    ended: dict[str, tuple[float, int]] = {}
    session.on("Network.requestWillBeSent", lambda event: begun.setdefault(event["requestId"], event["timestamp"]))
    session.on(
        "Network.loadingFinished",
        lambda event: ended.update({event["requestId"]: (event["timestamp"], event["encodedDataLength"])}),
    )
    page.goto(address, wait_until="load", timeout=120_000)
    painted, _shifts = page.evaluate(SEEN)
    start = min(begun.values())
    before = sum((at - start) * 1000 <= painted for at, _size in ended.values())
    context.close()
    return Visit(painted, len(begun), before, sum(size for _at, size in ended.values()))


if __name__ == "__main__":
    sys.exit(main())
