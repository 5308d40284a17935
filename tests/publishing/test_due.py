"""When a live document must be reviewed again, and what signing it unchanged does."""

from datetime import date

import pytest

from conditions.models import Condition, Event, Review, Source
from conditions.publishing import evidence, workflow
from conditions.publishing.due import reviews_due
from conditions.publishing.errors import Blocked, NotAllowed, NotReady
from conditions.publishing.verify import verify
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed_in_2024(it_is, make_condition, author, reviewer):
    """Milia, approved on 10 January 2024, to be reviewed every 12 months."""
    it_is(2024, 1, 10)
    return builders.published(make_condition(review_months=12), author=author, reviewer=reviewer)


def test_day_follows_from_the_approval_and_the_interval(it_is, reviewed_in_2024):
    it_is(2024, 12, 1)
    [due] = reviews_due()
    assert (due.document.title, due.reviewed, due.on) == ("Milia", date(2024, 1, 10), date(2025, 1, 10))
    assert (due.days, due.is_overdue) == (40, False)
    assert reviews_due(within=39) == [] and len(reviews_due(within=40)) == 1
    it_is(2025, 1, 10)
    assert not reviews_due()[0].is_overdue
    it_is(2025, 1, 11)
    assert reviews_due()[0].is_overdue and reviews_due()[0].days == -1


def test_most_urgent_stands_first_whatever_its_kind(it_is, reviewed_in_2024, author, reviewer):
    it_is(2023, 6, 1)
    builders.published(builders.make_treatment(author, review_months=12), author=author, reviewer=reviewer)
    it_is(2025, 2, 1)
    assert [due.document.title for due in reviews_due()] == ["Leave it alone", "Milia"]


def test_sample_content_and_withdrawn_leaflets_are_not_due(it_is, reviewed_in_2024, author, reviewer):
    treatment = builders.make_treatment(review_months=1)
    treatment.pack_digest = workflow.digest(workflow.snapshot(treatment))
    treatment.save()
    workflow.publish_samples([treatment], change_note="Sample.")
    it_is(2026, 1, 10)
    assert [due.document.title for due in reviews_due()] == ["Milia"]
    workflow.withdraw(reviewed_in_2024.revision.document, by=reviewer, reason="Out of date.")
    assert reviews_due() == []


def test_signing_again_without_change_begins_the_time_anew(it_is, reviewed_in_2024, second_reviewer):
    it_is(2025, 3, 1)
    review = workflow.review_unchanged(reviewed_in_2024.revision, by=second_reviewer)
    assert (review.reviewer, review.decision, review.comment) == (second_reviewer, "approved", "No change.")
    assert reviews_due() == []
    it_is(2025, 12, 15)
    assert reviews_due()[0].on == date(2026, 3, 1)
    assert Event.objects.first().sentence == "rita reviewed again Milia, version 1: No change."
    assert verify().decisions == 2


def test_nobody_signs_their_own_words_again(it_is, reviewed_in_2024, author, lead, administrator):
    with pytest.raises(NotAllowed):
        workflow.review_unchanged(reviewed_in_2024.revision, by=author)
    other = builders.published(builders.make_treatment(administrator), author=administrator, reviewer=lead)
    with pytest.raises(NotAllowed, match="second person"):
        workflow.review_unchanged(other.revision, by=administrator)
    assert Review.objects.count() == 2


def test_only_what_patients_read_now_is_signed_again(reviewed_in_2024, author, second_reviewer, lead):
    old = reviewed_in_2024.revision
    draft = Condition.objects.get()
    draft.title = "Milk spots"
    draft.save()
    new = workflow.submit(draft, by=author)
    with pytest.raises(NotReady, match="changed while you were reading"):
        workflow.review_unchanged(new, by=second_reviewer)
    workflow.publish_break_glass(new, by=lead, reason="Now.", change_note="New name.")
    with pytest.raises(NotReady, match="changed while you were reading"):
        workflow.review_unchanged(old, by=second_reviewer)
    with pytest.raises(NotReady, match="Nobody has approved this version"):
        workflow.review_unchanged(new, by=second_reviewer)


def test_words_that_rest_on_a_retracted_source_are_not_signed_again(reviewed_in_2024, author, second_reviewer):
    evidence.mark(Source.objects.get(key="SP"), standing="retracted", note="Retracted in March.", by=author)
    with pytest.raises(Blocked, match="was retracted"):
        workflow.review_unchanged(reviewed_in_2024.revision, by=second_reviewer)
    assert Review.objects.count() == 1
