"""The index learns of every change, in every process, and reads only what changed."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.models import Condition, RevisionWords, ShownFirst, Synonym
from conditions.publishing import workflow
from conditions.publishing.finding import ensure_findings
from conditions.search import held as module
from conditions.search.held import Held, held
from conditions.search.question import things
from conditions.search.ranking import ranked
from tests import builders

from .conftest import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_process")]


@pytest.fixture
def added(monkeypatch) -> list[int]:
    """The revisions that any index reads, in order."""
    read = []
    original = module._with_words

    def counted(new):
        read.extend(live.revision for live in new)
        return original(new)

    monkeypatch.setattr(module, "_with_words", counted)
    return read


def test_publication_is_found_at_once_and_only_it_is_read(
    published_condition, make_condition, author, reviewer, ask, added
):
    assert addresses(ask("milia")) == ["milia"]
    other = builders.published(make_condition(slug="acne", title="Acne"), author=author, reviewer=reviewer)
    assert addresses(ask("acne")) == ["acne"]
    assert added == [published_condition.revision_id, other.revision_id]


def test_nothing_is_read_while_nothing_changes(published_condition, ask, added):
    for _ in range(3):
        ask("milia")
    assert len(added) == 1


def test_new_words_replace_the_old_ones(published_condition, author, reviewer, ask):
    ask("milia")
    draft = published_condition.revision.document
    draft.title = "Grumble beads"
    draft.save()
    builders.published(draft, author=author, reviewer=reviewer, change_note="Named anew.")
    assert [hit.listed.title for hit in ask("grumble").found] == ["Grumble beads"]


def test_withdrawn_leaflet_is_gone_at_once(published_condition, reviewer, ask):
    assert addresses(ask("milia")) == ["milia"]
    workflow.withdraw(published_condition.revision.document, by=reviewer, reason="Wrong.")
    assert addresses(ask("milia")) == []


def test_withdrawn_leaflet_is_not_shown_even_by_an_index_that_has_not_heard(
    published_condition, reviewer, ask, monkeypatch
):
    ask("milia")
    workflow.withdraw(published_condition.revision.document, by=reviewer, reason="Wrong.")
    monkeypatch.setattr(Held, "refreshed", lambda self: self)
    assert addresses(ask("milia")) == [] and ask("baby blisters fever").urgent is None


def test_renamed_leaflet_is_shown_at_its_new_address(published_condition, reviewer, ask):
    ask("milia")
    workflow.rename(published_condition.revision.document, to="milk-spots", by=reviewer)
    assert addresses(ask("milia")) == ["milk-spots"]


def test_planned_publication_is_found_when_its_time_comes(draft, author, reviewer, ask, monkeypatch):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    tomorrow = timezone.now() + timedelta(days=1)
    workflow.publish(revision, by=reviewer, change_note="Later.", at=tomorrow)
    assert addresses(ask("milia")) == []
    monkeypatch.setattr(timezone, "now", lambda: tomorrow + timedelta(seconds=1))
    assert addresses(ask("milia")) == ["milia"]


def test_change_of_a_synonym_or_a_leaflet_shown_first_is_noticed(published_condition, ask):
    assert addresses(ask("grumble")) == []
    row = Synonym.objects.create(said="grumble", means="milia")
    assert addresses(ask("grumble")) == ["milia"]
    row.said = "mumble"
    row.save()
    assert (addresses(ask("grumble")), addresses(ask("mumble"))) == ([], ["milia"])
    row.delete()
    assert addresses(ask("mumble")) == []
    ShownFirst.objects.create(said="zebra", condition=published_condition.revision.condition)
    assert addresses(ask("zebra")) == ["milia"]


def test_each_process_finds_out_by_itself(published_condition, reviewer):
    here, there = Held("en"), Held("en")
    assert len(here.refreshed().index) == len(there.refreshed().index) == 1
    workflow.withdraw(published_condition.revision.document, by=reviewer, reason="Wrong.")
    assert len(here.refreshed().index) == 0 and len(there.index) == 1
    assert len(there.refreshed().index) == 0


def test_who_searches_while_another_thread_reads_has_the_index_as_it_was(published_condition, reviewer):
    holder = held("en")
    workflow.withdraw(published_condition.revision.document, by=reviewer, reason="Wrong.")
    assert holder._turn.acquire(blocking=False)
    try:
        assert len(holder.refreshed().index) == 1
    finally:
        holder._turn.release()
    assert len(holder.refreshed().index) == 0


def test_who_waited_long_for_the_first_index_has_what_was_read_so_far(published_condition, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_WAIT", 0.01)
    holder = Held("en")
    with holder._turn:
        assert len(holder.refreshed().index) == 0
    assert len(holder.refreshed().index) == 1


def test_index_is_made_anew_when_much_of_it_is_gone(make_condition, author, reviewer, ask):
    for number in range(4):
        builders.published(make_condition(slug=f"m-{number}"), author=author, reviewer=reviewer)
    ask("milia")
    old = held("en").index
    for number in range(2):
        workflow.withdraw(Condition.objects.get(slug=f"m-{number}"), by=reviewer, reason="Wrong.")
    assert set(addresses(ask("milia"))) == {"m-2", "m-3"}
    assert held("en").index is not old and len(held("en").index.documents) == 2


def test_words_are_written_with_the_version_and_made_again_by_another_release(published_condition):
    words = RevisionWords.objects.get(revision=published_condition.revision)
    RevisionWords.objects.update(made_as=0, found_by={})
    ensure_findings()
    assert RevisionWords.objects.get(revision=published_condition.revision).found_by == words.found_by


def test_many_threads_may_read_while_one_adds(published_condition):
    index, live = held("en").index, held("en").index.documents[0]
    words = RevisionWords.objects.get(revision=published_condition.revision).found_by
    wrong = []

    def read():
        try:
            for _ in range(300):
                ranked(things("milia white bumps eyelids baby blisters", index, {}), index)
        except Exception as error:
            wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(200):
        index.add(live._replace(digest=f"d{number}"), {**words, "text": f"word{number} other{number}"})
    for reader in readers:
        reader.join()
    assert wrong == []
