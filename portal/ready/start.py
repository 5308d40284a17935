"""Puts the parts together for one process of a server."""

from pathlib import Path
from threading import Event

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from conditions.freshness.board import board

from .ask import Application
from .fill import Filler
from .front import Front
from .shelf import Files, Memory
from .software import software
from .watch import Watch

MIB = 1024 * 1024


def ready(django: Application) -> Application:
    """The application that answers for Django's. Raises ImproperlyConfigured where READY_DIR cannot be written."""
    folder = Path(settings.READY_DIR)
    try:
        there, files = board(), Files(folder / "pages", software())
    except OSError as error:
        raise ImproperlyConfigured(f"READY_DIR: {folder} cannot be written: {error.strerror}.") from error
    stop = Event()
    Watch(there, Filler(django, there, files, stop).fill_if_needed, stop).start()
    return Front(django, there, Memory(settings.READY_MEMORY * MIB), files)
