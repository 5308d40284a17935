"""A portal as it is installed: real processes on a port, a database of its own, and somebody who takes things away."""

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long password for one test"
PUBLISH = f"""
from django.contrib.auth.models import Group, User
from conditions.publishing import roles
from tests import builders
people = [User.objects.create_user(name, password={PASSWORD!r}, is_staff=True) for name in ("ann", "rob")]
for person, role in zip(people, (roles.AUTHOR, roles.LEAD)):
    person.groups.add(Group.objects.get(name=role))
ann, rob = people
builders.published(builders.make_condition(ann), author=ann, reviewer=rob)
User.objects.create_superuser("sue", password={PASSWORD!r})
"""
TRIAL = "portal_faults_trial"  # a database that the tests of faults make and drop
WITHDRAW = """
from django.contrib.auth.models import User
from conditions.models import Condition
from conditions.publishing import workflow
workflow.withdraw(Condition.objects.get(), by=User.objects.get(username="rob"), reason="It was wrong.")
"""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: str


@dataclass
class Portal:
    """One installation on one port. ``database``: DATABASE_URL."""

    folder: Path
    database: str
    port: int = 0
    process: subprocess.Popen | None = field(default=None, repr=False)

    @property
    def env(self) -> dict[str, str]:
        own = {"MEDIA_ROOT": "media", "PAPER_DIR": "paper", "READY_DIR": "ready"}
        return {
            **os.environ,
            **{name: str(self.folder / place) for name, place in own.items()},
            "DATABASE_URL": self.database,
            "SECRET_KEY": "a-test-on-this-machine-keeps-no-secret-0123456789-abc",
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "False",
            "SECOND_FACTOR": "False",  # who signs in here has a password only
            "PYTHONPATH": str(ROOT),
        }

    def manage(self, *words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> "Portal":
        """Serve with two workers, as run.py does; returns when the first request is answered."""
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        where = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--no-access-log"]
        size = ["--workers", "2", "--blocking-threads", "16", "--workers-kill-timeout", "5"]
        command = [sys.executable, "-m", "granian", *where, *size, "portal.wsgi:application"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        self.wait_for(lambda: self.get("/healthz/live/").status == 200, 60)
        return self

    def stop(self) -> float:
        """SIGTERM; the seconds that it took to end."""
        begun = time.monotonic()
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
        return time.monotonic() - begun

    def get(self, path: str, opener: urllib.request.OpenerDirector | None = None, data: dict | None = None) -> Answer:
        """One request on a connection of its own, so that either worker may answer."""
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body)
        request.add_header("Referer", request.full_url)
        try:
            with (opener or urllib.request.build_opener()).open(request, timeout=20) as answer:
                return Answer(answer.status, dict(answer.headers.items()), answer.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers.items()), error.read().decode())
        except OSError as error:
            return Answer(0, {}, str(error))

    def sitemap(self) -> list[str]:
        return re.findall(r"<loc>http://127.0.0.1(/[^<]*)</loc>", self.get("/sitemap.xml").body)

    def browser(self) -> urllib.request.OpenerDirector:
        return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def wait_until_filled(self) -> None:
        """Until the walk over the site is through: its last addresses are the numbers of the documents."""
        pages = self.folder / "ready" / "pages"
        self.wait_for(lambda: any(pages.glob("%2Fn%2F[0-9]*")), 90)

    @staticmethod
    def wait_for(true: Callable[[], bool], seconds: float) -> float:
        """The seconds until something is true; fails when it is not in time."""
        begun = time.monotonic()
        while not true():
            assert time.monotonic() - begun < seconds, f"not within {seconds} s"
            time.sleep(0.05)
        return time.monotonic() - begun


def typed_into(form: str, **changes: str) -> dict[str, str]:
    """What a browser would send of a page's only form, with some fields changed."""
    values = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag and 'type="submit"' not in tag:
            values[name[1]] = value[1] if value else ""
    for name, body in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        values[name] = re.search(r'<option value="([^"]*)" selected', body)[1]
    return values | changes


@pytest.fixture(scope="session")
def published_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with milia live, made once."""
    folder = tmp_path_factory.mktemp("made-once")
    made = Portal(folder, f"sqlite:///{folder / 'portal.sqlite3'}")
    made.manage("migrate", "--verbosity", "0")
    made.manage("shell", "-c", PUBLISH)
    made.manage(
        "shell", "-c", "from django.db import connection as c; c.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')"
    )
    made.manage("collectstatic", "--noinput", "--verbosity", "0")
    return folder / "portal.sqlite3"


@pytest.fixture
def postgresql():
    """A new and empty database, as DATABASE_URL."""
    made = shutil.which("createdb") and subprocess.run(["createdb", "-h", "127.0.0.1", TRIAL], check=False).returncode
    if made != 0:
        pytest.skip("no database can be made here")
    yield f"postgres://127.0.0.1/{TRIAL}"
    subprocess.run(["dropdb", "-h", "127.0.0.1", "--force", TRIAL], check=True)


@pytest.fixture
def make_portal(tmp_path: Path, published_database: Path) -> Iterator[Callable[..., Portal]]:
    """Installations that share a database, each with folders and a port of its own, as two hosts have."""
    database = tmp_path / "database"
    database.mkdir()
    shutil.copy(published_database, database / "portal.sqlite3")
    made = []

    def make() -> Portal:
        folder = tmp_path / f"host-{len(made)}"
        folder.mkdir()
        made.append(Portal(folder, f"sqlite:///{database / 'portal.sqlite3'}"))
        return made[-1].start()

    yield make
    for portal in made:
        portal.stop()


@pytest.fixture
def portal(make_portal: Callable[..., Portal]) -> Portal:
    return make_portal()
