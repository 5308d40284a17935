"""Comments on parts of a version: kept on the record, and answered before anybody approves."""

import pytest
from django.db import IntegrityError, transaction

from conditions.models import Comment, Event
from conditions.publishing import standing, workflow
from conditions.publishing.errors import NotReady
from conditions.publishing.verify import Broken, verify
from conditions.vocabulary import Decision, State
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(draft, author, reviewer):
    return builders.commented(draft, author=author, reviewer=reviewer)


def sent_again(draft, author):
    draft.summary = "Milia are small beads. [@SP]"
    draft.save()
    return workflow.submit(draft, by=author)


def test_comment_names_its_part_and_goes_with_the_request(comment, reviewer):
    assert (comment.part, comment.text, comment.by) == ("summary", "Say how small.", reviewer)
    assert comment.review.decision == Decision.CHANGES_REQUESTED
    assert comment.review.comment == "See: What it is."
    assert standing.state(comment.review.revision) == State.CHANGES_REQUESTED
    assert "commented on “What it is” of Milia" in Event.objects.order_by("pk").last().sentence


def test_approval_waits_for_every_answer(comment, draft, author, reviewer, second_reviewer):
    revision = sent_again(draft, author)
    with pytest.raises(NotReady, match="1 comment is not answered yet"):
        workflow.approve(revision, by=second_reviewer)
    workflow.answer_comments([(comment, " It now says 1 to 2 mm. ")], by=author)
    assert standing.open_comments(draft).count() == 0
    assert workflow.approve(revision, by=second_reviewer).decision == Decision.APPROVED
    comment.refresh_from_db()
    assert (comment.answer.text, comment.answer.by) == ("It now says 1 to 2 mm.", author)


def test_answers_are_all_kept_or_none(comment, draft, author, reviewer):
    second = workflow.request_changes(sent_again(draft, author), by=reviewer, on_parts={"title": "Plainer."})
    both = [(comment, "Done."), (second.comments.get(), "  ")]
    with pytest.raises(NotReady, match="Write an answer"):
        workflow.answer_comments(both, by=author)
    assert standing.open_comments(draft).count() == 2


def test_comment_is_answered_once(comment, author):
    workflow.answer_comments([(comment, "Done.")], by=author)
    with pytest.raises(NotReady, match=r"answered this comment already: Say how small\."):
        workflow.answer_comments([(comment, "Done again.")], by=author)


def test_request_without_a_word_and_parts_that_do_not_exist_are_refused(draft, author, reviewer):
    revision = workflow.submit(draft, by=author)
    for on_parts in ({}, {"summary": "  "}, {"no such part": "Change it."}):
        with pytest.raises(NotReady, match="Say what must change"):
            workflow.request_changes(revision, by=reviewer, on_parts=on_parts)
    assert not Comment.objects.exists()


def test_comment_of_another_document_is_no_hindrance(comment, author, second_reviewer):
    other = workflow.submit(builders.make_condition(author, slug="acne", title="Acne"), by=author)
    assert workflow.approve(other, by=second_reviewer)


def test_row_is_a_comment_or_an_answer_and_never_both(comment, author):
    for wrong in (
        {"review": comment.review, "answers": comment, "part": "summary"},
        {"review": comment.review, "part": ""},
        {"answers": comment, "part": "summary"},
        {},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.create(text="Forged.", by=author, **wrong)


def test_comment_written_past_the_workflow_is_found(comment, author):
    verify()
    Comment.objects.create(answers=comment, text="Forged.", by=author)
    with pytest.raises(Broken, match="written without an entry in the record: comment"):
        verify()


def test_what_a_reviewer_compares_with_is_the_last_approval(draft, author, reviewer):
    first = builders.approved(draft, author=author, reviewer=reviewer)
    assert standing.last_approved(first) is None
    second = sent_again(draft, author)
    assert standing.last_approved(second).revision == first
    workflow.request_changes(second, by=reviewer, comment="No.")
    draft.title = "Milia spots"
    draft.save()
    assert standing.last_approved(workflow.submit(draft, by=author)).revision == first
