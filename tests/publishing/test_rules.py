"""Every role and every verb. A cell that is not in the table fails."""

from collections.abc import Callable

import pytest

from conditions.publishing import workflow
from conditions.publishing.errors import NotAllowed
from tests import builders

pytestmark = pytest.mark.django_db

ROLES = ("outsider", "auditor", "author", "reviewer", "lead", "administrator")
VERBS = (
    "submit",
    "request_changes",
    "answer_comments",
    "approve",
    "review_unchanged",
    "publish",
    "publish_break_glass",
    "withdraw",
    "cancel_publication",
    "restore_revision",
    "rename",
)
MAY = {
    "outsider": set(),
    "auditor": set(),
    "author": {"submit", "restore_revision", "answer_comments"},
    "reviewer": set(VERBS) - {"publish_break_glass"},
    "lead": set(VERBS),
    "administrator": set(VERBS),
}


@pytest.fixture
def act(make_condition, author, second_reviewer) -> dict[str, Callable]:
    """Each verb, on a document that ann wrote and that is ready for exactly that verb."""
    from datetime import timedelta

    from django.utils import timezone

    def waiting():
        return workflow.submit(make_condition(), by=author)

    def signed():
        return builders.approved(make_condition(), author=author, reviewer=second_reviewer)

    def live(**more):
        return builders.published(make_condition(), author=author, reviewer=second_reviewer, **more)

    def commented():
        wanted = {"summary": "Say how small."}
        review = workflow.request_changes(waiting(), by=second_reviewer, on_parts=wanted)
        return review.comments.get()

    def planned():
        return live(at=timezone.now() + timedelta(days=1))

    return {
        "submit": lambda by: workflow.submit(make_condition(), by=by),
        "request_changes": lambda by: workflow.request_changes(waiting(), by=by, comment="Say more."),
        "answer_comments": lambda by: workflow.answer_comments([(commented(), "Done.")], by=by),
        "approve": lambda by: workflow.approve(waiting(), by=by),
        "review_unchanged": lambda by: workflow.review_unchanged(live().revision, by=by),
        "publish": lambda by: workflow.publish(signed(), by=by, change_note="New."),
        "publish_break_glass": lambda by: workflow.publish_break_glass(
            waiting(), by=by, reason="Now.", change_note="New."
        ),
        "withdraw": lambda by: workflow.withdraw(live().revision.document, by=by, reason="Old."),
        "cancel_publication": lambda by: workflow.cancel_publication(planned(), by=by),
        "restore_revision": lambda by: workflow.restore_revision(live().revision, by=by),
        "rename": lambda by: workflow.rename(live().revision.document, to="milk-spots", by=by),
    }


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", ROLES)
def test_role_may_do_exactly_what_the_table_says(role, verb, act, request):
    person = request.getfixturevalue(role)
    if verb in MAY[role]:
        assert act[verb](person) is not None
    else:
        with pytest.raises(NotAllowed):
            act[verb](person)


@pytest.mark.parametrize("verb", VERBS)
def test_disabled_account_may_do_nothing(verb, act, lead):
    lead.is_active = False
    with pytest.raises(NotAllowed):
        act[verb](lead)


def test_every_public_verb_of_the_workflow_is_in_the_table():
    public = {
        name
        for name, found in vars(workflow).items()
        if callable(found) and getattr(found, "__module__", "") == workflow.__name__ and not name.startswith("_")
    }
    assert public == set(VERBS) | {"blockers_of", "publish_blockers", "publish_samples"}
