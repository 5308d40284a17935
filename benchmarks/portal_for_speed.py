"""This portal as an installation of its own in a temporary folder: the first pack, live, and one handout."""

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from .servers import ROOT, Server, granian

SETTINGS = {
    "ALLOWED_HOSTS": "127.0.0.1",
    "HTTPS": "False",
    "SECRET_KEY": "a-benchmark-on-this-machine-keeps-no-secret-0123456789",
}
# Given by the first member of staff, who is made for it: the handout that a patient with two questions gets.
HAND_OUT = """
from django.contrib.auth.models import User
from conditions.handouts.make import make_handout
from conditions.models import Condition
by = User.objects.create_superuser("bench")
given = [Condition.objects.get(slug=slug) for slug in ("milia", "acne")]
print("number", make_handout(given, size="standard", language="en", by=by).short_code.code)
"""


def environment(folder: Path) -> dict[str, str]:
    own = {"MEDIA_ROOT": folder / "media", "PAPER_DIR": folder / "paper", "READY_DIR": folder / "ready"}
    return {**SETTINGS, "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}"} | {
        name: str(path) for name, path in own.items()
    }


def portal(folder: Path, stack: ExitStack) -> tuple[Server, str]:
    """The portal, when every page is on its shelf, and the number of the handout."""
    env = environment(folder)
    _manage(env, "migrate", "--verbosity", "0")
    _manage(env, "import_pack", str(ROOT / "conditions" / "packs" / "skin_bumps"), "--publish-sample")
    _manage(env, "collectstatic", "--noinput", "--verbosity", "0")
    number = _manage(env, "shell", "-c", HAND_OUT).rpartition("number")[2].strip()
    server = granian(sys.executable, "portal.wsgi:application", folder, stack, **env)
    _wait_until_filled(folder)
    return server, number


def _wait_until_filled(folder: Path) -> None:
    """Until nothing new has been put on the shelf for three seconds: the walk over the site costs time as well."""
    count, since = -1, time.monotonic()
    while time.monotonic() - since < 3:
        now = len(list((folder / "ready" / "pages").glob("*.page")))
        if now != count:
            count, since = now, time.monotonic()
        time.sleep(0.5)


def body_of(address: str) -> bytes:
    """A page as it travels to a browser with Brotli."""
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": "br"})) as answer:
        return answer.read()


def _manage(env: dict[str, str], *words: str) -> str:
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, text=True, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"manage.py {words[0]} failed: {done.stderr[-2000:]}")
    return done.stdout
