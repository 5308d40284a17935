"""The whole shipped pack, live as sample content: imported once for a module, and gone after it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from conditions.models import Clinic, Condition, Guide, RevisionWords, Treatment
from conditions.packs.importer import import_pack, read_for_this_clinic
from conditions.publishing.workflow import publish_samples
from conditions.search import held as held_module
from conditions.search.held import held
from conditions.search.query import ON_A_PAGE, Answer, answer, in_order
from conditions.search.question import things
from conditions.search.urgent import urgent_card
from conditions.vocabulary import Kind

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
def order(db) -> Callable[[str], tuple[list[str], str]]:
    """(address names of all that fits, how urgent the care card is or ""), without reading what a page shows of them."""
    now = held("en")
    models = {Kind.CONDITION: Condition, Kind.TREATMENT: Treatment, Kind.GUIDE: Guide}
    names = {(kind.value, key): name for kind in models for key, name in models[kind].objects.values_list("pk", "slug")}
    signs = dict(RevisionWords.objects.values_list("revision", "found_by"))

    def ordered(typed: str) -> tuple[list[str], str]:
        asked = things(typed, now.index, now.synonyms)
        results = [result.number for result in in_order(asked, now)]
        live = [now.index.documents[number] for number in results]
        card = urgent_card(asked, now.index, results[:ON_A_PAGE])
        flags = signs[now.index.documents[card.document].revision]["flags"] if card else []
        urgency = next((urgency for number, urgency, _words in flags if number == card.number), "")
        return [names[one.kind, one.document] for one in live], urgency

    return ordered


@pytest.fixture
def new_process(monkeypatch) -> None:
    """Nothing is held yet, as when a process starts."""
    monkeypatch.setattr(held_module, "_HELD", {})


def addresses(found: Answer) -> list[str]:
    """milia, acne: the address names of the results."""
    return [hit.listed.url.split("/")[2] for hit in found.found]
