"""Lighthouse on five pages of a portal on this machine: what its four scores are, and what it complains of.

    python -m benchmarks.lighthouse http://127.0.0.1:8000

Lighthouse comes from the npm registry into a temporary folder. Asked: 100 in accessibility, best practices and search
engines, and at least 99 in performance (as a phone on slow 4G, Lighthouse's own default).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from .chromium import ARGUMENTS, program

PACKAGE = "lighthouse@12.8.2"
PAGES = {
    "home": "/",
    "leaflet": "/conditions/milia/",
    "guide": "/guides/what-is-this-bump/",
    "comparison": "/compare/?condition=milia&condition=acne&condition=cold-sores",
    "search": "/search/?q=white+spots+lips",
}
ASKED = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
# A page of results must not be found by search engines, so its “noindex” is meant and this one audit is left out.
NOT_FOR_SEARCH = ["--skip-audits=is-crawlable"]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("portal", help="the address of a portal on this machine")
    portal = options.parse_args().portal.rstrip("/")
    if urlsplit(portal).hostname not in {"127.0.0.1", "localhost"}:
        options.error("only a portal on this machine is measured")
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--no-audit", "--no-fund", "--silent", PACKAGE]
        subprocess.run(install, cwd=folder, check=True, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"})
        print(f"| page | {' | '.join(ASKED)} | first contentful paint | layout shift |\n|---|---|---|---|---|---|---|")
        return max([report(name, measured(Path(folder), portal + path, name)) for name, path in PAGES.items()])


def measured(folder: Path, address: str, name: str) -> dict:
    """What Lighthouse says of one address."""
    command = [
        folder / "node_modules/.bin/lighthouse",
        address,
        "--quiet",
        "--output=json",
        "--no-enable-error-reporting",
        f"--only-categories={','.join(ASKED)}",
        f"--chrome-flags=--headless=new {' '.join(flag for flag in ARGUMENTS if ' ' not in flag)}",
        *(NOT_FOR_SEARCH if name == "search" else []),
    ]
    environment = {**os.environ, "CHROME_PATH": program()}
    ran = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, env=environment)
    if ran.returncode:
        sys.exit(f"Lighthouse could not look at {address}.")
    return json.loads(ran.stdout)


def report(name: str, said: dict) -> int:
    """Prints a row and, below what is asked, what was complained of; 1 if anything is."""
    scores = {category: round((said["categories"][category]["score"] or 0) * 100) for category in ASKED}
    audits = said["audits"]
    painted, shift = (audits[audit]["displayValue"] for audit in ("first-contentful-paint", "cumulative-layout-shift"))
    print(f"| {name} | {' | '.join(str(score) for score in scores.values())} | {painted} | {shift} |", flush=True)
    short = [category for category, asked in ASKED.items() if scores[category] < asked]
    for category in short:
        for reference in said["categories"][category]["auditRefs"]:
            audit = audits[reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"    {category}: {audit['title']} {audit.get('displayValue', '')}", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
