"""Backups of a portal that serves and is written to, and the way to another database and back (plan row F15)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import PASSWORD, PUBLISH, ROOT, WITHDRAW, Portal, typed_into

pytestmark = pytest.mark.soak
PACK = "conditions/packs/skin_bumps"


def rows(folder: Path) -> dict[str, int]:
    return {name: table["rows"] for name, table in json.loads((folder / "manifest.json").read_text())["tables"].items()}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_backup_holds_an_import_whole_or_not_at_all(kind, tmp_path, request):
    database = f"sqlite:///{tmp_path}/portal.sqlite3" if kind == "sqlite" else request.getfixturevalue("postgresql")
    portal = Portal(tmp_path, database)
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("collectstatic", "--noinput", "--verbosity", "0")
    portal.start()
    try:
        command = [sys.executable, "manage.py", "import_pack", PACK, "--publish-sample"]
        import_ = subprocess.Popen(command, cwd=ROOT, env=portal.env, stdout=subprocess.DEVNULL)
        seen = []
        while not seen or import_.poll() is None:
            portal.manage("backup", str(tmp_path / f"backup-{len(seen)}"))
            seen.append(rows(tmp_path / f"backup-{len(seen)}"))
        assert import_.returncode == 0
        portal.manage("backup", str(tmp_path / f"backup-{len(seen)}"))
        seen.append(rows(tmp_path / f"backup-{len(seen)}"))
        assert portal.get("/conditions/milia/").status == 200
    finally:
        portal.stop()
    every = seen[-1]["conditions.Revision"]
    assert {(one["conditions.Revision"], one["conditions.Event"]) for one in seen} == {(0, 0), (every, 2 * every)}
    for number in (0, len(seen) - 1):
        other = Portal(tmp_path, f"sqlite:///{tmp_path}/restored-{number}.sqlite3")
        assert "the same byte for byte" in other.manage("restore", str(tmp_path / f"backup-{number}"))
        assert f"versions {seen[number]['conditions.Revision']}," in other.manage("verify_history")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_restore_under_a_running_portal_is_in_every_answer_after_it(kind, tmp_path, request):
    database = f"sqlite:///{tmp_path}/portal.sqlite3" if kind == "sqlite" else request.getfixturevalue("postgresql")
    portal = Portal(tmp_path, database)
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("collectstatic", "--noinput", "--verbosity", "0")
    portal.manage("shell", "-c", PUBLISH)
    portal.start()
    try:
        portal.wait_until_filled()
        portal.manage("backup", str(tmp_path / "backup"))
        portal.manage("shell", "-c", WITHDRAW)
        assert {portal.get("/conditions/milia/").status for _read in range(20)} == {410}
        portal.manage("restore", str(tmp_path / "backup"), "--replace-everything")
        assert {portal.get("/conditions/milia/").status for _read in range(20)} == {200}
        assert portal.get("/healthz/ready/").status == portal.get("/search/?q=milia").status == 200
    finally:
        portal.stop()


def test_portal_moves_to_postgresql_and_back_with_its_people(tmp_path, published_database, postgresql):
    (tmp_path / "old.sqlite3").write_bytes(published_database.read_bytes())
    old, new = Portal(tmp_path, f"sqlite:///{tmp_path}/old.sqlite3"), Portal(tmp_path, postgresql)
    back = Portal(tmp_path, f"sqlite:///{tmp_path}/back.sqlite3")
    assert "Nothing was written in this database meanwhile." in old.manage("move_to", new.database)
    new.start()
    try:
        assert new.get("/conditions/milia/").status == 200
        browser = new.browser()
        form = typed_into(new.get("/admin/login/", browser).body, username="sue", password=PASSWORD)
        assert "What needs doing" in new.get("/admin/login/?next=/admin/", browser, form).body
    finally:
        new.stop()
    new.manage("move_to", back.database)
    heads = [portal.manage("verify_history") for portal in (old, new, back)]
    assert heads[0] == heads[1] == heads[2] and "versions 1," in heads[0]
