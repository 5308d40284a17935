"""A program that writes is killed at fifty moments: all or nothing, and what was said to be done is there (F1, F7)."""

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from django.db.backends.sqlite3._functions import register as functions_of_django

from .conftest import PUBLISH, ROOT, Portal

pytestmark = pytest.mark.soak
MOMENTS = 50
LONGEST = 1.0  # seconds: some five documents are sent, approved and published in that time
PACK = "conditions/packs/skin_bumps"
# Proves what is there, tells it, and goes on publishing until it is killed. A line is what a person was told.
PUBLISHER = """
import io, itertools, json
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from conditions.models import Condition, Publication, Review, Revision
from conditions.publishing import workflow
from tests import builders
call_command("verify_history", stdout=io.StringIO())
ann, rob = (User.objects.get(username=name) for name in ("ann", "rob"))
live = Publication.objects.live("condition", timezone.now())
print(json.dumps({
    "live": sorted(one.revision.condition.slug for one in live),
    "sent": Revision.objects.count(), "approved": Review.objects.count(),
}), flush=True)
for number in itertools.count(Condition.objects.count()):
    draft = builders.make_condition(ann, slug=f"leaflet-{number}", title=f"Leaflet {number}")
    revision = workflow.submit(draft, by=ann)
    print("sent", flush=True)
    workflow.approve(revision, by=rob)
    print("approved", flush=True)
    workflow.publish(revision, by=rob, change_note="First version.")
    print(draft.slug, flush=True)
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_publisher_killed_at_fifty_moments_loses_nothing_that_it_told(kind, tmp_path, request):
    database = f"sqlite:///{tmp_path}/portal.sqlite3" if kind == "sqlite" else request.getfixturevalue("postgresql")
    portal = Portal(tmp_path, database)
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("collectstatic", "--noinput", "--verbosity", "0")
    portal.manage("shell", "-c", PUBLISH)
    told, moments = {"milia"}, random.Random(7)
    sent = approved = 1
    for _moment in range(MOMENTS):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", PUBLISHER],
            cwd=ROOT,
            env=portal.env,
            stdout=subprocess.PIPE,
            text=True,
        )
        there = json.loads(process.stdout.readline())
        assert set(there["live"]) >= told and len(there["live"]) <= len(told) + 1
        assert there["sent"] >= sent and there["approved"] >= approved >= len(told)
        time.sleep(moments.uniform(0, LONGEST))
        process.kill()
        lines = process.communicate()[0].split()
        assert process.returncode == -signal.SIGKILL  # it did not end by a fault of its own
        told = set(there["live"]) | {line for line in lines if line.startswith("leaflet-")}
        sent, approved = there["sent"] + lines.count("sent"), there["approved"] + lines.count("approved")
    if kind == "sqlite":
        rows(tmp_path / "portal.sqlite3")
    assert len(told) > MOMENTS / 5
    portal.start()
    try:
        assert {portal.get(f"/conditions/{slug}/").status for slug in told} == {200}
        newest = max(told - {"milia"}, key=lambda slug: int(slug.rpartition("-")[2]))
        assert f"/conditions/{newest}/" in portal.get(f"/search/?q={newest.replace('-', '+')}").body
    finally:
        portal.stop()


def test_import_killed_at_fifty_moments_is_whole_or_not_there(tmp_path):
    empty, used = tmp_path / "empty.sqlite3", tmp_path / "portal.sqlite3"
    Portal(tmp_path, f"sqlite:///{empty}").manage("migrate", "--verbosity", "0")
    sqlite3.connect(empty).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    portal = Portal(tmp_path, f"sqlite:///{used}")
    shutil.copy(empty, used)
    begun = time.monotonic()
    portal.manage("import_pack", PACK, "--publish-sample")
    whole, seconds = rows(used), time.monotonic() - begun
    shutil.copy(empty, used)
    seen = []
    for moment in range(MOMENTS):
        command = [sys.executable, "manage.py", "import_pack", PACK, "--publish-sample"]
        process = subprocess.Popen(command, cwd=ROOT, env=portal.env, stdout=subprocess.DEVNULL)
        time.sleep(seconds * (0.2 + 0.8 * moment / MOMENTS))  # before that it only starts
        process.kill()
        process.wait()
        seen.append(rows(used))
        if any(seen[-1]):
            for file in tmp_path.glob("portal.sqlite3*"):
                file.unlink()
            shutil.copy(empty, used)
    assert set(seen) <= {(0, 0, 0), whole} and seen.count((0, 0, 0)) > MOMENTS / 2
    portal.manage("import_pack", PACK, "--publish-sample")
    assert rows(used) == whole
    portal.manage("verify_history")


def rows(database) -> tuple[int, int, int]:
    """Versions, publications and entries of the record. Opening it heals what the kill left behind, as a start does."""
    connection = sqlite3.connect(database)
    functions_of_django(connection)  # the constraints call them
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return tuple(
        connection.execute(f"SELECT count(*) FROM conditions_{table}").fetchone()[0]
        for table in ("revision", "publication", "event")
    )
