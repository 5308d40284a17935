"""The whole shipped pack, live as sample content: imported once for a module, and gone after it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from conditions.models import Clinic
from conditions.packs.importer import import_pack, read_for_this_clinic
from conditions.publishing.workflow import publish_samples
from conditions.search import held
from conditions.search.query import Answer, answer

PACK = Path(settings.BASE_DIR) / "conditions" / "packs" / "skin_bumps"


@pytest.fixture(scope="module")
def shipped_pack(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        publish_samples(import_pack(read_for_this_clinic(PACK)).drafts, change_note="Sample.")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ask(db) -> Callable[..., Answer]:
    return lambda typed, **more: answer(typed, Clinic.current(), **more)


@pytest.fixture
def new_process(monkeypatch) -> None:
    """Nothing is held yet, as when a process starts."""
    monkeypatch.setattr(held, "_HELD", {})


def addresses(found: Answer) -> list[str]:
    """milia, acne: the address names of the results."""
    return [hit.listed.url.split("/")[2] for hit in found.found]
