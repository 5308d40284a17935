"""What ``manage.py check --deploy`` says about signing in; and who may import allauth."""

import ast
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.contrib import admin

from portal.staff.checks import staff_sign_in_safely


def found(settings, **changes):
    for name, value in {
        "SECOND_FACTOR": True,
        "HTTPS": True,
        "BEHIND_PROXY": False,
        "TRUSTED_PROXIES": 0,
        **changes,
    }.items():
        setattr(settings, name, value)
    return [message.id for message in staff_sign_in_safely(None)]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"SECOND_FACTOR": False}, ["staff.W001"]),
        ({"HTTPS": False}, ["staff.W002"]),
        ({"BEHIND_PROXY": True}, ["staff.W003"]),
        ({"BEHIND_PROXY": True, "TRUSTED_PROXIES": 1}, []),
    ],
)
def test_what_is_unsafe_is_told(settings, changes, told):
    assert found(settings, **changes) == told


def test_only_the_package_for_staff_imports_allauth():
    importers = set()
    for path in [*(project.BASE_DIR / "portal").rglob("*.py"), *(project.BASE_DIR / "conditions").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in {"allauth", "cryptography"} for name in names):
                importers.add(path.parent.name)
    assert importers == {"staff"}


def test_desk_shows_no_table_of_allauth():
    assert not [model for model in admin.site._registry if model.__module__.startswith("allauth")]


def test_installation_over_https_names_its_cookies_for_this_host_alone_and_asks_for_a_second_step(tmp_path):
    code = (
        "import os; from django.conf import settings as s; from portal.staff.devices import COOKIE; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, COOKIE, s.SESSION_COOKIE_SECURE, s.SECOND_FACTOR, s.TRUSTED_PROXIES)"
    )
    asked = {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": "kZ8-" * 10 + "q7Rw_pLm2XvT9bNc",
        "ALLOWED_HOSTS": "leaflets.example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
    }
    told = subprocess.run([sys.executable, "-c", code], env=asked, cwd=project.BASE_DIR, capture_output=True, text=True)
    assert told.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "__Host-device", "True", "True", "0"], (
        told.stderr
    )
    for wrong in (
        {"TRUSTED_PROXIES": "many"},
        {"TRUSTED_PROXIES": "-1"},
        {"SESSION_IDLE_MINUTES": "0"},
        {"SECOND_FACTOR": "maybe"},
    ):
        told = subprocess.run(
            [sys.executable, "-c", code], env=asked | wrong, cwd=project.BASE_DIR, capture_output=True, text=True
        )
        assert next(iter(wrong)) in told.stderr.splitlines()[-1], wrong
