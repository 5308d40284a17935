"""The top of a document's page: where it stands, what is wrong with it, and which steps this person can take now."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.formats import date_format

from conditions.content.canonical import digest
from conditions.models import Governed, Publication, Review, Revision
from conditions.publishing import rules, standing, workflow
from conditions.publishing.blockers import Blocker
from conditions.publishing.snapshot import snapshot
from conditions.vocabulary import Basis, Decision, State

from .clarity import told_by_version
from .listing import in_words

MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Button:
    """A step: the page that it opens, and whether it is what this person most likely came for."""

    label: str
    page: str
    args: tuple[Any, ...] = ()
    is_next: bool = False


@dataclass(frozen=True)
class Panel:
    where: str
    notes: list[str]
    blockers: list[Blocker]
    buttons: list[Button]


def panel(document: Governed, user: AbstractBaseUser) -> Panel:
    """``document`` comes from the list of documents ``with_standing``."""
    newest = standing.revisions_of(document).first()
    state = standing.state(newest) if newest else None
    in_force = standing.publication_in_force(document)
    is_unsent = newest is None or newest.digest != digest(snapshot(document)) or state == State.WITHDRAWN
    blockers = workflow.blockers_of(document) if is_unsent else []
    return Panel(
        where=in_words(document),
        notes=list(_notes(user, newest, state, in_force, is_unsent)),
        blockers=blockers,
        buttons=list(_buttons(document, user, newest, state, in_force, is_unsent, bool(blockers))),
    )


def _is_soon_due(signed: Review, revision: Revision) -> bool:
    """Whether the next review is less than a month away, or late."""
    months = revision.content["review_months"]
    due = standing.review_due(timezone.localtime(signed.created_at).date(), months) if months else None
    return due is not None and due <= timezone.localdate() + MONTH


def waits_for(user: AbstractBaseUser, revision: Revision | None, state: State | None) -> bool:
    return revision is not None and state == State.IN_REVIEW and rules.may_approve(user, revision)


def _notes(
    user: AbstractBaseUser, newest: Revision | None, state: State | None, in_force: Publication | None, is_unsent: bool
) -> Any:
    if in_force and in_force.basis != Basis.WITHDRAWN:
        since = date_format(timezone.localtime(in_force.live_at), "j F Y")
        yield f"Patients read version {in_force.revision.number}, live since {since}."
        for clear in told_by_version([in_force.revision]).values():
            yield f"Readers of it answered “Was this clear?”: {clear}."
    if in_force and in_force.basis == Basis.WITHDRAWN:
        yield f"Patients are told why it was withdrawn: {in_force.reason}"
    if newest and is_unsent and state != State.WITHDRAWN:
        yield f"The draft below differs from version {newest.number}: those changes have not been sent for review."
    if newest and state == State.IN_REVIEW and rules.is_own_work(user, newest):
        yield f"You wrote or sent version {newest.number}, so a second person must read and approve it."
    review = standing.latest_review(newest) if newest and state == State.CHANGES_REQUESTED else None
    if review and review.decision == Decision.CHANGES_REQUESTED:
        yield f"{review.reviewer} asked for changes to version {newest.number}: {review.comment}"


def _buttons(
    document: Governed,
    user: AbstractBaseUser,
    newest: Revision | None,
    state: State | None,
    in_force: Publication | None,
    is_unsent: bool,
    is_blocked: bool,
) -> Any:
    is_live = in_force is not None and in_force.basis != Basis.WITHDRAWN
    if newest and state == State.IN_REVIEW and rules.may_review(user):
        mine = rules.is_own_work(user, newest)
        label = f"Read version {newest.number}" if mine else f"Read version {newest.number} and decide"
        yield Button(label, "review", (newest.pk,), is_next=not mine)
    if (
        is_live
        and in_force.revision != newest
        and standing.waits_for_second_person(in_force)
        and rules.may_review(user)
    ):
        yield Button(f"Read live version {in_force.revision.number} and decide", "review", (in_force.revision_id,))
    if (
        is_live
        and in_force.revision == newest
        and standing.waits_for_second_person(in_force)
        and rules.may_review(user)
    ):
        yield Button(f"Read version {newest.number} and decide", "review", (newest.pk,), is_next=True)
    if newest and state == State.APPROVED and rules.may_publish(user):
        yield Button(f"Publish version {newest.number}", "publish", (newest.pk,), is_next=True)
    comments = list(standing.comments_on(document)) if newest else []
    unanswered = [comment for comment in comments if not hasattr(comment, "answer")]
    if unanswered and rules.may_submit(user):
        is_for_them = any(comment.by_id != user.pk for comment in unanswered)
        label = "Answer 1 comment" if len(unanswered) == 1 else f"Answer {len(unanswered)} comments"
        yield Button(label, "comments", is_next=is_for_them)
    if is_unsent and rules.may_submit(user):
        is_next = not is_blocked and not unanswered and not waits_for(user, newest, state)
        yield Button("Send for review", "submit", is_next=is_next)
    signed = standing.approval(in_force.revision) if is_live and rules.may_approve(user, in_force.revision) else None
    if signed:
        yield Button("Review it again", "reviewed", is_next=_is_soon_due(signed, in_force.revision))
    if is_live and rules.may_give(user):
        yield Button("Give to patient", "give")
    yield Button("See the draft as a page", "preview")
    yield Button("History and old versions", "history")
    if comments and not (unanswered and rules.may_submit(user)):
        yield Button("Comments of reviewers", "comments")
    yield Button("What it said on a day", "then")
    yield Button("What links here", "links")
    for publication in standing.planned(document) if rules.may_publish(user) else []:
        yield Button(
            f"Cancel the planned publication of version {publication.revision.number}", "cancel", (publication.pk,)
        )
    if newest and state == State.APPROVED and rules.may_review(user):
        yield Button(f"Read version {newest.number} again", "review", (newest.pk,))
    if newest and rules.may_publish(user):
        yield Button("Change the address", "rename")
    if is_live and rules.may_withdraw(user):
        yield Button("Withdraw", "withdraw")
    if newest and state in {State.IN_REVIEW, State.CHANGES_REQUESTED} and rules.may_break_glass(user):
        yield Button("Publish in an emergency", "emergency", (newest.pk,))
