"""The doctor: every illness that it knows, by the sentence that it says, and what a healthy installation reads."""

import os
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from django.utils import timezone

from conditions.freshness.look import look
from conditions.models import Clinic, Event
from conditions.models.append_only import drop_guards
from conditions.publishing import workflow
from portal.operations.backup import back_up
from portal.operations.doctor import database, examine, files, people
from portal.staff import policy
from tests import builders

pytestmark = pytest.mark.django_db


def said() -> list[str]:
    return [finding.sentence for _part, found in examine() for finding in found]


def mends() -> list[str]:
    """The sentences that are to mend."""
    return [finding.sentence for _part, found in examine() for finding in found if finding.is_grave]


@pytest.fixture(autouse=True)
def installation(tmp_path_factory, monkeypatch):
    """One in which nothing is to mend, but for what the test does to it."""
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # the browser of other tests sets it
    static, backups = tmp_path_factory.mktemp("static"), tmp_path_factory.mktemp("backups")
    (static / "staticfiles.json").write_text("{}")
    healthy = {
        "TRIAL": False,
        "SECRET_KEY": "kZ3-Qm8vT1xR7yLw0bN5cF9hJ2pD6sGaEuIoXrYtWqVnMzBkAbc",
        "ALLOWED_HOSTS": ["leaflets.example.org"],
        "SITE_URL": "https://leaflets.example.org",
        "HTTPS": True,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "BEHIND_PROXY": True,
        "TRUSTED_PROXIES": 1,
        "SECOND_FACTOR": True,
        "EMAIL_IS_SET": True,
        "STATIC_ROOT": static,
        "BACKUP_DIR": str(backups),
    }
    with override_settings(**healthy):
        back_up(backups / f"{timezone.now():%Y-%m-%dT%H-%M-%SZ}", lambda _sentence: None)
        yield


@pytest.fixture(autouse=True)
def staffed(author, reviewer, second_reviewer, administrator, monkeypatch):
    monkeypatch.setattr(people, "must_set_one_up", lambda person: False)
    Clinic.objects.create(pk=1, clinic_name="A clinic", clinic_phone="01632 960 000", emergency_number="999")
    look()


def test_healthy_installation_has_nothing_to_mend_and_nothing_to_know():
    assert said() == []
    out = StringIO()
    call_command("doctor", stdout=out)
    assert "The database (" in out.getvalue() and "\nAll is well.\n" in out.getvalue()


def test_command_says_how_to_mend_and_fails():
    out = StringIO()
    Clinic.objects.update(clinic_phone="")
    with override_settings(EMAIL_IS_SET=False), pytest.raises(CommandError, match="1 to mend, 1 to know"):
        call_command("doctor", stdout=out)
    assert "To mend: The clinic's telephone: not set" in out.getvalue()
    assert "Fill in /admin/conditions/clinic/." in out.getvalue()


def test_trial_is_told_that_it_is_one():
    with override_settings(TRIAL=True):
        assert said()[0] == "This is a local trial: it answers on this machine only, over plain HTTP."
        assert mends() == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"DEBUG": True}, "You should not have DEBUG set to True in deployment."),
        ({"SECOND_FACTOR": False}, "A password alone opens the desk to people who publish."),
        ({"TRUSTED_PROXIES": 0}, "Behind the proxy all staff seem to come from one address"),
        ({"BEHIND_PROXY": False}, "TRUSTED_PROXIES believes a header that anybody can write"),
        ({"SITE_URL": "https://other.example.org"}, "Links and QR codes lead to https://other.example.org"),
        ({"SITE_URL": "http://leaflets.example.org"}, "SITE_URL begins with http://, and HTTPS is True."),
        ({"MEDIA_ROOT": "/proc/media"}, "MEDIA_ROOT: /proc/media cannot be written by this user."),
        ({"SEARCH_DIR": "/proc/search"}, "SEARCH_DIR: /proc/search cannot be written by this user."),
        (
            {"STATIC_ROOT": Path("/nowhere")},
            "Static files are not collected, or not for this user to read: no server starts.",
        ),
        ({"BACKUP_DIR": "/tmp/there-is-no-such-folder"}, "There is no backup in /tmp/there-is-no-such-folder."),
        (
            {
                "CACHES": {
                    "default": {
                        "BACKEND": "portal.redis_cache.PatientCache",
                        "LOCATION": "redis://127.0.0.1:1/0",
                    }
                }
            },
            "Redis does not answer at REDIS_URL.",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else ",".join(value),
)
def test_setting_that_is_wrong_is_to_mend(wrong, sentence):
    with override_settings(**wrong):
        assert any(found.startswith(sentence) for found in mends())


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"EMAIL_IS_SET": False}, "No mail server is set"),
        ({"BEHIND_PROXY": False, "TRUSTED_PROXIES": 0}, "HTTPS is on and no proxy is believed"),
        ({"BACKUP_DIR": ""}, "Nobody can say how old the newest backup is"),
        (
            {"SECRET_KEY_FALLBACKS": ["tQ8mZ3-vT1xR7yLw0bN5cF9hJ2pD6sGaEuIoXrYtWqVnMzBkAbc"]},
            "Former keys are still accepted.",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else ",".join(value),
)
def test_setting_that_may_be_right_is_only_to_know(wrong, sentence):
    with override_settings(**wrong):
        assert mends() == [] and any(found.startswith(sentence) for found in said())


def test_file_that_everybody_can_read(tmp_path):
    for folder in (tmp_path, *tmp_path.parents):
        if folder != Path("/tmp") and folder.is_relative_to("/tmp"):
            folder.chmod(0o711)
    key = tmp_path / "key"
    key.write_text("secret")
    key.chmod(0o644)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET_KEY_FILE", str(key))
        assert f"Everybody with an account on this computer can read {key}." in mends()
        tmp_path.chmod(0o700)
        assert mends() == []


def test_full_disk(monkeypatch):
    monkeypatch.setattr(files, "LEAST_FREE", 10**9)
    assert any(found.startswith("MEDIA_ROOT: on the disk of ") for found in mends())


def test_static_files_that_were_changed_since(settings):
    old = time.time() - 10 * 365 * 24 * 3600
    os.utime(settings.STATIC_ROOT / "staticfiles.json", (old, old))
    assert mends() == ["Static files were changed since they were collected."]


def test_old_backup(monkeypatch):
    monkeypatch.setattr(files, "BACKUP_AGE", timedelta(seconds=-1))
    assert mends() == ["The newest backup is 0 hours old."]


def test_damaged_backup(settings):
    (newest,) = Path(settings.BACKUP_DIR).iterdir()
    (newest / "manifest.json").write_text("{}")
    assert mends()[0].startswith("The newest backup is of no use.")


def test_server_that_does_not_look(monkeypatch):
    monkeypatch.setattr(files, "LATE", -1.0)
    assert said() == ["No server keeps its pages in this READY_DIR now."] and mends() == []


def test_database_that_is_away(monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(connection, "ensure_connection", away)
    assert mends() == [database.AWAY.sentence]


def test_database_of_an_older_release():
    MigrationRecorder(connection).record_unapplied("staff", "0001_sign_ins")
    assert mends() == ["The database is older than this release; it lacks staff.0001_sign_ins."]


def test_database_of_a_newer_release():
    MigrationRecorder(connection).record_applied("conditions", "0999_later")
    assert mends() == ["The database is newer than this release: it has conditions.0999_later."]


def test_database_that_would_let_history_be_changed():
    connection.check_constraints()
    drop_guards(connection)
    assert len(mends()) == 1 and mends()[0].startswith("The database would let history be changed: it lacks conditions")


def test_database_that_may_lose_what_it_acknowledged(monkeypatch):
    wanted = database.SQLITE if connection.vendor == "sqlite" else database.POSTGRESQL
    name = "synchronous" if connection.vendor == "sqlite" else "synchronous_commit"
    monkeypatch.setitem(wanted, name, ("better",))
    assert len(mends()) == 1 and mends()[0].startswith(f"The database has {name} = ")


def test_clock_that_went_back(published_condition, monkeypatch):
    newest = Event.objects.order_by("-pk").first().at
    monkeypatch.setattr(database.timezone, "now", lambda: newest - timedelta(hours=1))
    with override_settings(BACKUP_DIR=""):
        assert any(found.startswith("The clock of this computer says ") for found in mends())


def test_people_without_a_second_step(monkeypatch):
    monkeypatch.setattr(people, "must_set_one_up", policy.must_set_one_up)
    assert mends() == ["Without a second step, though they may decide what patients read: rita, rob, sue."]


def test_nobody_who_administers_or_approves(author):
    type(author).objects.exclude(pk=author.pk).update(is_active=False)
    author.groups.clear()
    assert mends() == [
        "There is no administrator.",
        "Nothing can be published: that takes one person who writes and another who approves.",
    ]


def test_live_words_that_nobody_signed():
    draft = builders.make_condition()
    draft.pack_digest = workflow.digest(workflow.snapshot(draft))
    draft.save()
    workflow.publish_samples([draft], change_note="First version.")
    assert said() == ["Documents live as sample content, which nobody of this clinic has signed: 1."]
    assert mends() == []
