"""Folders, disks, static files, who else on this computer can read what, and how old the newest backup is."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from conditions.freshness.board import board
from conditions.freshness.look import LATE

from ..backup import backups_in
from ..manifest import NotABackup, read
from .finding import Finding

FOLDERS = ("MEDIA_ROOT", "READY_DIR", "SEARCH_DIR", "PAPER_DIR", "BACKUP_DIR")
LEAST_FREE = 500  # MiB
BACKUP_AGE = timedelta(hours=36)


def findings() -> Iterator[Finding]:
    yield from _folders()
    yield from _disks()
    yield from _open_to_all()
    yield from _static_files()
    if not settings.TRIAL:
        yield from _newest_backup()
        yield from _server()


def _folders() -> Iterator[Finding]:
    for name, folder in _named().items():
        try:
            tempfile.TemporaryFile(dir=_nearest(folder)).close()
        except OSError:
            yield Finding(
                f"{name}: {folder} cannot be written by this user.",
                f"Give it to the user that the portal runs as, or set {name} to another folder.",
            )


def _disks() -> Iterator[Finding]:
    told = set()
    for name, folder in {**_named(), "The database": _database_file()}.items():
        there = _nearest(folder) if folder else None
        if there is None or there.stat().st_dev in told:
            continue
        told.add(there.stat().st_dev)
        free = shutil.disk_usage(there).free // 2**20
        if free < LEAST_FREE:
            yield Finding(
                f"{name}: on the disk of {there} only {free} MiB are free.", f"Make room: {LEAST_FREE} MiB at least."
            )


def _open_to_all() -> Iterator[Finding]:
    """Files with secrets that somebody without a right to them can open. A closed folder above is enough."""
    base = _database_file()
    secret = [settings.BASE_DIR / ".env", settings.LOCAL_DIR / "secret-key", settings.LOCAL_DIR / "accounts.txt"]
    secret += [base.with_name(base.name + end) for end in ("", "-wal", "-shm")] if base else []
    secret += [Path(file)] if (file := os.environ.get("SECRET_KEY_FILE")) else []
    secret += [folder / "manifest.json" for folder in _backups()]
    for file in secret:
        if file.exists() and _is_open_to_all(file):
            yield Finding(f"Everybody with an account on this computer can read {file}.", f"Run: chmod 600 {file}")


def _is_open_to_all(file: Path) -> bool:
    file = file.resolve()
    return bool(file.stat().st_mode & 0o004) and all(folder.stat().st_mode & 0o001 for folder in file.parents)


def _static_files() -> Iterator[Finding]:
    collected = Path(settings.STATIC_ROOT) / "staticfiles.json"
    collect = "Run: manage.py collectstatic --noinput, and start the server again."
    if not os.access(collected, os.R_OK):
        yield Finding("Static files are not collected, or not for this user to read: no server starts.", collect)
    elif collected.stat().st_mtime < max(
        file.stat().st_mtime for folder in settings.STATICFILES_DIRS for file in [folder, *Path(folder).rglob("*")]
    ):
        yield Finding("Static files were changed since they were collected.", collect)


def _newest_backup() -> Iterator[Finding]:
    if not settings.BACKUP_DIR:
        yield Finding(
            "Nobody can say how old the newest backup is, because BACKUP_DIR is not set.",
            "Set it, and let a timer run “manage.py backup” each night: docs/operations.md.",
            is_grave=False,
        )
        return
    found = _backups()
    if not found:
        yield Finding(f"There is no backup in {settings.BACKUP_DIR}.", "Run: manage.py backup")
        return
    try:
        age = datetime.now(UTC) - datetime.fromisoformat(read(found[-1]).made_at)
    except (NotABackup, ValueError) as error:
        yield Finding(f"The newest backup is of no use. {error}", "Make a new one: manage.py backup")
        return
    if age > BACKUP_AGE:
        hours = round(age.total_seconds() / 3600)
        yield Finding(f"The newest backup is {hours} hours old.", "See why the timer stopped; run: manage.py backup")


def _backups() -> list[Path]:
    place = Path(settings.BACKUP_DIR) if settings.BACKUP_DIR else None
    return backups_in(place) if place and place.is_dir() else []


def _server() -> Iterator[Finding]:
    """Whether a server compares its pages with the database in the READY_DIR that this command reads."""
    try:
        age = time.time() - board().read()[1]
    except OSError:
        return  # READY_DIR was told above
    if age > LATE:
        yield Finding(
            "No server keeps its pages in this READY_DIR now.",
            "If one runs on this host, give it and manage.py the same READY_DIR, and run both as the same user.",
            is_grave=False,
        )


def _named() -> dict[str, Path]:
    return {name: Path(getattr(settings, name)) for name in FOLDERS if getattr(settings, name)}


def _nearest(path: Path) -> Path:
    """What is there of a path that may not be made yet."""
    return next(part for part in (path, *path.parents) if part.exists())


def _database_file() -> Path | None:
    database = settings.DATABASES["default"]
    return Path(database["NAME"]) if database["ENGINE"].endswith("sqlite3") else None
