"""Which software makes the pages: a page of other templates or settings is not current, whatever the board says."""

import hashlib

from django.conf import settings

FOLDERS = ("conditions", "portal", "templates", "static")
SETTINGS = ("SITE_URL", "HTTPS", "LANGUAGE_CODE", "TIME_ZONE", "ALLOWED_HOSTS", "STATIC_URL")


def software() -> bytes:
    """A digest of the names, sizes and times of our files and of the settings that pages show."""
    files = sorted(path for name in FOLDERS for path in (settings.BASE_DIR / name).rglob("*.*") if path.is_file())
    told = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files if path.suffix != ".pyc"]
    told += [f"{name}={getattr(settings, name)}" for name in SETTINGS]
    return hashlib.sha256("\n".join(told).encode()).digest()[:16]
