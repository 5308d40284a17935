"""Settings: a local trial without configuration; in any other use a bad value stops the start and names itself."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

STRONG = {"SECRET_KEY": "kZ3-Qm8vT1xR7yLw0bN5cF9hJ2pD6sGaEuIoXrYtWqVnMzBk", "ALLOWED_HOSTS": "leaflets.example.org"}
STRONG["SECRET_KEY"] += "Abc"


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    show = "from django.conf import settings as s; print(s.TRIAL, s.DEBUG, s.HTTPS, s.ALLOWED_HOSTS, s.SESSION_COOKIE_NAME)"
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", show],
        env={**inherited, **variables},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_configuration_it_is_a_local_trial_that_answers_on_this_machine_only():
    started = start()
    assert started.stdout.strip() == "True False False ['127.0.0.1', 'localhost', '[::1]'] sessionid", started.stderr
    key = settings.BASE_DIR / ".local" / "secret-key"
    assert len(key.read_text()) > 80 and key.stat().st_mode & 0o077 == 0


def test_installation_is_https_without_debug_and_with_host_bound_cookies():
    assert start(**STRONG).stdout.strip() == "False False True ['leaflets.example.org'] __Host-sessionid"


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"DEBUG": "False"}, "SECRET_KEY"),
        ({"DEBUG": "False", "SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 80, "ALLOWED_HOSTS": "x"}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + STRONG["SECRET_KEY"], "ALLOWED_HOSTS": "x"}, "SECRET_KEY"),
        ({"SECRET_KEY_FILE": "/nowhere/key"}, "SECRET_KEY_FILE"),
        ({"SECRET_KEY": STRONG["SECRET_KEY"]}, "ALLOWED_HOSTS"),
        ({**STRONG, "SECRET_KEY_FALLBACKS": "short"}, "SECRET_KEY_FALLBACKS"),
        ({**STRONG, "ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({**STRONG, "DEBUG": "maybe"}, "DEBUG"),
        ({**STRONG, "HTTPS": "ture"}, "HTTPS"),
        ({**STRONG, "DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({**STRONG, "DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({**STRONG, "REDIS_URL": "http://x"}, "REDIS_URL"),
        ({**STRONG, "METRICS_PORT": "99999"}, "METRICS_PORT"),
        ({**STRONG, "TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE"),
        ({**STRONG, "LANGUAGE_CODE": "xx"}, "LANGUAGE_CODE"),
    ],
)
def test_bad_value_stops_the_start_and_names_its_variable(variables, named):
    started = start(**variables)
    assert started.returncode != 0
    last = started.stderr.strip().splitlines()[-1]
    assert last.startswith(f"The portal does not start: {named}") and "Traceback" not in started.stderr


def test_every_variable_that_settings_read_is_in_the_example():
    read = set()
    for name in ("settings.py", "environment.py"):
        text = (settings.BASE_DIR / "portal" / name).read_text()
        read |= set(re.findall(r'(?:read|flag)\(env, (?:"\w+", )?"([A-Z_]+)"', text))
    example = (settings.BASE_DIR / ".env.example").read_text()
    assert read == KNOWN - {"PORT", "CHROME"}
    assert [name for name in sorted(KNOWN) if f"{name}=" not in example] == []


KNOWN = {
    "REQUEST_LOG",
    "SECURITY_CONTACT",
    "ALLOWED_HOSTS",
    "BACKUP_DIR",
    "BEHIND_PROXY",
    "CHROME",
    "DATABASE_URL",
    "DEBUG",
    "EMAIL_FROM",
    "EMAIL_URL",
    "HTTPS",
    "LANGUAGE_CODE",
    "MEDIA_ROOT",
    "METRICS_HOST",
    "METRICS_PORT",
    "PAPER_DIR",
    "PORT",
    "READY_DIR",
    "READY_MEMORY",
    "REDIS_URL",
    "SEARCH_DIR",
    "SEARCH_TEXTS_UP_TO",
    "SECOND_FACTOR",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SECRET_KEY_FILE",
    "SESSION_IDLE_MINUTES",
    "SITE_URL",
    "TIME_ZONE",
    "TRUSTED_PROXIES",
}


def test_sqlite_is_set_for_production():
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        pytest.skip("this run is on PostgreSQL")
    from django.db import connection

    options = settings.DATABASES["default"]["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 2)
    started = start_sql()
    assert started == "wal 2 1 2000", started
    assert connection.vendor == "sqlite"


def start_sql() -> str:
    """What a real database file answers: journal, synchronous (2 is FULL), foreign keys, busy timeout in milliseconds."""
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    show = (
        "from django.db import connection as c; k = c.cursor();"
        f"print(*(k.execute('PRAGMA ' + name).fetchone()[0] for name in {names}))"
    )
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    (settings.BASE_DIR / ".local").mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", show],
        env=inherited,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or done.stderr
