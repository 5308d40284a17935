"""A backup: all committed rows as of one instant, and every picture that they name, in a folder only its owner reads.

It asks nothing of the database but to be read, so it may be made at any time while the portal serves.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection
from django.db.models import Model

from conditions import pictures
from conditions.models import BEGINNING, RecordHead

from .manifest import NAME, Manifest, NotABackup, Table, keys, migrations, read
from .tables import columns, lines, one_instant, tables

ROWS, PICTURES = "rows", "pictures"
MANY = 10_000  # rows, from which on a table is told while one waits
_PICTURE = re.compile(rb"[0-9a-f]{64}\.webp")
_DATED = "%Y-%m-%dT%H-%M-%SZ"

Tell = Callable[[str], None]


class CannotBackUp(Exception):
    """The backup cannot be made; the sentence says why. Nothing is left behind."""


def back_up(folder: Path, tell: Tell) -> Manifest:
    """Write a backup into a folder that is not there yet, or empty. Raises CannotBackUp, OSError, DatabaseError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotBackUp(f"{folder} is there already and not empty. Name a new folder.")
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".making", dir=folder.parent))  # its owner's alone
    try:
        for part in (ROWS, PICTURES):
            (making / part).mkdir()
        made = _written(making, tell)
        made.write(making)
        for path in making.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
            _to_disk(path)
        making.replace(folder)  # in one step: what has this name is whole
        _to_disk(folder.parent)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return made


def dated(place: Path) -> Path:
    """The folder of a new backup in a place for many; names in order of time."""
    return place / datetime.now(UTC).strftime(_DATED)


def backups_in(place: Path) -> list[Path]:
    """The whole backups in a place for many, oldest first. What else is there does not count."""
    return [folder for folder in sorted(place.glob("????-??-??T??-??-??Z")) if (folder / NAME).is_file()]


def keep_newest(place: Path, count: int) -> list[Path]:
    """Remove the oldest backups above ``count``; what was removed. One that cannot be read is never removed."""
    removed = []
    for folder in backups_in(place)[:-count]:
        try:
            read(folder)
        except NotABackup:
            continue
        shutil.rmtree(folder)
        removed.append(folder)
    return removed


def _written(folder: Path, tell: Tell) -> Manifest:
    named: set[str] = set()
    with one_instant():
        made = Manifest(datetime.now(UTC).isoformat(timespec="seconds"), connection.vendor, migrations(), keys()[0])
        head = RecordHead.objects.filter(pk=1).first()
        made.head, made.events = (head.digest, head.length) if head else (BEGINNING, 0)
        tell(f"Reading {len(tables())} tables as they are at this instant.")
        for model in tables():
            made.tables[model._meta.label] = _write_rows(model, folder, named, tell)
    tell(f"Copying {len(named)} pictures.")
    for name in sorted(named):
        (made.pictures if _copied(name, folder) else made.missing).append(name)
    return made


def _write_rows(model: type[Model], folder: Path, named: set[str], tell: Tell) -> Table:
    """Adds the pictures that the rows name. A picture is stored before the row that names it is committed."""
    sha256, count = hashlib.sha256(), 0
    with file_of(model, folder).open("xb") as file:
        for line in lines(model):
            file.write(line)
            sha256.update(line)
            named.update(found.decode() for found in _PICTURE.findall(line))
            count += 1
            if count % MANY == 0:
                tell(f"  {model._meta.label}: {count} rows so far")
    return Table([field.column for field in columns(model)], count, sha256.hexdigest())


def _copied(name: str, folder: Path) -> bool:
    """False when the installation has no such picture, or a damaged one."""
    try:
        content = pictures.read_bytes(name)
    except FileNotFoundError:
        return False
    if hashlib.sha256(content).hexdigest() != name[:64]:
        return False
    (folder / PICTURES / name).write_bytes(content)
    return True


def file_of(model: type[Model], folder: Path) -> Path:
    return folder / ROWS / f"{model._meta.label_lower}.jsonl"


def _to_disk(path: Path) -> None:
    """So that it survives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
