"""The first page of the desk: what waits for whom, what is due, what patients cannot read yet."""

import re

import pytest
from django.urls import reverse

from conditions.models import Source
from conditions.publishing import evidence, workflow
from tests import builders

from .conftest import values_in
from .test_workflow import text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(sign_in):
    """The words under each heading of somebody's first page."""

    def read(user) -> dict[str, str]:
        page = text(sign_in(user).get(reverse("admin:index")))
        parts = re.findall(r'<section class="desk-todo[^>]*>\s*<h2[^>]*>(.*?)</h2>(.*?)</section>', page, re.DOTALL)
        return {heading: " ".join(re.sub(r"<[^>]+>", " ", body).split()) for heading, body in parts}

    return read


def test_version_in_review_waits_for_a_second_person_and_not_for_its_author(draft, author, reviewer, lists):
    workflow.submit(draft, by=author)
    assert "Milia Condition: Version 1 waiting for review" in lists(reviewer)["Waiting for me"]
    assert lists(author)["Waiting for me"] == "Nothing waits for you."
    assert "Milia" in lists(author)["My drafts"]


def test_own_unsent_draft_is_mine_and_nobody_elses(draft, author, reviewer, lists):
    assert "Milia Condition: Draft only" in lists(author)["My drafts"]
    assert lists(reviewer)["My drafts"] == "You have no draft that waits to be sent for review."


def test_requested_changes_wait_for_the_author_until_the_draft_is_edited(draft, author, reviewer, lists):
    revision = workflow.submit(draft, by=author)
    workflow.request_changes(revision, by=reviewer, comment="Say when to call.")
    assert "has changes requested" in lists(author)["Waiting for me"]
    assert "Milia" not in lists(reviewer)["Waiting for me"]
    draft.title = "Milk spots"
    draft.save()
    assert "Milk spots" not in lists(author)["Waiting for me"] and "Milk spots" in lists(author)["My drafts"]


def test_approved_version_waits_for_whoever_may_publish(draft, author, reviewer, lists):
    builders.approved(draft, author=author, reviewer=reviewer)
    assert "approved, not yet published" in lists(reviewer)["Waiting for me"]
    assert "Milia" not in lists(author)["Waiting for me"]


def test_emergency_publication_waits_for_a_second_person(draft, author, lead, reviewer, lists):
    revision = workflow.submit(draft, by=author)
    workflow.publish_break_glass(revision, by=lead, reason="People squeeze them.", change_note="New.")
    heading = "Published in an emergency, waiting for a second person"
    assert "published because: People squeeze them." in lists(reviewer)[heading]
    workflow.approve(revision, by=reviewer)
    assert heading not in lists(reviewer)


def test_due_reviews_stand_by_span_and_owner_with_ones_own_first(it_is, make_condition, author, reviewer, lead, lists):
    for day, title, owner in ((9, "Acne", None), (10, "Milia", author), (11, "Styes", lead)):
        it_is(2024, 1, day)
        draft = make_condition(slug=title.lower(), title=title, review_months=12)
        draft.owner = owner
        draft.save()
        builders.published(draft, author=author, reviewer=reviewer)
    it_is(2024, 10, 20)
    due = lists(author)["Reviews that are due"]
    assert due.startswith("Due within 90 days You Milia Condition: due by 10 January 2025, in 82 days; last reviewed")
    assert due.index("lea Styes") < due.index("Nobody looks after these Acne")
    it_is(2025, 1, 10)
    due = lists(lead)["Reviews that are due"]
    assert due.index("Overdue") < due.index("Acne") < due.index("Due within 30 days You Styes") < due.index("ann Milia")


def test_nothing_due_is_said(published_condition, author, lists):
    assert lists(author)["Reviews that are due"] == "No review is due within 90 days."


def test_sample_content_is_counted_and_can_be_listed(author, reviewer, lists, sign_in):
    sample = builders.make_treatment()
    sample.pack_digest = workflow.digest(workflow.snapshot(sample))
    sample.save()
    workflow.publish_samples([sample], change_note="Sample.")
    assert "1 leaflet or guide is live as sample content" in lists(author)["Reviews that are due"]
    listed = sign_in(author).get(reverse("admin:conditions_treatment_changelist") + "?stands=sample")
    assert "Leave it alone" in text(listed)


def test_change_of_a_live_leaflet_that_patients_cannot_read_is_listed(published_condition, author, reviewer, lists):
    assert lists(author)["Changes that patients cannot read yet"] == "What patients read is the newest there is."
    draft = published_condition.revision.document
    draft.title = "Milk spots"
    draft.save()
    assert "Milk spots" in lists(reviewer)["Changes that patients cannot read yet"]
    workflow.submit(draft, by=author)
    assert "version 2 waiting for review" in lists(reviewer)["Changes that patients cannot read yet"]


def test_retracted_source_puts_what_relies_on_it_on_the_first_page(published_condition, author, lists):
    evidence.mark(Source.objects.get(key="SP"), standing="retracted", note="Retracted in March.", by=author)
    doubts = lists(author)["Sources that are no longer as we read them"]
    assert "Retracted in March." in doubts and "Milia" in doubts


def test_auditor_sees_the_state_of_things_and_nothing_to_do(published_condition, auditor, lists):
    assert set(lists(auditor)) == {
        "Reviews that are due",
        "Changes that patients cannot read yet",
        "Searched for and not found",
    }


def test_person_without_a_role_is_told_whom_to_ask(outsider, sign_in):
    outsider.is_staff = True
    outsider.save()
    page = text(sign_in(outsider).get(reverse("admin:index")))
    assert "Your account has no role yet" in page and "Waiting for me" not in page


def test_long_lists_say_how_many_more(make_condition, author, lists):
    for number in range(23):
        make_condition(slug=f"bump-{number}", title=f"Bump {number}")
    assert lists(author)["My drafts"].endswith("and 3 more")


def test_queries_do_not_grow_with_the_documents(
    make_condition, author, reviewer, sign_in, django_assert_max_num_queries
):
    client = sign_in(reviewer)
    client.get(reverse("admin:index"))

    def published(number: int) -> None:
        draft = make_condition(slug=f"bump-{number}", title=f"Bump {number}", review_months=1)
        builders.published(draft, author=author, reviewer=reviewer)

    published(0)
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("admin:index"))
    for number in range(1, 9):
        published(number)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("admin:index"))


# Reviewed, no change


def test_reviewer_reads_the_whole_page_and_signs_with_one_press(published_condition, second_reviewer, sign_in):
    document = published_condition.revision.document
    client = sign_in(second_reviewer)
    page = text(client.get(url(document, "reviewed")))
    assert "Milia are tiny" in page and "Is every word still right?" in page and "Reviewed, no change" in page
    done = client.post(url(document, "reviewed"), values_in(page), follow=True)
    assert "You signed version 1 again." in text(done)
    assert published_condition.revision.reviews.count() == 2


def test_page_that_changed_meanwhile_is_not_signed(published_condition, author, reviewer, second_reviewer, sign_in):
    document = published_condition.revision.document
    client = sign_in(second_reviewer)
    shown = values_in(text(client.get(url(document, "reviewed"))))
    document.title = "Milk spots"
    document.save()
    builders.published(document, author=author, reviewer=reviewer)
    answer = client.post(url(document, "reviewed"), shown)
    assert answer.status_code == 409
    assert "This changed while you were reading" in text(answer) and "Milk spots" in text(answer)
    assert second_reviewer.pk not in published_condition.revision.reviews.values_list("reviewer", flat=True)
    assert "You signed version 2 again." in text(
        client.post(url(document, "reviewed"), values_in(text(answer)), follow=True)
    )


def test_author_of_the_words_and_whoever_may_not_review_are_refused(published_condition, author, auditor, sign_in):
    document = published_condition.revision.document
    for person in (author, auditor):
        assert sign_in(person).get(url(document, "reviewed")).status_code == 403
        assert sign_in(person).post(url(document, "reviewed"), {"revision": 1}).status_code == 403
    assert published_condition.revision.reviews.count() == 1


def test_draft_that_is_not_live_is_not_reviewed_again(draft, reviewer, sign_in):
    answer = sign_in(reviewer).get(url(draft, "reviewed"))
    assert answer.status_code == 409 and "there is nothing to review again" in text(answer)


def test_version_that_nobody_approved_is_decided_about_and_not_signed_again(draft, author, lead, reviewer, sign_in):
    revision = workflow.submit(draft, by=author)
    workflow.publish_break_glass(revision, by=lead, reason="Now.", change_note="New.")
    answer = sign_in(reviewer).get(url(draft, "reviewed"))
    assert answer.status_code == 409 and "Nobody has approved version 1 yet" in text(answer)


@pytest.mark.parametrize("sent", [{}, {"revision": "x"}, {"revision": "999999"}, {"revision": "9" * 40}])
def test_form_that_names_no_version_signs_nothing(published_condition, second_reviewer, sign_in, sent):
    answer = sign_in(second_reviewer).post(url(published_condition.revision.document, "reviewed"), sent)
    assert answer.status_code in {409, 422} and "Is every word still right?" in text(answer)
    assert published_condition.revision.reviews.count() == 1
