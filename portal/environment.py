"""Values from the environment, read strictly: a bad one stops the start and names its variable."""

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

Value = TypeVar("Value")

SHORTEST_KEY, FEWEST_DIFFERENT = 50, 10

# Setting any of these, even to nothing, makes an installation; without them it is a local trial on this machine only.
MARKS_OF_AN_INSTALLATION = ("DEBUG", "SECRET_KEY", "SECRET_KEY_FILE", "ALLOWED_HOSTS", "SITE_URL", "HTTPS")

_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
_YES, _NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}


def read(env: environ.Env, kind: str, name: str, default: Any = environ.Env.NOTSET) -> Any:
    """One value through django-environ. Raises ImproperlyConfigured with the variable's name."""
    try:
        return getattr(env, kind)(name, default=default)
    except ImproperlyConfigured:
        raise
    except Exception:  # each reader raises errors of its own, and these may repeat a password: hence "from None"
        raise ImproperlyConfigured(f"{name} cannot be read. Is every special character in it %-encoded?") from None


def flag(env: environ.Env, name: str, *, default: bool) -> bool:
    """True or False. django-environ takes an unknown word for False, so a typing error could switch HTTPS off."""
    word = read(env, "str", name, str(default)).strip().lower()
    if word not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} must be True or False, not “{word}”.")
    return word in _YES


def required(name: str, value: Value, fits: Callable[[Value], bool], sentence: str) -> Value:
    """The value, if it fits. Raises ImproperlyConfigured with the variable's name."""
    if not fits(value):
        raise ImproperlyConfigured(f"{name} {sentence}")
    return value


def database(env: environ.Env, *, default: str) -> dict[str, Any]:
    """The database of DATABASE_URL. Its kind is asked first: for another kind django-environ prints the password."""
    required(
        "DATABASE_URL",
        read(env, "str", "DATABASE_URL", default),
        lambda url: url.startswith(("sqlite:///", "postgres://", "postgresql://")),
        "must start with sqlite:/// or postgres://.",
    )
    return read(env, "db_url", "DATABASE_URL", default)


def are_hosts(hosts: list[str]) -> bool:
    return bool(hosts) and all(_HOST.fullmatch(host) for host in hosts)


def is_address(url: str) -> bool:
    """Whether it is the root of a site: scheme and host, no path."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  raises when it is not a number
    except ValueError:
        return False
    rest = parts.path.rstrip("/") + parts.query + parts.fragment
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not rest and " " not in url


def is_installation() -> bool:
    return any(name in os.environ for name in MARKS_OF_AN_INSTALLATION)


def secret_key(env: environ.Env) -> str:
    """The secret key of an installation, from SECRET_KEY or from the file SECRET_KEY_FILE."""
    file = read(env, "str", "SECRET_KEY_FILE", "")
    if file:
        try:
            key = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            raise ImproperlyConfigured(f"SECRET_KEY_FILE: {file} cannot be read.") from error
    else:
        key = read(env, "str", "SECRET_KEY", "")
    return required(
        "SECRET_KEY",
        key,
        _is_strong,
        f"is missing or weak: it needs {SHORTEST_KEY} or more random characters. Make one with: python3 -c "
        '"import secrets; print(secrets.token_urlsafe(50))"',
    )


def former_keys(env: environ.Env) -> list[str]:
    """The keys before the present one, with commas between them; for as long as something made with them is about."""
    return required(
        "SECRET_KEY_FALLBACKS",
        [key.strip() for key in read(env, "list", "SECRET_KEY_FALLBACKS", [])],
        lambda keys: all(map(_is_strong, keys)),
        "must be the SECRET_KEY that you had before; several with commas between them.",
    )


def trial_key(folder: Path) -> str:
    """A key for the local trial, made once and kept in a file that only its owner can read."""
    file = folder / "secret-key"
    try:
        if not file.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8") as made:
                made.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass  # another process made it meanwhile
    except OSError as error:
        raise ImproperlyConfigured(f"The local trial cannot write to {folder}: {error.strerror}.") from error
    return file.read_text(encoding="utf-8")


def _is_strong(key: str) -> bool:
    """No made key has a space in it: that is a sentence or a comment that was taken for the value."""
    is_sample = key.startswith("django-insecure-") or any(character.isspace() for character in key)
    return len(key) >= SHORTEST_KEY and len(set(key)) >= FEWEST_DIFFERENT and not is_sample
