"""What stops the server before its first visitor (plan row F17)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

START = "import pathlib; from django.conf import settings; {}; import portal.wsgi"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            "settings.STATIC_ROOT = pathlib.Path('/nowhere')",
            "Static files are not collected, or not for this user to read",
        ),
        ("settings.READY_DIR = '/proc/nowhere'", "READY_DIR: /proc/nowhere cannot be written"),
        ("settings.TRIAL = True", "SECRET_KEY and ALLOWED_HOSTS must be set"),
    ],
)
def test_server_that_would_fail_its_visitors_does_not_start(wrong, sentence, tmp_path):
    (tmp_path / "staticfiles.json").write_text("{}")
    env = {
        **os.environ,
        "SECRET_KEY": "a-test-on-this-machine-keeps-no-secret-0123456789-abc",
        "ALLOWED_HOSTS": "leaflets.example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
    }
    code = START.format(f"settings.STATIC_ROOT = pathlib.Path({str(tmp_path)!r}); {wrong}")
    env["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and f"ImproperlyConfigured: {sentence}" in done.stderr
