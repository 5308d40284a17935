"""The browser of the benchmarks: the system's own, which asks nobody but this machine."""

import os
import shutil

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def program() -> str:
    """Raises SystemExit with a sentence when there is none."""
    found = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("This needs Chromium: install it, or name it in the variable CHROME.")
    return found
