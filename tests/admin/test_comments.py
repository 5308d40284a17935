"""A reviewer comments on parts, the author answers each, and only then can anybody approve."""

import pytest

from conditions.models import Comment, Review
from conditions.publishing import workflow
from tests import builders

from .conftest import values_in
from .test_condition import change_url
from .test_workflow import text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(draft, author, reviewer):
    return builders.commented(draft, author=author, reviewer=reviewer)


def test_reviewer_comments_on_parts_and_the_author_answers(draft, author, reviewer, sign_in):
    revision = workflow.submit(draft, by=author)
    rob, ann = sign_in(reviewer), sign_in(author)
    form = {"decision": "request_changes", "comment": "", "on:summary": "Say how small.", "on:donts": "Name needles."}
    response = rob.post(url(draft, "review", revision.pk), form, follow=True)
    assert "You asked for changes to version 1." in text(response)
    page = text(ann.get(change_url(draft)))
    assert "rob asked for changes to version 1: See: What it is, Do not." in page and "Answer 2 comments" in page

    shown = text(ann.get(url(draft, "comments")))
    assert "Say how small." in shown and "Name needles." in shown
    summary, donts = Comment.objects.order_by("pk")
    answered = ann.post(url(draft, "comments"), {str(summary.pk): "Done.", str(donts.pk): ""}, follow=True)
    assert "1 answer kept." in text(answered) and "Answer 1 comment" in text(answered)
    ann.post(url(draft, "comments"), {str(donts.pk): "Done too."})
    page = text(rob.get(url(draft, "review", revision.pk)))
    assert "Done." in page and "Done too." in page and "No answer yet" not in page


def test_version_is_not_approved_while_a_comment_waits(comment, draft, author, second_reviewer, sign_in):
    draft.summary = "Milia are beads. [@SP]"
    draft.save()
    ann, rita = sign_in(author), sign_in(second_reviewer)
    assert "1 comment waits for your answer." in text(ann.get(url(draft, "submit")))
    revision = workflow.submit(draft, by=author)
    page = text(rita.get(url(draft, "review", revision.pk)))
    assert 'value="approve"' not in page and "1 comment has no answer yet" in page and "Say how small." in page
    forged = rita.post(url(draft, "review", revision.pk), {"decision": "approve"})
    assert forged.status_code == 409 and "1 comment is not answered yet" in text(forged)
    workflow.answer_comments([(comment, "Done.")], by=author)
    assert 'value="approve"' in text(rita.get(url(draft, "review", revision.pk)))


def test_approval_does_not_swallow_comments_that_somebody_typed(draft, author, reviewer, sign_in):
    revision = workflow.submit(draft, by=author)
    form = {"decision": "approve", "comment": "", "on:summary": "Say how small."}
    response = sign_in(reviewer).post(url(draft, "review", revision.pk), form)
    assert response.status_code == 422 and "You wrote comments on parts." in text(response)
    assert values_in(text(response))["on:summary"] == "Say how small."
    assert not Review.objects.exists()


def test_answers_that_are_all_empty_are_refused_in_words(comment, draft, author, sign_in):
    response = sign_in(author).post(url(draft, "comments"), {str(comment.pk): "  "})
    assert response.status_code == 422 and "Write an answer to at least one comment." in text(response)


def test_auditor_reads_comments_and_has_no_box_for_an_answer(comment, draft, auditor, sign_in):
    client = sign_in(auditor)
    assert "Comments of reviewers" in text(client.get(change_url(draft)))
    page = text(client.get(url(draft, "comments")))
    assert "Say how small." in page and "No answer yet" in page and "<textarea" not in page
    assert client.post(url(draft, "comments"), {str(comment.pk): "Done."}).status_code == 403


def test_document_without_comments_says_so(draft, author, sign_in):
    assert "No reviewer has commented on a part of it yet." in text(sign_in(author).get(url(draft, "comments")))


def test_words_of_a_comment_are_only_words(draft, author, reviewer, sign_in):
    revision = workflow.submit(draft, by=author)
    sign_in(reviewer).post(
        url(draft, "review", revision.pk),
        {"decision": "request_changes", "comment": "", "on:summary": "<script>alert(1)</script>", "on:no part": "x"},
    )
    page = text(sign_in(author).get(url(draft, "comments")))
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    assert Comment.objects.count() == 1


# What a reviewer reads


def test_review_tells_what_changed_since_the_last_approval_not_since_what_is_live(
    published_condition, draft, author, reviewer, second_reviewer, sign_in
):
    draft.harmless = "Yes. They fade. [@SP]"
    draft.save()
    builders.approved(draft, author=author, reviewer=reviewer)
    draft.title = "Milk spots"
    draft.save()
    newest = workflow.submit(draft, by=author)
    page = text(sign_in(second_reviewer).get(url(draft, "review", newest.pk)))
    assert "What changed since version 2, which rob approved" in page
    assert "Milk spots</ins>" in page and "They fade.</ins>" not in page


def test_facts_are_sentences_and_pictures_stand_side_by_side(
    published_condition, draft, author, second_reviewer, sign_in
):
    fact = draft.fact_rows.get(attribute="feel")
    fact.text = "Hard. [@SP]"
    fact.save()
    draft.picture_rows.create(file="a" * 64 + ".webp", width=4, height=3, alt="A white bead.", licence="CC0")
    revision = workflow.submit(draft, by=author)
    page = text(sign_in(second_reviewer).get(url(draft, "review", revision.pk)))
    assert "Look-alike fact “How it feels” was “The answer for feel. [@SP]” and is now “Hard. [@SP]”." in page
    beside = page.partition('class="desk-beside-pictures"')[2].partition("</div>")[0]
    assert "No picture." in beside and 'alt="A white bead."' in beside


def test_change_that_no_sentence_tells_is_never_shown_as_nothing(author, reviewer, second_reviewer, sign_in):
    twice = [{"name": "Acne", "condition": "", "difference": f"Acne is {how}. [@SP]"} for how in ("sore", "red")]
    draft = builders.make_condition(author, look_alikes=twice)
    builders.approved(draft, author=author, reviewer=reviewer)
    first = draft.lookalike_rows.order_by("position").first()
    first.difference = "Acne is hot. [@SP]"
    first.save()
    revision = workflow.submit(draft, by=author)
    page = text(sign_in(second_reviewer).get(url(draft, "review", revision.pk)))
    assert "the words are the same" not in page and "hot.</ins>" in page


def test_each_statement_stands_beside_its_sources(draft, author, reviewer, sign_in):
    revision = workflow.submit(draft, by=author)
    page = sign_in(reviewer).get(url(draft, "review", revision.pk))
    by_words = {statement.words: statement for statement in page.context["statements"]}
    fact = by_words["The answer for feel."]
    assert fact.place == "Look-alike facts, feel" and [source["key"] for source in fact.sources] == ["SP"]
    assert not fact.needs_source and "Look-alike facts, feel" in text(page)


def test_newer_version_is_offered_instead_of_the_one_on_screen(draft, author, reviewer, sign_in):
    first = workflow.submit(draft, by=author)
    draft.title = "Milk spots"
    draft.save()
    second = workflow.submit(draft, by=author)
    rob = sign_in(reviewer)
    page = text(rob.get(url(draft, "review", first.pk)))
    assert f'<a href="{url(draft, "review", second.pk)}">Read version 2</a>' in page and 'value="approve"' not in page
    late = rob.post(url(draft, "review", first.pk), {"decision": "request_changes", "comment": "Say more."})
    assert late.status_code == 409 and "This changed while you were reading" in text(late)
