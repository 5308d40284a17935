"""The comments of reviewers on parts of a document, each with its answer or with the box for one."""

from dataclasses import dataclass

from django.forms import BoundField

from conditions.models import Comment, Governed
from conditions.publishing import standing
from conditions.publishing.diff import parts_of

from .forms import Answers


@dataclass(frozen=True)
class Thread:
    comment: Comment
    part: str
    number: int  # of the version that it is about
    answer: Comment | None
    box: BoundField | None


def threads(document: Governed, form: Answers | None = None) -> list[Thread]:
    """Newest first; those that wait for an answer before the others."""
    found = [_thread(comment, form) for comment in standing.comments_on(document)]
    return sorted(found, key=lambda thread: thread.answer is not None)


def _thread(comment: Comment, form: Answers | None) -> Thread:
    revision = comment.review.revision
    box = form[str(comment.pk)] if form and str(comment.pk) in form.fields else None
    part = parts_of(revision.content).get(comment.part, comment.part)
    return Thread(comment, part, revision.number, getattr(comment, "answer", None), box)
