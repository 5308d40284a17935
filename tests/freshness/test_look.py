"""Whatever patients read has changed, so what was kept is stale: after each verb, each form, and at the right second."""

import time
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, transaction
from django.urls import reverse
from django.utils import timezone

from conditions.freshness.board import NEVER, board
from conditions.freshness.look import last_known_clinic, look
from conditions.freshness.stamp import stamp
from conditions.models import Clinic, Source
from conditions.publishing import evidence, workflow
from tests import builders

pytestmark = pytest.mark.django_db

SEEN = ["withdraw", "rename", "review_unchanged", "publish", "publish_break_glass", "mark", "publish_samples"]
# Patients see nothing of these, or, of an approval, what “review_unchanged” shows: the same decision.
UNSEEN = {"blockers_of", "publish_blockers", "submit", "request_changes", "answer_comments", "approve"}
UNSEEN |= {"cancel_publication", "restore_revision"}


@pytest.fixture(autouse=True)
def own_board(settings, tmp_path):
    settings.READY_DIR = tmp_path


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs something as a transaction of its own, and tells whether what was kept before is stale after it."""

    def run(act):
        look()
        before = board().number
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return board().number != before

    return run


def test_board_stays_as_it_is_while_nothing_changes(published_condition):
    look()
    number, _compared, until = board().read()
    look()
    assert board().read()[0] == number != 0
    assert abs(board().read()[1] - time.time()) < 10 and until > time.time()


@pytest.mark.parametrize(
    "verb",
    [
        lambda it: workflow.withdraw(it.draft, by=it.rob, reason="It was wrong."),
        lambda it: workflow.rename(it.draft, to="milk-spots", by=it.rob),
        lambda it: workflow.review_unchanged(it.publication.revision, by=it.rita),
        lambda it: publish_anew(it),
        lambda it: workflow.publish_break_glass(submitted(it), by=it.lea, reason="Wrong dose.", change_note="New."),
        lambda it: evidence.mark(Source.objects.get(key="SP"), standing="retracted", note="Retracted.", by=it.lea),
        lambda it: workflow.publish_samples([it.sample], change_note="First version."),
    ],
    ids=SEEN,
)
def test_after_each_verb_that_patients_can_see_pages_are_stale(cast, committed, verb):
    assert committed(lambda: verb(cast))


def test_no_verb_is_forgotten_here():
    ours = {name for name, made in vars(workflow).items() if getattr(made, "__module__", "") == workflow.__name__}
    assert {name for name in ours if name[0] != "_" and name.islower()} == UNSEEN | {*SEEN} - {"mark"}


def submitted(it):
    it.draft.refresh_from_db()
    it.draft.summary = "Milia are small, hard, white bumps. [@SP]"
    it.draft.save()
    return workflow.submit(it.draft, by=it.ann)


def publish_anew(it):
    revision = submitted(it)
    workflow.approve(revision, by=it.rob)
    workflow.publish(revision, by=it.rob, change_note="Shorter.")


@pytest.fixture
def cast(published_condition, draft, author, reviewer, second_reviewer, lead):
    from types import SimpleNamespace

    from conditions.content.canonical import digest
    from conditions.publishing.snapshot import snapshot

    sample = builders.make_condition(None, slug="acne", title="Acne")
    sample.pack_digest = digest(snapshot(sample))
    sample.save()
    return SimpleNamespace(
        publication=published_condition,
        draft=draft,
        ann=author,
        rob=reviewer,
        rita=second_reviewer,
        lea=lead,
        sample=sample,
    )


def test_verb_that_is_undone_makes_nothing_stale(published_condition, draft, reviewer, committed):
    def undone():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            workflow.withdraw(draft, by=reviewer, reason="It was wrong.")
            1 / 0

    assert not committed(undone)


@pytest.mark.parametrize(
    ("address", "change"),
    [
        ("admin:conditions_clinic_change", {"clinic_phone": "01632 960 000"}),
        ("admin:conditions_clinic_change", {"overdue_grace_days": "5"}),
    ],
)
def test_when_the_desk_has_answered_a_change_of_the_clinic_is_known(client, administrator, address, change):
    Clinic.objects.create(pk=1)
    client.force_login(administrator)
    look()
    before, page = board().number, client.get(reverse(address, args=[1]))
    form = page.context["adminform"].form
    typed = {name: form.initial.get(name) or "" for name in form.fields} | change
    assert (
        client.post(reverse(address, args=[1]), {k: v for k, v in typed.items() if v is not False}).status_code == 302
    )
    assert board().number != before
    assert str(getattr(last_known_clinic(), *change)) == next(iter(change.values()))


def test_reviewers_name_counts_only_where_the_clinic_shows_names(published_condition, reviewer, committed):
    def renamed():
        reviewer.last_name += "x"
        reviewer.save()
        look()

    assert not committed(renamed)
    Clinic.objects.create(pk=1, names_in_history=True)
    assert committed(renamed)


def test_stamp_holds_until_the_next_planned_publication_or_midnight(draft, author, reviewer, settings):
    settings.TIME_ZONE = "UTC"
    midday = datetime(2026, 11, 28, 12, tzinfo=timezone.get_default_timezone())
    assert stamp(midday).until == (midday + timedelta(hours=12)).timestamp()
    soon = timezone.now() + timedelta(seconds=2)
    planned = builders.published(draft, author=author, reviewer=reviewer, at=soon)
    assert stamp(timezone.now()).until == min(soon.timestamp(), stamp(soon).until)
    workflow.cancel_publication(planned, by=reviewer)
    assert stamp(timezone.now()).until > soon.timestamp()


def test_cost_of_a_look_does_not_grow(published_condition, django_assert_num_queries):
    with django_assert_num_queries(4):
        look()


def test_database_that_cannot_be_asked_is_said_on_the_board(monkeypatch):
    look()

    def refuse(*_arguments, **_more):
        raise OperationalError("refused")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
    with pytest.raises(OperationalError):
        look()
    assert board().read()[1] == NEVER


def test_clinic_that_was_never_known_is_an_empty_one():
    assert last_known_clinic().clinic_phone == ""
