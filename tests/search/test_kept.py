"""The index of a large library is kept in a file for the next process, and nothing else is taken for it."""

import tracemalloc
from pathlib import Path

import pytest

from conditions.models import Publication
from conditions.publishing import workflow
from conditions.search import held as module
from conditions.search import kept
from conditions.search.held import Held, held
from tests.large_library import fill

from .conftest import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_process")]

KIB_OF_A_LEAFLET = 25  # in a library of 300, of which the vocabulary is the largest part; it grows far slower later


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, monkeypatch) -> Path:
    settings.SEARCH_DIR = tmp_path / "search"
    monkeypatch.setattr(module, "KEPT_FROM", 2)
    return settings.SEARCH_DIR


@pytest.fixture
def library(published_condition) -> Publication:
    fill(published_condition, 5)
    return published_condition


@pytest.fixture
def read(monkeypatch) -> list[int]:
    """The revisions whose words any index asks the database for."""
    asked = []
    original = module._with_words

    def counted(new):
        asked.extend(live.revision for live in new)
        return original(new)

    monkeypatch.setattr(module, "_with_words", counted)
    return asked


def test_next_process_reads_no_words_and_finds_the_same(library, ask, monkeypatch, read):
    first = [ask(typed) for typed in ("milia", "wite bumps", "baby blisters fever", "fever", "skin")]
    assert len(read) == 5 and first[0].found and first[2].urgent
    monkeypatch.setattr(module, "_HELD", {})
    assert [ask(typed) for typed in ("milia", "wite bumps", "baby blisters fever", "fever", "skin")] == first
    assert len(read) == 5


def test_what_happened_since_is_read(library, reviewer, ask, monkeypatch, read):
    ask("milia")
    workflow.withdraw(library.revision.document, by=reviewer, reason="Wrong.")
    fill(library, 6)
    monkeypatch.setattr(module, "_HELD", {})
    assert "milia" not in addresses(ask("milia"))
    assert len(held("en").index) == 5 and len(read) == 6


@pytest.mark.parametrize(
    "changed",
    [lambda kept: b"", lambda kept: kept[:-1], lambda kept: kept[:-1] + bytes([kept[-1] ^ 1]), lambda kept: b"x" * 99],
)
def test_file_that_is_not_whole_or_not_ours_is_not_read(library, ask, own_folder, changed):
    ask("milia")
    (file,) = own_folder.iterdir()
    file.write_bytes(changed(file.read_bytes()))
    assert kept.read("en") is None
    assert len(Held("en").refreshed().index) == 5


def test_file_of_another_key_or_release_is_not_read(library, ask, settings, monkeypatch):
    ask("milia")
    assert kept.read("en") is not None
    monkeypatch.setattr(kept, "_release", lambda: "another")
    assert kept.read("en") is None
    monkeypatch.undo()
    settings.SECRET_KEY = "another"
    assert kept.read("en") is None


def test_search_works_where_nothing_can_be_kept(library, ask, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.SEARCH_DIR = tmp_path / "file" / "search"
    assert addresses(ask("milia"))
    assert "could not be kept in SEARCH_DIR" in caplog.text


def test_small_library_is_not_kept(library, ask, own_folder, monkeypatch):
    monkeypatch.setattr(module, "KEPT_FROM", 6)
    ask("milia")
    assert not own_folder.exists()


def test_more_leaflets_than_the_setting_are_found_by_names_places_and_looks_only(library, ask, settings, monkeypatch):
    body = next(word for word in _words_of_the_text(held("en")) if not ask(word).did_you_mean)
    assert ask(body).total
    settings.SEARCH_TEXTS_UP_TO = 4
    monkeypatch.setattr(module, "_HELD", {})
    assert not ask(body).total and ask("milia").total and ask("baby blisters fever").urgent


def test_memory_of_a_leaflet_is_bounded(published_condition):
    fill(published_condition, 300)
    held("en")
    module._HELD.clear()
    tracemalloc.start()
    try:
        index = held("en").index
        assert len(index) == 300
        assert tracemalloc.get_traced_memory()[0] < 300 * KIB_OF_A_LEAFLET * 1024
    finally:
        tracemalloc.stop()


def _words_of_the_text(holder: Held) -> list[str]:
    from conditions.search.index import TEXT

    index = holder.index
    return [word for term, word in enumerate(index.vocabulary.shown) if len(index.documents_with(term, TEXT)) == 1]
