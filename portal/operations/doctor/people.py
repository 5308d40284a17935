"""Who can work, what patients read of the clinic, and which live words nobody here has signed."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from conditions.models import DOCUMENTS, Clinic, Publication
from conditions.publishing import rules
from conditions.vocabulary import Basis
from portal.staff.policy import must_set_one_up

from .finding import Finding

# What care cards name: field of the clinic -> in words.
NEEDED = {"clinic_name": "name", "clinic_phone": "telephone", "emergency_number": "emergency number"}


def findings() -> Iterator[Finding]:
    yield from _staff()
    yield from _clinic()
    yield from _unsigned()


def _staff() -> Iterator[Finding]:
    staff = list(User.objects.filter(is_active=True, is_staff=True).order_by("username"))
    if not any(person.is_superuser for person in staff):
        yield Finding("There is no administrator.", "Run: manage.py createsuperuser")
    able = [person for person in staff if rules.may_review(person)]
    if len(able) < 2 and not any(rules.may_submit(person) for person in staff if person not in able):
        yield Finding(
            "Nothing can be published: that takes one person who writes and another who approves.",
            "Add people at /admin/auth/user/, and give each a role.",
            is_grave=not settings.TRIAL,
        )
    if waiting := [person.get_username() for person in staff if must_set_one_up(person)]:
        yield Finding(
            f"Without a second step, though they may decide what patients read: {', '.join(waiting)}.",
            "Let each log in and set up a passkey or a phone: until then a password alone stands before that.",
        )


def _clinic() -> Iterator[Finding]:
    clinic = Clinic.current()
    missing = [words for field, words in NEEDED.items() if not getattr(clinic, field)]
    if missing:
        yield Finding(
            f"The clinic's {', '.join(missing)}: not set, so patients read a general phrase such as “your clinic”.",
            "Fill in /admin/conditions/clinic/.",
            is_grave=not settings.TRIAL,
        )


def _unsigned() -> Iterator[Finding]:
    now = timezone.now()
    live = [Publication.objects.live(kind, now) for kind in DOCUMENTS]
    samples = sum(found.filter(basis=Basis.SAMPLE).count() for found in live)
    if samples:
        yield Finding(
            f"Documents live as sample content, which nobody of this clinic has signed: {samples}.",
            "Let a reviewer approve or withdraw each; “manage.py review_sheet” prints them.",
            is_grave=False,
        )
    urgent = sum(found.filter(basis=Basis.BREAK_GLASS).count() for found in live)
    if urgent:
        yield Finding(
            f"Documents live since an emergency, without a second person: {urgent}.",
            "Let a reviewer look at each: the desk's first page lists them.",
        )
