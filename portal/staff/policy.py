"""Who must prove more than a password."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from conditions.publishing import rules

SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def needs_second_step(person: AbstractBaseUser | AnonymousUser) -> bool:
    """Whoever can change what patients read: reviewers, leads, administrators, and roles that a clinic made so."""
    return settings.SECOND_FACTOR and (
        rules.may_review(person) or rules.may_publish(person) or rules.may_withdraw(person)
    )


def has_second_step(person: AbstractBaseUser) -> bool:
    return is_mfa_enabled(person, SECOND_STEPS)


def must_set_one_up(person: AbstractBaseUser | AnonymousUser) -> bool:
    return needs_second_step(person) and not has_second_step(person)
