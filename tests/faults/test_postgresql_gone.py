"""A PostgreSQL of the test's own is stopped and started under a running portal (plan row F5). Minutes: ``make soak``."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from .conftest import PUBLISH, Portal

pytestmark = pytest.mark.soak
PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)  # as Debian lays them
PORT = 55433


@pytest.fixture
def cluster():
    """Starts and stops a cluster. PostgreSQL does not run as root, so root hands it to the user postgres."""
    if PROGRAMS is None:
        pytest.skip("there is no PostgreSQL here")
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    as_owner = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]

    def run(program, *words):
        command = [*as_owner, f"{PROGRAMS}/{program}", "-D", str(folder / "db"), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    run("initdb", "--auth=trust", "--username=portal")
    options = f"-p {PORT} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    start = lambda: run("pg_ctl", "-w", "-o", options, "-l", str(folder / "log"), "start")  # noqa: E731
    stop = lambda: run("pg_ctl", "-w", "-m", "immediate", "stop")  # noqa: E731
    start()
    yield start, stop
    stop()
    shutil.rmtree(folder)


def test_postgresql_that_is_killed_and_comes_back(cluster, tmp_path):
    start, stop = cluster
    portal = Portal(tmp_path, f"postgres://portal@127.0.0.1:{PORT}/postgres")
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("shell", "-c", PUBLISH)
    portal.start()
    try:
        portal.wait_until_filled()
        every = portal.sitemap()
        stop()
        portal.wait_for(lambda: portal.get("/").headers.get("x-database") == "away", 5)
        assert {portal.get(path).status for path in every} == {200}
        assert portal.get("/healthz/ready/").status == portal.get("/search/?q=milia").status == 503
        start()
        portal.wait_for(lambda: portal.get("/healthz/ready/").status == 200, 10)
        assert portal.get("/search/?q=milia").status == 200
        assert "x-database" not in portal.get("/").headers
    finally:
        portal.stop()
