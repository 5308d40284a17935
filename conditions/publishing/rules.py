"""Who may do what. One rule has no exception, superusers included: nobody approves their own words."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from conditions.models import Revision

from .errors import NotAllowed

User = AbstractBaseUser | AnonymousUser


def may(user: User, codename: str) -> bool:
    return bool(user.is_active and user.has_perm(f"conditions.{codename}"))


def may_submit(user: User) -> bool:
    return may(user, "submit_revision")


def may_review(user: User) -> bool:
    return may(user, "review_revision")


def may_publish(user: User) -> bool:
    return may(user, "publish_revision")


def may_withdraw(user: User) -> bool:
    return may(user, "withdraw_revision")


def may_break_glass(user: User) -> bool:
    return may(user, "break_glass_revision")


def may_give(user: User) -> bool:
    return may(user, "add_handout")


def is_own_work(user: User, revision: Revision) -> bool:
    """Whether this person submitted the revision or was the last to edit it."""
    return user.pk is not None and user.pk in {revision.submitted_by_id, revision.edited_by_id}


def may_approve(user: User, revision: Revision) -> bool:
    return may_review(user) and not is_own_work(user, revision)


def require(allowed: bool, action: str) -> None:
    """Raises NotAllowed unless allowed."""
    if not allowed:
        raise NotAllowed(f"Your account may not {action}.")


def require_second_person(user: User, revision: Revision) -> None:
    """Raises NotAllowed for the person who last edited or submitted the revision, superusers included."""
    if is_own_work(user, revision):
        raise NotAllowed("You edited or submitted this version, so a second person must approve it.")
