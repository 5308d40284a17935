"""Wagtail's own start project in production: its words in SQLite, its pages from the cache where PEER_CACHED is set."""

import os
from pathlib import Path

from peer.settings.base import *  # noqa: F403  as Wagtail's start project does
from peer.settings.base import MIDDLEWARE, TEMPLATES

FOLDER = Path(os.environ["PEER"])
DEBUG = False
SECRET_KEY = "a benchmark on this machine, which keeps no secret"
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "db.sqlite3"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES[0]["DIRS"].insert(0, FOLDER / "words")
if os.environ.get("PEER_CACHED"):
    MIDDLEWARE = [
        "django.middleware.cache.UpdateCacheMiddleware",
        *MIDDLEWARE,
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
