"""The verbs: what each writes, and what each refuses."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from conditions.content.canonical import digest
from conditions.models import Condition, Event, FormerAddress, Publication, Review, Revision
from conditions.publishing import standing, workflow
from conditions.publishing.errors import Blocked, NotAllowed, NotReady
from conditions.publishing.snapshot import draft_digest, snapshot
from conditions.vocabulary import Basis, Decision, State
from tests import builders

pytestmark = pytest.mark.django_db


def edit(draft: Condition, by: User, **fields: str) -> Condition:
    """What the admin does on save."""
    draft.refresh_from_db()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.edited_by = by
    draft.save()
    return draft


# submit


def test_submit_freezes_the_draft_as_version_1(draft, author):
    revision = workflow.submit(draft, by=author)
    assert (revision.number, revision.language, revision.schema) == (1, "en", 1)
    assert revision.content == snapshot(draft)
    assert revision.digest == digest(snapshot(draft)) == draft_digest(draft)
    assert (revision.submitted_by, revision.edited_by) == (author, author)
    assert standing.state(revision) == State.IN_REVIEW


def test_submit_again_after_an_edit_makes_version_2_and_overtakes_version_1(draft, author):
    first = workflow.submit(draft, by=author)
    second = workflow.submit(edit(draft, author, title="Milia (milk spots)"), by=author)
    assert second.number == 2
    assert standing.state(first) == State.SUPERSEDED


def test_submit_of_the_same_words_is_refused(draft, author):
    workflow.submit(draft, by=author)
    with pytest.raises(NotReady, match="version 1 already"):
        workflow.submit(draft, by=author)
    assert Revision.objects.count() == 1


def test_submit_with_a_problem_lists_every_blocker_and_writes_nothing(make_condition, author):
    broken = make_condition(review_months=None, care_cards=[])
    with pytest.raises(Blocked) as refused:
        workflow.submit(broken, by=author)
    assert {blocker.code for blocker in refused.value.blockers} == {"no_red_flags", "no_review_date"}
    assert [str(blocker) for blocker in refused.value.blockers] == [
        str(blocker) for blocker in workflow.blockers_of(broken)
    ]
    assert not Revision.objects.exists() and not Event.objects.exists()


def test_submit_records_who_did_what_in_a_sentence(draft, author):
    workflow.submit(draft, by=author)
    event = Event.objects.get()
    assert (event.actor, event.kind, event.slug, event.number) == ("ann", "condition", "milia", 1)
    assert event.sentence == "ann sent for review Milia, version 1."


# approve and request changes


def test_approve_by_a_second_person_signs_exactly_this_version(draft, author, reviewer):
    revision = workflow.submit(draft, by=author)
    review = workflow.approve(revision, by=reviewer)
    assert (review.decision, review.reviewer, review.revision) == (Decision.APPROVED, reviewer, revision)
    assert standing.state(revision) == State.APPROVED


def test_approve_by_the_submitter_is_refused_superuser_included(draft, administrator):
    revision = workflow.submit(edit(draft, administrator), by=administrator)
    with pytest.raises(NotAllowed, match="second person"):
        workflow.approve(revision, by=administrator)
    assert not Review.objects.exists()


def test_approve_by_the_last_editor_is_refused_when_somebody_else_submitted(draft, author, reviewer):
    revision = workflow.submit(edit(draft, reviewer, title="Milia spots"), by=author)
    with pytest.raises(NotAllowed, match="second person"):
        workflow.approve(revision, by=reviewer)


def test_approve_of_a_version_that_was_overtaken_is_refused(draft, author, reviewer):
    first = workflow.submit(draft, by=author)
    workflow.submit(edit(draft, author, title="Milia spots"), by=author)
    with pytest.raises(NotReady, match="changed while you were reading: version 2"):
        workflow.approve(first, by=reviewer)


def test_approve_twice_is_refused(draft, author, reviewer, second_reviewer):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    with pytest.raises(NotReady):
        workflow.approve(revision, by=second_reviewer)
    assert Review.objects.count() == 1


def test_request_changes_sends_the_version_back_with_a_comment(draft, author, reviewer):
    revision = workflow.submit(draft, by=author)
    review = workflow.request_changes(revision, by=reviewer, comment="Say how long it lasts.")
    assert (review.decision, review.comment) == (Decision.CHANGES_REQUESTED, "Say how long it lasts.")
    assert standing.state(revision) == State.CHANGES_REQUESTED
    with pytest.raises(NotReady):
        workflow.approve(revision, by=reviewer)


def test_request_changes_takes_an_approval_back_before_publication(draft, author, reviewer, second_reviewer):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    workflow.request_changes(revision, by=second_reviewer, comment="The dose is wrong.")
    with pytest.raises(NotReady, match="second person"):
        workflow.publish(revision, by=reviewer, change_note="First version.")


def test_request_changes_without_a_comment_is_refused(draft, author, reviewer):
    revision = workflow.submit(draft, by=author)
    with pytest.raises(NotReady, match="what must change"):
        workflow.request_changes(revision, by=reviewer, comment="  ")


# publish


def test_publish_makes_the_approved_version_live(published_condition, draft, reviewer):
    assert (published_condition.basis, published_condition.published_by) == (Basis.APPROVED, reviewer)
    assert published_condition.review.reviewer == reviewer
    assert standing.live_revision(draft) == published_condition.revision
    assert standing.state(published_condition.revision) == State.LIVE


def test_publish_without_approval_is_refused(draft, author, reviewer):
    revision = workflow.submit(draft, by=author)
    with pytest.raises(NotReady, match="second person must approve"):
        workflow.publish(revision, by=reviewer, change_note="First version.")
    assert not Publication.objects.exists()


def test_publish_without_a_change_note_is_refused(draft, author, reviewer):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    with pytest.raises(NotReady, match="one sentence"):
        workflow.publish(revision, by=reviewer, change_note=" ")


def test_publish_twice_is_refused_so_that_one_publication_stands(published_condition, second_reviewer):
    with pytest.raises(NotReady, match="live already"):
        workflow.publish(published_condition.revision, by=second_reviewer, change_note="Again.")
    assert Publication.objects.count() == 1


def test_editing_never_unpublishes(published_condition, draft, author):
    edit(draft, author, title="Something else")
    assert standing.live_revision(draft).content["title"] == "Milia"
    assert draft_digest(draft) != published_condition.revision.digest


def test_publish_at_a_future_time_is_live_from_then_on_with_nothing_run(draft, author, reviewer):
    later = timezone.now() + timedelta(days=3)
    publication = builders.published(draft, author=author, reviewer=reviewer, at=later)
    assert standing.state(publication.revision) == State.SCHEDULED
    assert not Publication.objects.live("condition", later - timedelta(seconds=1)).exists()
    assert Publication.objects.live("condition", later).get() == publication


def test_publish_at_a_past_time_is_refused(draft, author, reviewer):
    with pytest.raises(NotReady, match="future"):
        builders.published(draft, author=author, reviewer=reviewer, at=timezone.now() - timedelta(minutes=1))


def test_publish_in_three_years_is_refused(draft, author, reviewer):
    with pytest.raises(NotReady, match="two years"):
        builders.published(draft, author=author, reviewer=reviewer, at=timezone.now() + timedelta(days=1100))


def test_cancelled_publication_never_goes_live(draft, author, reviewer):
    later = timezone.now() + timedelta(days=3)
    publication = builders.published(draft, author=author, reviewer=reviewer, at=later)
    workflow.cancel_publication(publication, by=reviewer)
    assert not Publication.objects.live("condition", later).exists()
    assert standing.state(publication.revision) == State.APPROVED
    with pytest.raises(NotReady):
        workflow.cancel_publication(publication, by=reviewer)


def test_cancel_of_what_is_live_already_is_refused(published_condition, reviewer):
    with pytest.raises(NotReady, match="no longer waiting"):
        workflow.cancel_publication(published_condition, by=reviewer)


def test_publish_of_an_older_version_is_refused_because_restore_is_the_way_back(draft, author, reviewer):
    first = builders.approved(draft, author=author, reviewer=reviewer)
    edit(draft, author, title="Milia spots")
    builders.published(draft, author=author, reviewer=reviewer)
    with pytest.raises(NotReady, match="restore"):
        workflow.publish(first, by=reviewer, change_note="Back.")


def test_publish_checks_links_again_because_the_other_leaflet_may_be_gone(make_condition, author, reviewer, lead):
    acne = make_condition(slug="acne", title="Acne")
    builders.published(acne, author=author, reviewer=reviewer)
    like = [{"name": "Acne", "condition": "acne", "difference": "It is red. [@SP]"}]
    revision = builders.approved(make_condition(look_alikes=like), author=author, reviewer=reviewer)
    workflow.withdraw(acne, by=lead, reason="It is out of date.")
    with pytest.raises(Blocked) as refused:
        workflow.publish(revision, by=reviewer, change_note="First version.")
    assert [blocker.code for blocker in refused.value.blockers] == ["broken_link"]


# break glass


def test_break_glass_publishes_with_a_reason_and_waits_for_a_second_person(draft, author, lead, reviewer):
    revision = workflow.submit(edit(draft, lead, title="Milia"), by=lead)
    publication = workflow.publish_break_glass(
        revision, by=lead, reason="The dose was dangerous.", change_note="Dose corrected."
    )
    assert (publication.basis, publication.reason) == (Basis.BREAK_GLASS, "The dose was dangerous.")
    assert list(standing.unapproved_in_force()) == [publication]
    assert standing.live_revision(draft) == revision
    workflow.approve(revision, by=reviewer)
    assert list(standing.unapproved_in_force()) == []


def test_break_glass_without_a_reason_is_refused(draft, author, lead):
    revision = workflow.submit(draft, by=author)
    with pytest.raises(NotReady, match="why this cannot wait"):
        workflow.publish_break_glass(revision, by=lead, reason="", change_note="x")


def test_break_glass_cannot_be_approved_by_the_person_who_wrote_it(draft, lead):
    revision = workflow.submit(edit(draft, lead), by=lead)
    workflow.publish_break_glass(revision, by=lead, reason="Dangerous dose.", change_note="Dose corrected.")
    with pytest.raises(NotAllowed):
        workflow.approve(revision, by=lead)


# withdraw


def test_withdraw_takes_the_leaflet_down_with_reason_and_replacement(
    published_condition, make_condition, author, reviewer, draft
):
    other = make_condition(slug="acne", title="Acne")
    builders.published(other, author=author, reviewer=reviewer)
    publication = workflow.withdraw(draft, by=reviewer, reason="It is out of date.", replacement=other)
    assert (publication.basis, publication.reason, publication.replacement) == (
        Basis.WITHDRAWN,
        "It is out of date.",
        other,
    )
    assert standing.live_revision(draft) is None
    assert standing.state(published_condition.revision) == State.WITHDRAWN


def test_withdraw_without_a_reason_is_refused(published_condition, draft, reviewer):
    with pytest.raises(NotReady, match="patients will read"):
        workflow.withdraw(draft, by=reviewer, reason="")


def test_withdraw_of_what_is_not_live_is_refused(draft, reviewer):
    with pytest.raises(NotReady, match="nothing to withdraw"):
        workflow.withdraw(draft, by=reviewer, reason="Old.")


def test_withdraw_to_itself_or_to_a_draft_is_refused(published_condition, make_condition, draft, reviewer):
    for replacement in (draft, make_condition(slug="acne", title="Acne")):
        with pytest.raises(NotReady, match="another leaflet that is live"):
            workflow.withdraw(draft, by=reviewer, reason="Old.", replacement=replacement)


def test_withdrawn_leaflet_can_be_published_again_after_review(published_condition, draft, author, reviewer):
    workflow.withdraw(draft, by=reviewer, reason="Old.")
    edit(draft, author, title="Milia, mended")
    builders.published(draft, author=author, reviewer=reviewer)
    assert standing.live_revision(draft).number == 2


# restore and rename


def test_restore_revision_brings_old_words_into_the_draft_and_leaves_live_alone(
    published_condition, draft, author, reviewer
):
    edit(draft, author, title="Milia spots")
    builders.published(draft, author=author, reviewer=reviewer, change_note="New title.")
    workflow.restore_revision(published_condition.revision, by=author)
    assert draft_digest(Condition.objects.get()) == published_condition.revision.digest
    assert standing.live_revision(draft).number == 2


def test_rename_keeps_the_former_address_for_good(published_condition, draft, reviewer):
    workflow.rename(draft, to="milk-spots", by=reviewer)
    draft.refresh_from_db()
    assert draft.slug == "milk-spots"
    assert FormerAddress.objects.get().slug == "milia"
    assert FormerAddress.objects.get().condition == draft


def test_rename_there_and_back_leaves_no_former_address_that_points_at_itself(published_condition, draft, reviewer):
    workflow.rename(draft, to="milk-spots", by=reviewer)
    workflow.rename(draft, to="milia", by=reviewer)
    assert [former.slug for former in FormerAddress.objects.all()] == ["milk-spots"]


def test_rename_to_an_address_of_another_leaflet_past_or_present_is_refused(
    published_condition, make_condition, draft, reviewer
):
    workflow.rename(draft, to="milk-spots", by=reviewer)
    acne = make_condition(slug="acne", title="Acne")
    for taken in ("milk-spots", "milia"):
        with pytest.raises(NotReady, match="belongs to another leaflet"):
            workflow.rename(acne, to=taken, by=reviewer)


# sample content


def imported(draft: Condition) -> Condition:
    draft.pack, draft.pack_digest = "skin_bumps", draft_digest(draft)
    draft.save()
    return draft


def test_samples_are_live_without_anybodys_name_on_them(draft):
    [publication] = workflow.publish_samples([imported(draft)], change_note="Sample.")
    assert (publication.basis, publication.published_by, publication.review) == (Basis.SAMPLE, None, None)
    assert publication.revision.submitted_by is None
    assert workflow.publish_samples([draft], change_note="Sample.") == []


def test_samples_leave_alone_what_somebody_edited_here(draft, author):
    imported(draft)
    edit(draft, author, title="Our own title")
    assert workflow.publish_samples([draft], change_note="Sample.") == []


def test_samples_leave_alone_what_this_clinic_withdrew(draft, reviewer):
    workflow.publish_samples([imported(draft)], change_note="Sample.")
    workflow.withdraw(draft, by=reviewer, reason="Not for us.")
    assert workflow.publish_samples([draft], change_note="Sample.") == []
    assert standing.live_revision(draft) is None


def test_sample_is_signed_by_a_reviewer_and_then_published_under_their_name(draft, reviewer):
    [sample] = workflow.publish_samples([imported(draft)], change_note="Sample.")
    workflow.approve(sample.revision, by=reviewer)
    publication = workflow.publish(sample.revision, by=reviewer, change_note="Reviewed by this clinic.")
    assert (publication.basis, publication.revision) == (Basis.APPROVED, sample.revision)


def test_samples_that_refer_to_each_other_go_live_together(make_condition):
    one = make_condition(slug="one", title="One")
    two = make_condition(slug="two", title="Two", look_alikes=[{"name": "One", "condition": "one", "difference": ""}])
    one = builders.make_condition(
        slug="one", title="One", look_alikes=[{"name": "Two", "condition": "two", "difference": ""}]
    )
    assert len(workflow.publish_samples([imported(one), imported(two)], change_note="Sample.")) == 2


# what was planned, and what came in between


def planned_version_1(draft: Condition, author: User, reviewer: User, days: int = 3) -> Publication:
    later = timezone.now() + timedelta(days=days)
    return builders.published(draft, author=author, reviewer=reviewer, at=later)


def test_older_version_planned_for_later_must_be_cancelled_before_a_newer_one_goes_live(draft, author, reviewer):
    planned = planned_version_1(draft, author, reviewer)
    newer = builders.approved(edit(draft, author, title="Milia spots"), author=author, reviewer=reviewer)
    for at in (None, planned.live_at):
        with pytest.raises(NotReady, match="Version 1 is planned to go live, and would replace this one then"):
            workflow.publish(newer, by=reviewer, change_note="New title.", at=at)
    workflow.cancel_publication(planned, by=reviewer)
    workflow.publish(newer, by=reviewer, change_note="New title.")
    assert Publication.objects.live("condition", planned.live_at).get().revision == newer


def test_emergency_is_not_undone_by_an_older_version_planned_for_later(draft, author, reviewer, lead):
    planned_version_1(draft, author, reviewer)
    newer = workflow.submit(edit(draft, author, title="Milia, dose mended"), by=author)
    with pytest.raises(NotReady, match="Cancel that first"):
        workflow.publish_break_glass(newer, by=lead, reason="Dangerous dose.", change_note="Dose corrected.")


def test_versions_planned_in_the_order_of_their_numbers_go_live_one_after_the_other(draft, author, reviewer):
    first = planned_version_1(draft, author, reviewer)
    newer = builders.approved(edit(draft, author, title="Milia spots"), author=author, reviewer=reviewer)
    second = workflow.publish(newer, by=reviewer, change_note="Title.", at=first.live_at + timedelta(days=1))
    assert Publication.objects.live("condition", first.live_at).get() == first
    assert Publication.objects.live("condition", second.live_at).get() == second


def test_withdrawn_leaflet_does_not_come_back_by_itself(published_condition, draft, author, reviewer):
    edit(draft, author, title="Milia spots")
    planned = planned_version_1(draft, author, reviewer)
    workflow.withdraw(draft, by=reviewer, reason="It is wrong.")
    assert not Publication.objects.live("condition", planned.live_at).exists()
    assert standing.state(planned.revision) == State.APPROVED


def test_approval_that_was_taken_back_signs_no_emergency(draft, author, reviewer, second_reviewer, lead):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    workflow.request_changes(revision, by=second_reviewer, comment="The dose is wrong.")
    publication = workflow.publish_break_glass(revision, by=lead, reason="A recall.", change_note="Safety.")
    assert list(standing.unapproved_in_force()) == [publication]
    workflow.approve(revision, by=second_reviewer)
    assert list(standing.unapproved_in_force()) == []


def test_emergency_that_an_approved_version_replaced_waits_for_nobody(draft, author, reviewer, lead):
    revision = workflow.submit(draft, by=author)
    workflow.publish_break_glass(revision, by=lead, reason="A recall.", change_note="Safety.")
    builders.published(edit(draft, author, title="Milia spots"), author=author, reviewer=reviewer)
    assert list(standing.unapproved_in_force()) == []


def test_restore_over_a_draft_that_was_saved_meanwhile_is_refused(published_condition, draft, author):
    draft.refresh_from_db()
    Condition.objects.filter(pk=draft.pk).update(version=draft.version + 1)
    with pytest.raises(NotReady, match="saved this draft meanwhile"):
        workflow.restore_revision(published_condition.revision, by=author, seen=draft.version)


def test_rename_to_the_same_address_is_refused(draft, author, reviewer):
    workflow.submit(draft, by=author)
    with pytest.raises(NotReady, match="this address already"):
        workflow.rename(draft, to="milia", by=reviewer)
    assert not FormerAddress.objects.exists()


def test_samples_leave_alone_what_was_sent_for_review(draft, author, make_condition):
    workflow.submit(imported(draft), by=author)
    other = imported(make_condition(slug="acne", title="Acne"))
    assert len(workflow.publish_samples([draft, other], change_note="Sample.")) == 1
    assert standing.live_revision(draft) is None


def test_withdrawn_version_is_not_shown_again_without_a_new_review(published_condition, draft, author, reviewer):
    workflow.withdraw(draft, by=reviewer, reason="Old.")
    with pytest.raises(NotReady, match="was withdrawn"):
        workflow.publish(published_condition.revision, by=reviewer, change_note="Back.")
    again = builders.published(draft, author=author, reviewer=reviewer, change_note="Back, and reviewed again.")
    assert (again.revision.number, standing.live_revision(draft)) == (2, again.revision)
