"""Backup and restore as an administrator runs them: what is in it, what is proved, what is refused."""

import json
import stat
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from conditions.freshness.board import board
from conditions.models import BEGINNING, Clinic, Condition, Event, Opened, Picture, Publication, RecordHead
from conditions.models.append_only import drop_triggers, missing_triggers
from conditions.pictures import _path, read_bytes, store
from conditions.publishing import workflow
from conditions.publishing.verify import verify
from portal.operations import backup as making
from portal.operations.backup import CannotBackUp, back_up, backups_in, keep_newest
from portal.operations.manifest import NotABackup
from portal.operations.restore import CannotRestore, restore
from portal.staff.models import SignIn, Tries, What
from tests.test_pictures import encoded

pytestmark = pytest.mark.django_db


def quiet(_sentence: str) -> None:
    pass


def backed_up(folder: Path) -> dict:
    """What the manifest says, without the time of its making."""
    made = back_up(folder, quiet)
    return {"head": made.head, "events": made.events, "tables": made.tables, "pictures": made.pictures}


def restored(folder: Path) -> list[str]:
    """What the restore said. The tests are inside a transaction, whose open ends PostgreSQL wants tied up first."""
    connection.check_constraints()
    said: list[str] = []
    restore(folder, said.append, replace=True)
    return said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backup"


@pytest.fixture
def picture(draft: Condition) -> str:
    """Stored, and named by a row of a draft."""
    stored = store(encoded())
    Picture.objects.create(
        condition=draft, file=stored.name, width=stored.width, height=stored.height, alt="A bead", position=0
    )
    return stored.name


def test_restored_database_is_the_same_row_for_row(published_condition, author, reviewer, folder, tmp_path):
    author.set_password("a long password to keep")
    author.save()
    SignIn.objects.create(account="ann", what=What.PASSKEY)
    before, record = backed_up(folder), verify()
    User.objects.filter(pk=author.pk).update(username="renamed", password="")
    Clinic.objects.create(pk=1, clinic_name="Another clinic")
    workflow.withdraw(Condition.objects.get(), by=reviewer, reason="Written after the backup.")
    restored(folder)
    assert backed_up(tmp_path / "again") == before and verify() == record
    assert User.objects.get(pk=author.pk).check_password("a long password to keep")
    assert Publication.objects.live("condition", timezone.now()).get().pk == published_condition.pk
    assert not Clinic.objects.exists() and SignIn.objects.get().account == "ann"


def test_restored_database_takes_new_rows_and_keeps_old_ones(published_condition, author, reviewer, folder):
    back_up(folder, quiet)
    restored(folder)
    assert missing_triggers(connection) == []
    workflow.withdraw(Condition.objects.get(), by=reviewer, reason="It was wrong.")
    assert User.objects.create_user("new").pk > author.pk and verify().events == Event.objects.count()


def test_record_that_was_never_begun_is_restored(folder):
    """As “flush” leaves it."""
    drop_triggers(connection)
    RecordHead.objects.all().delete()
    back_up(folder, quiet)
    assert f"events 0. It ends as the backup says: {BEGINNING}" in " ".join(restored(folder))


def test_restore_says_what_it_proved(published_condition, picture, folder):
    made = back_up(folder, quiet)
    assert restored(folder) == [
        f"The backup is whole: {len(made.tables) + 1} files have the SHA-256 that its manifest names.",
        "Pictures: 1 read again in MEDIA_ROOT, each with its SHA-256.",
        f"Rows: {made.rows} in {len(made.tables)} tables, read again, the same byte for byte as in the backup.",
        "The record, computed again: versions 1, decisions 1, publications and withdrawals 1, "
        f"events {made.events}. It ends as the backup says: {made.head}",
        "The triggers that keep history fixed are there.",
    ]


def test_backup_is_readable_by_its_owner_alone(picture, folder):
    back_up(folder, quiet)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o600} and stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_backup_changes_nothing_about_the_folder_that_it_stands_in(folder, tmp_path):
    tmp_path.chmod(0o755)
    back_up(folder, quiet)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert [path.name for path in tmp_path.iterdir()] == ["backup"]


def test_backup_leaves_out_what_is_true_for_minutes_only(author, draft, folder):
    Tries.objects.create(key="x" * 64, count=3, until=timezone.now() + timedelta(minutes=5))
    tables = back_up(folder, quiet).tables
    assert {"sessions.Session", "staff.Tries", Opened._meta.label}.isdisjoint(tables)
    assert tables["auth.User"].rows == 1


def test_restore_brings_back_a_picture_that_was_lost_or_half_written(picture, folder):
    content = read_bytes(picture)
    back_up(folder, quiet)
    file = Path(settings.MEDIA_ROOT) / _path(picture)
    file.unlink()
    restored(folder)
    assert read_bytes(picture) == content
    file.chmod(0o600)
    file.write_bytes(content[:20])
    restored(folder)
    assert read_bytes(picture) == content


def test_backup_that_misses_a_picture_is_made_and_says_so(picture, folder):
    (Path(settings.MEDIA_ROOT) / _path(picture)).unlink()
    with pytest.raises(CommandError, match=f"lost or damaged these pictures: {picture}"):
        call_command("backup", folder, stdout=StringIO())
    assert f"The installation that was backed up had lost pictures already: {picture}." in restored(folder)


def test_restore_forgets_pages_that_were_kept_of_the_database_before(published_condition, folder):
    back_up(folder, quiet)
    pages = Path(settings.READY_DIR) / "pages"
    pages.mkdir(exist_ok=True)
    (pages / "%2Fold.page").write_bytes(b"of the database before")
    number = board().number
    restored(folder)
    assert board().number != number and not list(pages.glob("*.page"))


def test_restore_with_another_key_says_what_that_means(folder):
    back_up(folder, quiet)
    former = settings.SECRET_KEY
    with override_settings(SECRET_KEY="another " * 9):
        assert restored(folder)[-1].startswith("SECRET_KEY is another one than when the backup was made")
        with override_settings(SECRET_KEY_FALLBACKS=[former]):
            assert not restored(folder)[-1].startswith("SECRET_KEY")


# Refusals


def test_database_in_which_somebody_wrote_is_refused(author, folder):
    back_up(folder, quiet)
    with pytest.raises(CannotRestore, match="The database is not empty: it has users"):
        restore(folder, quiet)


def rows_of(folder: Path, model: str) -> Path:
    return folder / "rows" / f"{model}.jsonl"


def flip_a_letter(folder):
    file = rows_of(folder, "conditions.revision")
    file.write_bytes(file.read_bytes().replace(b"milia", b"Milia", 1))


def cut_a_file(folder):
    file = rows_of(folder, "conditions.event")
    file.write_bytes(file.read_bytes()[:-9])


def lose_a_file(folder):
    rows_of(folder, "auth.user").unlink()


def add_a_file(folder):
    (folder / "pictures" / "more.webp").write_bytes(b"more")


def change_the_manifest(folder):
    file = folder / "manifest.json"
    file.write_text(file.read_text().replace('"events": ', '"events": 1'))


def cut_the_manifest(folder):
    file = folder / "manifest.json"
    file.write_text(file.read_text()[:100])


def lose_the_manifest(folder):
    (folder / "manifest.json").unlink()


def of_something_else(folder):
    (folder / "manifest.json").write_text('{"name": "something else"}')


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (flip_a_letter, "damaged: .*conditions.revision.jsonl is not what was written"),
        (cut_a_file, "damaged: .*conditions.event.jsonl is not what was written"),
        (lose_a_file, "not whole: .*auth.user.jsonl cannot be read"),
        (add_a_file, "has files that its manifest does not name"),
        (change_the_manifest, "it was changed after the backup was made"),
        (cut_the_manifest, "manifest.json is damaged"),
        (lose_the_manifest, "so it is no backup of this portal"),
        (of_something_else, "is not a backup that this portal made"),
    ],
)
def test_backup_that_is_not_what_was_written_is_refused(published_condition, folder, harm, sentence):
    back_up(folder, quiet)
    harm(folder)
    with pytest.raises(NotABackup, match=sentence):
        restored(folder)


def with_a_true_manifest(folder: Path, change) -> None:
    """As somebody could make it who knows how."""
    from conditions.content.canonical import digest

    file = folder / "manifest.json"
    said = json.loads(file.read_text())
    said.pop("digest")
    change(said)
    file.write_text(json.dumps({**said, "digest": digest(said)}))


def test_backup_of_another_release_is_refused(folder):
    back_up(folder, quiet)
    with_a_true_manifest(folder, lambda said: said["migrations"].append(["conditions", "0099_later"]))
    with pytest.raises(CannotRestore, match=r"they differ in conditions.0099_later. Restore with the release that"):
        restored(folder)


@pytest.mark.parametrize(
    ("model", "label", "was", "new", "sentence"),
    [
        ("conditions.event", "conditions.Event", b"ann", b"bob", "The record in the backup is not what was written"),
        ("auth.user", "auth.User", b'"ann"', b'"ann","more"', "auth.User, line 1: this is not a row of that table"),
        ("auth.user", "auth.User", b'"ann"', b"null", "auth.User, lines 1 to 2: this database does not take a row"),
        ("auth.user", "auth.User", b'"ann"', b' "ann"', "auth.User reads otherwise than in the backup"),
    ],
)
def test_forged_rows_are_refused_and_nothing_is_changed(
    published_condition, folder, tmp_path, model, label, was, new, sentence
):
    before = backed_up(folder)
    file = rows_of(folder, model)
    file.write_bytes(file.read_bytes().replace(was, new, 1))

    def forge(said):
        said["tables"][label]["sha256"] = making.hashlib.sha256(file.read_bytes()).hexdigest()

    with_a_true_manifest(folder, forge)
    with pytest.raises((CannotRestore, NotABackup), match=sentence):
        restored(folder)
    assert backed_up(tmp_path / "after") == before


def test_broken_record_is_restored_only_when_asked_for(published_condition, folder, tmp_path):
    connection.check_constraints()
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE conditions_event SET actor = 'nobody'")
    before = backed_up(folder)
    with pytest.raises(CannotRestore, match=r"not what was written, so nothing was changed\. This event was changed"):
        restored(folder)
    said: list[str] = []
    restore(folder, said.append, replace=True, accept_broken=True)
    assert any(sentence.startswith("NOT proved: the record") for sentence in said)
    assert backed_up(tmp_path / "again") == before and missing_triggers(connection) == []


def test_picture_with_the_name_of_another_place_is_refused(folder):
    back_up(folder, quiet)
    with_a_true_manifest(folder, lambda said: said["pictures"].append("../../etc/passwd"))
    with pytest.raises(NotABackup, match="is not the name of a picture"):
        restored(folder)


def test_folder_with_something_in_it_is_refused(folder):
    folder.mkdir()
    (folder / "mine").write_text("mine")
    with pytest.raises(CannotBackUp, match="is there already and not empty"):
        back_up(folder, quiet)
    assert [path.name for path in folder.iterdir()] == ["mine"]


def test_backup_that_fails_leaves_nothing_behind(folder, tmp_path, monkeypatch):
    def full(*_words):
        raise OSError(28, "No space left on device", str(folder))

    monkeypatch.setattr(making, "_write_rows", full)
    with pytest.raises(CommandError, match=r"No space left on device\. No backup was made"):
        call_command("backup", folder, stdout=StringIO())
    assert list(tmp_path.iterdir()) == []


# Night after night


def test_place_for_many_keeps_the_newest(tmp_path, monkeypatch):
    days = iter(f"2026-11-0{day}T03-00-00Z" for day in range(1, 5))
    monkeypatch.setattr("portal.operations.management.commands.backup.dated", lambda place: place / next(days))
    (tmp_path / "2020-01-01T03-00-00Z").mkdir()  # not one of ours: it has no manifest
    with override_settings(BACKUP_DIR=str(tmp_path)):
        for _night in range(4):
            said = StringIO()
            call_command("backup", "--keep", "2", stdout=said)
    assert [path.name for path in backups_in(tmp_path)] == ["2026-11-03T03-00-00Z", "2026-11-04T03-00-00Z"]
    assert "Removed, because there are 2 newer ones" in said.getvalue()
    assert (tmp_path / "2020-01-01T03-00-00Z").is_dir()


def test_damaged_backup_is_never_removed(tmp_path):
    for name in ("2026-11-01T03-00-00Z", "2026-11-02T03-00-00Z"):
        back_up(tmp_path / name, quiet)
    cut_the_manifest(tmp_path / "2026-11-01T03-00-00Z")
    assert keep_newest(tmp_path, 1) == [] and len(list(tmp_path.iterdir())) == 2


def test_command_without_a_place_says_so():
    with override_settings(BACKUP_DIR=""), pytest.raises(CommandError, match="Name a folder, or set BACKUP_DIR"):
        call_command("backup")
