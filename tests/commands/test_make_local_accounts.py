"""Sign-ins for a local trial: made once, kept readable by the owner alone, refused anywhere else."""

import io
import stat

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial(settings, tmp_path):
    settings.TRIAL, settings.BASE_DIR = True, tmp_path
    return tmp_path / ".local" / "accounts.txt"


def run():
    out = io.StringIO()
    call_command("make_local_accounts", stdout=out)
    return out.getvalue()


def test_three_accounts_are_made_and_printed_again(trial):
    first = run()
    rows = [line.split(maxsplit=2) for line in first.splitlines()]
    assert [(row[0], row[2]) for row in rows] == [
        ("author", "(Author)"),
        ("reviewer", "(Clinical reviewer)"),
        ("administrator", "(Administrator)"),
    ]
    assert all(authenticate(username=row[0], password=row[1]) for row in rows)
    assert User.objects.get(username="author").has_perm("conditions.submit_revision")
    assert not User.objects.get(username="author").is_superuser
    assert User.objects.get(username="administrator").is_superuser
    assert run() == first


def test_the_file_is_readable_by_its_owner_alone(trial):
    run()
    assert stat.S_IMODE(trial.stat().st_mode) == 0o600
    assert stat.S_IMODE(trial.parent.stat().st_mode) == 0o700


def test_a_lost_file_means_new_passwords_and_says_so(trial):
    first = run()
    trial.unlink()
    second = run()
    assert "The password of author was lost, so it has a new one." in second
    assert first.splitlines()[0] not in second
    assert run() == "".join(line for line in second.splitlines(keepends=True) if "lost" not in line)


def test_it_is_refused_outside_a_trial(trial, settings):
    settings.TRIAL = False
    with pytest.raises(CommandError, match="for a local trial only"):
        run()
    assert not User.objects.exists()
