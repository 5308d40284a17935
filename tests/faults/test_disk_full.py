"""The disk of the database is full (F6): nothing is half stored, patients read on, and it heals when there is room."""

import os
import shutil
import subprocess

import pytest

from .conftest import PASSWORD, Portal, typed_into

pytestmark = pytest.mark.soak
ADDRESS = "/conditions/milia/"


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 30 MB, made of memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", disk], check=False).returncode
    ):
        pytest.skip("only root can make a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def fill(disk) -> None:
    with (disk / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(b"0" * 4096):
                pass
        except OSError:
            return


def test_full_disk_refuses_a_save_with_a_sentence_and_nothing_is_lost(small_disk, tmp_path, published_database):
    shutil.copy(published_database, small_disk / "portal.sqlite3")
    portal = Portal(tmp_path, f"sqlite:///{small_disk}/portal.sqlite3").start()
    try:
        portal.wait_until_filled()
        every = portal.sitemap()
        browser = portal.browser()
        form = typed_into(portal.get("/admin/login/", browser).body, username="sue", password=PASSWORD)
        assert "What needs doing" in portal.get("/admin/login/?next=/admin/", browser, form).body
        page = portal.get("/admin/conditions/clinic/", browser)
        typed = typed_into(page.body, clinic_phone="01632 960 000")
        fill(small_disk)
        refused = portal.get("/admin/conditions/clinic/1/change/", browser, typed)
        assert refused.status == 503 and "This could not be saved" in refused.body
        assert {portal.get(path).status for path in every} == {200}
        assert "01632 960 000" not in portal.get(ADDRESS).body
        (small_disk / "filler").unlink()
        saved = portal.get("/admin/conditions/clinic/1/change/", browser, typed)
        assert "was changed successfully" in saved.body and "01632 960 000" in portal.get(ADDRESS).body
        portal.manage("verify_history")
    finally:
        portal.stop()
