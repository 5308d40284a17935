"""The verbs. Each has five beats: lock, permit, check, write, record; each refuses with a named sentence.

Only this module creates revisions, reviews and publications; ``record`` writes the event of each.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from conditions.content.canonical import digest
from conditions.content.schema import problems, schema
from conditions.models import Comment, FormerAddress, Governed, Publication, Review, Revision
from conditions.models.governed import address_name
from conditions.vocabulary import Basis, Decision, Kind, State

from . import evidence, finding, record, rules, standing
from .blockers import Blocker, blockers
from .diff import parts_of
from .errors import Blocked, NotReady
from .restore import restore
from .snapshot import snapshot

Person = AbstractBaseUser
LONGEST_WAIT = timedelta(days=731)


def blockers_of(draft: Governed) -> list[Blocker]:
    """What stops this draft from being sent for review: the list an editor sees and ``submit`` enforces."""
    document = snapshot(draft)
    wrong = [
        Blocker(_place(document, place), sentence, "schema")
        for place, sentence in problems(document, schema(draft.kind))
    ]
    found = wrong or blockers(document, standing.drafted_addresses(), standing.drafted_callouts())
    return [*found, *evidence.blockers(document)]


def _place(document: dict[str, Any], place: tuple[str | int, ...]) -> str:
    """A place in a document as an editor knows it: a step by its title."""
    if place[:1] == ("steps",) and len(place) > 1:
        return " ".join([f"Step “{document['steps'][place[1]]['title']}”", *map(str, place[2:])])
    return " ".join(str(part) for part in place) or "Leaflet"


def publish_blockers(revision: Revision, together_with: Sequence[Revision] = ()) -> list[Blocker]:
    """What stops this revision from going live: links are judged by what patients can read."""
    known = standing.known_addresses()
    known |= {(other.kind.value, other.document.slug) for other in [revision, *together_with]}
    warned = standing.live_callouts()
    warned |= {
        other.document.slug
        for other in together_with
        if other.kind == Kind.CONDITION and standing.has_callout(other.content["callout"])
    }
    return [*blockers(revision.content, known, warned), *evidence.blockers(revision.content)]


@transaction.atomic
def submit(draft: Governed, *, by: Person) -> Revision:
    """Freeze the draft as the next revision and send it for review.

    Raises NotAllowed, Blocked, or NotReady if exactly these words are already waiting, approved or live.
    """
    draft = _locked(draft)
    rules.require(rules.may_submit(by), "send a leaflet for review")
    found = blockers_of(draft)
    if found:
        raise Blocked(found)
    return _freeze(draft, by=by)


@transaction.atomic
def request_changes(
    revision: Revision, *, by: Person, comment: str = "", on_parts: Mapping[str, str] | None = None
) -> Review:
    """Send a revision back. The comments say what to change; each on a part must be answered before an approval.

    ``on_parts``: part of the document, as ``parts_of`` names it, to comment.
    """
    _lock_of(revision)
    rules.require(rules.may_review(by), "review a leaflet")
    parts = parts_of(revision.content)
    wanted = {part: words.strip() for part, words in (on_parts or {}).items() if words.strip() and part in parts}
    told = comment.strip() or (f"See: {', '.join(parts[part] for part in wanted)}."[:4000] if wanted else "")
    if not told:
        raise NotReady("Say what must change.")
    _require_newest(revision)
    if standing.state(revision) not in {State.IN_REVIEW, State.APPROVED}:
        raise NotReady("Only a version that waits for review or publication can be sent back.")
    review = _decide(revision, Decision.CHANGES_REQUESTED, by=by, comment=told)
    for part, words in wanted.items():
        row = Comment.objects.create(review=review, part=part, text=words, by=by)
        _record(f"commented on “{parts[part]}” of", revision, by=by, more=words, row=row)
    return review


@transaction.atomic
def answer_comments(answers: Sequence[tuple[Comment, str]], *, by: Person) -> list[Comment]:
    """Say what became of reviewers' comments: all of the answers are kept, or none."""
    rules.require(rules.may_submit(by), "answer a comment")
    return [_answer(comment, text.strip(), by=by) for comment, text in answers]


@transaction.atomic
def approve(revision: Revision, *, by: Person, comment: str = "") -> Review:
    """Sign exactly this revision. Also signs sample content, and a break-glass publication after the fact.

    Refused while a comment on any version of the document is not answered.
    """
    document = _lock_of(revision)
    rules.require(rules.may_review(by), "approve a leaflet")
    rules.require_second_person(by, revision)
    publication = standing.publication_in_force(document, revision.language)
    signs_what_is_live = (
        publication is not None
        and publication.revision_id == revision.pk
        and standing.waits_for_second_person(publication)
    )
    if not signs_what_is_live:
        _require_newest(revision)
        if standing.state(revision) != State.IN_REVIEW:
            raise NotReady("This version no longer waits for approval. Open the newest version and read that.")
    unanswered = standing.open_comments(document).count()
    if unanswered:
        raise NotReady(
            f"{unanswered} comment{'s are' if unanswered > 1 else ' is'} not answered yet. Answer first, then approve."
        )
    return _decide(revision, Decision.APPROVED, by=by, comment=comment.strip())


@transaction.atomic
def review_unchanged(revision: Revision, *, by: Person) -> Review:
    """Sign once more, unchanged, the words that patients read: the time until the next review begins anew."""
    document = _lock_of(revision)
    rules.require(rules.may_review(by), "review a leaflet")
    rules.require_second_person(by, revision)
    if standing.live_revision(document, revision.language) != revision:
        raise NotReady("This changed while you were reading: patients read another version now. Read that one.")
    if standing.approval(revision) is None:
        raise NotReady("Nobody has approved this version yet. Read it and decide about it first.")
    found = evidence.blockers(revision.content)
    if found:
        raise Blocked(found)
    return _decide(revision, Decision.APPROVED, by=by, comment="No change.", verb="reviewed again")


@transaction.atomic
def publish(
    revision: Revision, *, by: Person, change_note: str, at: datetime | None = None, about_safety: bool = False
) -> Publication:
    """Make an approved revision live, now or at a future time, under the same blockers that the editor sees.

    A change ``about_safety`` is told first to people who were given an older version.
    """
    document = _lock_of(revision)
    rules.require(rules.may_publish(by), "publish a leaflet")
    signed = standing.approval(revision)
    if signed is None:
        raise NotReady("A second person must approve this version first.")
    live_at = _live_at(at)
    _require_publishable(document, revision, change_note, live_at)
    return _go_live(
        revision,
        Basis.APPROVED,
        by=by,
        change_note=change_note,
        at=live_at,
        review=signed,
        about_safety=about_safety,
    )


@transaction.atomic
def publish_break_glass(
    revision: Revision, *, by: Person, reason: str, change_note: str, about_safety: bool = False
) -> Publication:
    """Publish without approval in an emergency. The reason stays on the record, also after a second person approved."""
    document = _lock_of(revision)
    rules.require(rules.may_break_glass(by), "publish without approval")
    if not reason.strip():
        raise NotReady("Write down why this cannot wait for a second person.")
    now = timezone.now()
    _require_publishable(document, revision, change_note, now)
    return _go_live(
        revision,
        Basis.BREAK_GLASS,
        by=by,
        change_note=change_note,
        at=now,
        reason=reason.strip(),
        about_safety=about_safety,
    )


@transaction.atomic
def publish_samples(drafts: Sequence[Governed], *, change_note: str) -> list[Publication]:
    """Show drafts that came from a pack as sample content; returns what is new.

    Nobody's approval is claimed: the basis is “sample”, and pages say so until a reviewer of this clinic approves.
    Left alone: a draft that somebody edited here or sent for review, and a document that this clinic published or
    withdrew itself.
    """
    waiting = [draft for draft in (_locked(draft) for draft in drafts) if _is_due_as_sample(draft)]
    revisions = [_freeze(draft, by=None) for draft in waiting]
    for revision in revisions:
        found = publish_blockers(revision, together_with=revisions)
        if found:
            raise Blocked(found)
    return [
        _go_live(revision, Basis.SAMPLE, by=None, change_note=change_note, at=timezone.now()) for revision in revisions
    ]


@transaction.atomic
def withdraw(document: Governed, *, by: Person, reason: str, replacement: Governed | None = None) -> Publication:
    """Take a leaflet down. Its address then answers 410 with the reason, the date and the replacement.

    What was planned to go live later is cancelled: it would bring the leaflet back with nobody deciding that.
    """
    document = _locked(document)
    if replacement is not None:
        _locked(replacement)  # before the record is: two people who wait for each other's row would both be refused
    rules.require(rules.may_withdraw(by), "withdraw a leaflet")
    live = standing.live_revision(document)
    if live is None:
        raise NotReady("This leaflet is not live, so there is nothing to withdraw.")
    if not reason.strip():
        raise NotReady("Say why, in words that patients will read.")
    if replacement is not None and (replacement == document or standing.live_revision(replacement) is None):
        raise NotReady("The replacement must be another leaflet that is live.")
    for planned in standing.planned(document):
        _cancel(planned, by=by)
    publication = Publication.objects.create(
        revision=live,
        basis=Basis.WITHDRAWN,
        published_by=by,
        reason=reason.strip(),
        replacement_condition=replacement if replacement and replacement.kind == Kind.CONDITION else None,
        replacement_treatment=replacement if replacement and replacement.kind == Kind.TREATMENT else None,
    )
    _record("withdrew", live, by=by, more=f"because: {reason.strip()}", row=publication)
    return publication


@transaction.atomic
def cancel_publication(publication: Publication, *, by: Person) -> Publication:
    """Take back a publication whose time has not come yet."""
    revision = publication.revision
    _lock_of(revision)
    rules.require(rules.may_publish(by), "change when a leaflet goes live")
    planned = standing.planned(revision.document, revision.language).filter(pk=publication.pk).first()
    if planned is None:
        raise NotReady("This publication is no longer waiting for its time.")
    return _cancel(planned, by=by)


@transaction.atomic
def restore_revision(revision: Revision, *, by: Person, seen: int | None = None) -> Governed:
    """Write an old revision into the draft. What is live does not change.

    ``seen`` is the version of the draft that the person agreed to replace.
    """
    document = _lock_of(revision)
    rules.require(rules.may_submit(by), "change a draft")
    if seen is not None and seen != document.version:
        raise NotReady("Somebody saved this draft meanwhile. Read again what would be replaced.")
    draft = restore({**revision.content, "slug": document.slug}, by=by)
    _record("restored into the draft", revision, by=by)
    return draft


@transaction.atomic
def rename(document: Governed, *, to: str, by: Person) -> Governed:
    """Move a document to a new address. The old one redirects for good and can never mean anything else."""
    document = _locked(document)
    rules.require(rules.may_publish(by), "change an address")
    address_name(to)
    if to == document.slug:
        raise NotReady("The leaflet has this address already.")
    if standing.is_taken(to, document):
        raise NotReady(f"The address name “{to}” belongs to another leaflet, now or in the past.")
    FormerAddress.objects.filter(kind=document.kind, slug=to).delete()
    if standing.revisions_of(document).exists():
        FormerAddress.objects.create(kind=document.kind, slug=document.slug, **{document.kind.value: document})
    _record_of(document, "moved", by=by, sentence=f"{document.title} moved from {document.slug} to {to}")
    document.slug = to
    document.version += 1
    document.save(update_fields=["slug", "version", "edited_at"])
    return document


def _locked(document: Governed) -> Governed:
    """The document's row, locked until the transaction ends, so that verbs on one document take turns."""
    return type(document).objects.select_for_update().get(pk=document.pk)


def _lock_of(revision: Revision) -> Governed:
    return _locked(revision.document)


def _require_newest(revision: Revision) -> None:
    newest = standing.revisions_of(revision.document, revision.language).first()
    if newest and newest.number > revision.number:
        raise NotReady(
            f"This changed while you were reading: version {newest.number} was sent for review. Read that one."
        )


def _freeze(draft: Governed, *, by: Person | None) -> Revision:
    document = snapshot(draft)
    newest = standing.revisions_of(draft).first()
    if newest and newest.digest == digest(document) and standing.state(newest) != State.WITHDRAWN:
        raise NotReady(f"These words are version {newest.number} already. Change something first.")
    revision = Revision.objects.create(
        **{draft.kind.value: draft},
        language=draft.language,
        number=newest.number + 1 if newest else 1,
        content=document,
        schema=document["schema"],
        digest=digest(document),
        submitted_by=by,
        edited_by=draft.edited_by if by else None,
    )
    finding.index(revision)
    _record("sent for review" if by else "froze from a pack", revision, by=by, row=revision)
    return revision


def _answer(comment: Comment, text: str, *, by: Person) -> Comment:
    revision = comment.review.revision
    _lock_of(revision)
    if not text:
        raise NotReady("Write an answer.")
    if Comment.objects.filter(answers=comment).exists():
        raise NotReady(f"Somebody has answered this comment already: {comment.text}")
    row = Comment.objects.create(answers=comment, text=text, by=by)
    _record("answered a comment on", revision, by=by, more=text, row=row)
    return row


def _decide(revision: Revision, decision: Decision, *, by: Person, comment: str, verb: str = "") -> Review:
    review = Review.objects.create(
        revision=revision,
        reviewer=by,
        decision=decision,
        comment=comment,
        submitted_by=revision.submitted_by,
        edited_by=revision.edited_by,
    )
    verb = verb or ("approved" if decision == Decision.APPROVED else "asked for changes to")
    _record(verb, revision, by=by, more=comment, row=review)
    return review


def _cancel(planned: Publication, *, by: Person) -> Publication:
    cancellation = Publication.objects.create(
        revision=planned.revision,
        basis=planned.basis,
        review=planned.review,
        published_by=by,
        change_note=planned.change_note,
        reason=planned.reason,
        cancels=planned,
    )
    _record("cancelled the planned publication of", planned.revision, by=by, row=cancellation)
    return cancellation


def _require_publishable(document: Governed, revision: Revision, change_note: str, live_at: datetime) -> None:
    if not change_note.strip():
        raise NotReady("Say in one sentence for patients what is new or changed.")
    in_force = standing.publication_in_force(document, revision.language)
    if in_force and in_force.revision_id == revision.pk and in_force.basis in {Basis.APPROVED, Basis.BREAK_GLASS}:
        raise NotReady("This version is live already.")
    if in_force and in_force.revision_id == revision.pk and in_force.basis == Basis.WITHDRAWN:
        raise NotReady("This version was withdrawn. To show it again, send the draft for review.")
    if in_force and in_force.revision.number > revision.number:
        raise NotReady("A newer version went live. To go back, restore this version into the draft.")
    if standing.state(revision) == State.SCHEDULED:
        raise NotReady("This version already has a time at which it goes live.")
    _require_order(document, revision, live_at)
    found = publish_blockers(revision)
    if found:
        raise Blocked(found)


def _require_order(document: Governed, revision: Revision, live_at: datetime) -> None:
    """Versions go live in the order of their numbers, or an older one would undo this one unseen."""
    for planned in standing.planned(document, revision.language):
        is_older = planned.revision.number < revision.number
        if planned.live_at >= live_at if is_older else planned.live_at <= live_at:
            raise NotReady(
                f"Version {planned.revision.number} is planned to go live, and would "
                f"{'replace this one then' if is_older else 'be replaced by this older one'}. Cancel that first."
            )


def _live_at(at: datetime | None) -> datetime:
    now = timezone.now()
    if at is None:
        return now
    if at <= now:
        raise NotReady("Choose a time in the future, or publish now.")
    if at > now + LONGEST_WAIT:
        raise NotReady("Choose a time within the next two years.")
    return at


def _go_live(
    revision: Revision,
    basis: Basis,
    *,
    by: Person | None,
    change_note: str,
    at: datetime,
    review: Review | None = None,
    reason: str = "",
    about_safety: bool = False,
) -> Publication:
    publication = Publication.objects.create(
        revision=revision,
        basis=basis,
        review=review,
        live_at=at,
        published_by=by,
        change_note=change_note.strip(),
        about_safety=about_safety,
        reason=reason,
    )
    finding.give_number(revision.document)
    verb = {Basis.BREAK_GLASS: "published in an emergency", Basis.SAMPLE: "showed as sample content"}.get(
        basis, "published"
    )
    _record(verb, revision, by=by, more=f"because: {reason}" if reason else "", row=publication)
    return publication


def _is_due_as_sample(draft: Governed) -> bool:
    words = digest(snapshot(draft))
    newest = standing.revisions_of(draft).first()
    if words != draft.pack_digest or (newest and newest.digest == words):
        return False
    in_force = standing.publication_in_force(draft)
    if in_force is None:
        return True
    still_sample = in_force.basis == Basis.SAMPLE and standing.approval(in_force.revision) is None
    return still_sample and in_force.revision.digest != words


def _record(verb: str, revision: Revision, *, by: Person | None, more: str = "", row: Any = None) -> None:
    """``row`` is what was written with it: a version, review or publication."""
    who = by.get_username() if by else "the pack"
    sentence = f"{who} {verb} {revision.content['title']}, version {revision.number}"
    sentence = f"{sentence}: {more}" if more else sentence
    _record_of(revision.document, verb, by=by, number=revision.number, sentence=sentence, row=row)


def _record_of(document: Governed, verb: str, *, by: Person | None, sentence: str, **more: Any) -> None:
    about = {"kind": document.kind, "slug": document.slug, "language": document.language}
    record.append(verb, by=by, sentence=sentence, **about, **more)
