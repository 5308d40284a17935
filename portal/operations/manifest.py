"""The manifest of a backup: what is in it, with the SHA-256 of each file, and what it was made of."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.crypto import salted_hmac

from conditions.content.canonical import digest

NAME = "manifest.json"
FORMAT = "backup of a patient-education portal, 1"


class NotABackup(ValueError):
    """A folder is no backup of a portal, or not a whole one. The sentence says why."""


@dataclass
class Table:
    """``sha256`` is that of the file of its rows."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass
class Manifest:
    """``head`` is the end of the record's chain. ``pictures`` are named by their SHA-256; ``missing`` are those that
    the installation itself did not have any more."""

    made_at: str
    database: str
    migrations: list[list[str]]
    key: str
    head: str = ""
    events: int = 0
    tables: dict[str, Table] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def write(self, folder: Path) -> None:
        """Last of all: a folder without a manifest is no backup."""
        said = {"format": FORMAT, **asdict(self)}
        text = json.dumps({**said, "digest": digest(said)}, indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Raises NotABackup."""
    try:
        said = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except OSError:
        raise NotABackup(f"{folder} has no {NAME} that can be read, so it is no backup of this portal.") from None
    except ValueError:
        raise NotABackup(f"{folder / NAME} is damaged.") from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise NotABackup(f"{folder} is not a backup that this portal made.")
    if said.pop("digest", "") != digest(said):
        raise NotABackup(f"{folder / NAME} is damaged: it was changed after the backup was made.")
    said.pop("format")
    try:
        return Manifest(**{**said, "tables": {name: Table(**table) for name, table in said["tables"].items()}})
    except (TypeError, KeyError, AttributeError):
        raise NotABackup(f"{folder / NAME} is of another release of this portal.") from None


def migrations() -> list[list[str]]:
    """The state of this database: the migrations that it has, in order of their names."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def keys() -> list[str]:
    """What tells later which SECRET_KEY was in use, and nothing about the key; the present one first."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        salted_hmac("portal.operations.key", "", secret=key, algorithm="sha256").hexdigest()[:32] for key in secrets
    ]


def sha256_of(file: Path) -> str:
    """Raises OSError."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
