"""Reading a backup into a database, all or nothing: it is committed only when everything in it has been proved.

The proof: each table is read again out of the database, and gives the very bytes of the backup; the record's chain and
all digests are computed again; so is the digest of each picture.
"""

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from conditions import pictures
from conditions.freshness.board import board
from conditions.freshness.look import look
from conditions.models import PlainWord, RecordHead
from conditions.models.append_only import drop_triggers, install_triggers
from conditions.publishing.verify import Broken, verify

from .backup import MANY, PICTURES, ROWS, file_of
from .manifest import Manifest, NotABackup, keys, migrations, read, sha256_of
from .tables import AT_ONCE, NotReadable, columns, lines, tables, values

# What “migrate” itself writes into a new database; each of them comes from the backup instead.
OF_A_NEW_DATABASE = {Permission, Group, Group.permissions.through, ContentType, RecordHead, PlainWord}

Tell = Callable[[str], None]


class CannotRestore(Exception):
    """The backup is not taken; the sentence says why. The database is as it was."""


def restore(folder: Path, tell: Tell, *, replace: bool = False, accept_broken: bool = False) -> Manifest:
    """Put a backup in the place of what this database holds. ``replace``: also when somebody has written in it.
    ``accept_broken``: also when its record is not what was once written, if the rows are those of the backup.

    Raises NotABackup, CannotRestore, DatabaseError.
    """
    backup = read(folder)
    _check_files(backup, folder, tell)
    _prepare(backup, replace, tell)
    _restore_pictures(backup, folder, tell)
    try:
        with transaction.atomic():
            _read_in(folder, tell)
            _prove_rows(backup, tell)
            _prove_record(backup, tell, accept_broken)
    except NotReadable as error:
        raise NotABackup(str(error)) from error
    ContentType.objects.clear_cache()
    _forget_kept_pages()
    _tell_about_keys(backup, tell)
    return backup


def _check_files(backup: Manifest, folder: Path, tell: Tell) -> None:
    if set(backup.tables) != {model._meta.label for model in tables()}:
        raise NotABackup(f"{folder} was made by another release of this portal: it has other tables.")
    for model in tables():
        table = backup.tables[model._meta.label]
        if table.columns != [field.column for field in columns(model)]:
            raise NotABackup(f"{folder} was made by another release of this portal: {model._meta.label} differs.")
        _check_file(file_of(model, folder), table.sha256)
    for name in backup.pictures:
        if not pictures.NAME.match(name):
            raise NotABackup(f"“{name}” is not the name of a picture of this portal.")
        _check_file(folder / PICTURES / name, name[:64])
    listed = len(backup.tables) + len(backup.pictures)
    if sum(file.is_file() for place in (ROWS, PICTURES) for file in (folder / place).iterdir()) != listed:
        raise NotABackup(f"{folder} has files that its manifest does not name.")
    tell(f"The backup is whole: {listed} files have the SHA-256 that its manifest names.")


def _check_file(file: Path, sha256: str) -> None:
    try:
        found = sha256_of(file)
    except OSError as error:
        raise NotABackup(f"The backup is not whole: {file} cannot be read.") from error
    if found != sha256:
        raise NotABackup(f"The backup is damaged: {file} is not what was written.")


def _prepare(backup: Manifest, replace: bool, tell: Tell) -> None:
    """A database with the tables of the backup, and with nothing in them that anybody wrote."""
    if not connection.introspection.table_names():
        tell("Making the tables.")
        call_command("migrate", verbosity=0)
    here, there = migrations(), backup.migrations
    if here != there:
        differ = ", ".join(".".join(one) for one in (*here, *there) if (one in here) != (one in there))
        raise CannotRestore(
            f"The database and the backup are of different releases; they differ in {differ}. "
            "Restore with the release that made the backup, then update."
        )
    if not replace and (used := next(filter(_is_used, [User, *tables()]), None)):
        raise CannotRestore(
            f"The database is not empty: it has {used._meta.verbose_name_plural}. To lose everything in it for the "
            "backup say --replace-everything."
        )


def _is_used(model: type[Model]) -> bool:
    return model not in OF_A_NEW_DATABASE and model._base_manager.exists()


def _restore_pictures(backup: Manifest, folder: Path, tell: Tell) -> None:
    """Before the rows that name them. Each is read again from where the portal will look for it."""
    for name in backup.pictures:
        try:
            pictures.store_as_is(name, (folder / PICTURES / name).read_bytes())
        except pictures.NotAPicture as error:
            raise NotABackup(f"{name}: {error}") from error
        if hashlib.sha256(pictures.read_bytes(name)).hexdigest() != name[:64]:
            raise CannotRestore(f"MEDIA_ROOT keeps something else than was written as {name}.")
    tell(f"Pictures: {len(backup.pictures)} read again in MEDIA_ROOT, each with its SHA-256.")
    if backup.missing:
        tell(f"The installation that was backed up had lost pictures already: {', '.join(backup.missing)}.")


def _read_in(folder: Path, tell: Tell) -> None:
    """Empties every table first. The triggers cannot watch that: they come back before the proof."""
    drop_triggers(connection)
    with connection.cursor() as cursor:
        for model in tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608  ours
    for model in tables():
        with file_of(model, folder).open("rb") as file:
            count = _insert(model, file)
        if count >= MANY:
            tell(f"  {model._meta.label}: {count} rows")
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
    install_triggers(connection)


def _insert(model: type[Model], written: Iterator[bytes]) -> int:
    quoted = connection.ops.quote_name
    names = [quoted(field.column) for field in columns(model)]
    places = ", ".join(["%s"] * len(names))
    insert = f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(names)}) VALUES ({places})"  # noqa: S608  ours
    rows, count = values(model, written), 0
    with connection.cursor() as cursor:
        while some := list(islice(rows, AT_ONCE)):
            try:
                cursor.executemany(insert, some)
            except (DatabaseError, ValueError) as error:
                raise CannotRestore(
                    f"{model._meta.label}, lines {count + 1} to {count + len(some)}: this database does not take a "
                    f"row. {error}"
                ) from error
            count += len(some)
    return count


def _prove_rows(backup: Manifest, tell: Tell) -> None:
    for model in tables():
        sha256, count = hashlib.sha256(), 0
        for line in lines(model):
            sha256.update(line)
            count += 1
        table = backup.tables[model._meta.label]
        if (count, sha256.hexdigest()) != (table.rows, table.sha256):
            raise CannotRestore(f"{model._meta.label} reads otherwise than in the backup, so nothing was changed.")
    tell(f"Rows: {backup.rows} in {len(backup.tables)} tables, read again, the same byte for byte as in the backup.")


def _prove_record(backup: Manifest, tell: Tell, accept_broken: bool) -> None:
    try:
        found = verify()
    except Broken as broken:
        if not accept_broken:
            raise CannotRestore(
                f"The record in the backup is not what was written, so nothing was changed. {broken} "
                "Take an older backup; if there is none, --accept-broken-record restores this one as it is."
            ) from broken
        tell(f"NOT proved: the record in the backup is not what was written. {broken}")
        return
    if (found.head, found.events) != (backup.head, backup.events):
        raise CannotRestore("The record ends elsewhere than in the backup, so nothing was changed.")
    tell(
        f"The record, computed again: versions {found.versions}, decisions {found.decisions}, publications and "
        f"withdrawals {found.publications}, events {found.events}. It ends as the backup says: {found.head}"
    )
    tell("The triggers that keep history fixed are there.")


def _forget_kept_pages() -> None:
    """No process of this host may show a page of the database before, not even while the database is away."""
    pages = Path(settings.READY_DIR) / "pages"
    for page in pages.glob("*.page"):
        page.unlink(missing_ok=True)
    there = board()
    there.announce(bytes(16), 0.0)
    look()


def _tell_about_keys(backup: Manifest, tell: Tell) -> None:
    if backup.key not in keys():
        tell(
            "SECRET_KEY is another one than when the backup was made: codes from phones and recovery codes will be "
            "refused. Put the former key into SECRET_KEY_FALLBACKS, or let each person set up a second step again."
        )
