"""One message to each owner that lists what they must have reviewed: overdue first, then due within a month."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.formats import date_format

from conditions.models import Reminder

from .due import Due, reviews_due

WITHIN = 30  # days


def digests() -> dict[AbstractBaseUser | None, list[Due]]:
    """What is due for each owner; under None what nobody owns, or somebody who is no longer active."""
    found: dict[AbstractBaseUser | None, list[Due]] = {}
    for due in reviews_due(within=WITHIN):
        owner = due.document.owner
        found.setdefault(owner if owner and owner.is_active else None, []).append(due)
    return found


def send(person: AbstractBaseUser, dues: Iterable[Due]) -> bool:
    """Send a person their list, once a day at most; returns whether it was sent now.

    Raises OSError (SMTPException is one) if the mail server does not take it; then the next run sends it.
    """
    reminder, is_new = Reminder.objects.get_or_create(person=person, day=timezone.localdate())
    if not is_new:
        return False
    try:
        _message(person, list(dues)).send()
    except Exception:
        reminder.delete()  # not a transaction around it: a slow mail server must not hold the database
        raise
    return True


def told(due: Due) -> str:
    """For example: Cold sores (condition): due by 4 May 2026, 12 days ago."""
    kind = str(due.document.kind.label).lower()
    return f"{due.document.title} ({kind}): due by {date_format(due.on, 'j F Y')}, {_when(due.days)}"


def _when(days: int) -> str:
    if days == 0:
        return "today"
    number = f"{abs(days)} {'day' if abs(days) == 1 else 'days'}"
    return f"in {number}" if days > 0 else f"{number} ago"


def _message(person: AbstractBaseUser, dues: list[Due]) -> EmailMessage:
    overdue = sum(due.is_overdue for due in dues)
    name = person.get_full_name() or person.get_username()
    lines = [
        f"Hello {name},",
        "",
        "You look after these documents of the patient leaflets. Each needs a second person who reads it whole and "
        "signs it, or a new version.",
        "",
        *(f"- {told(due)}\n  {settings.SITE_URL}{_desk_page(due)}" for due in dues),
        "",
        f"The whole list: {settings.SITE_URL}/admin/",
        "",
    ]
    subject = f"Leaflets to review: {overdue} overdue, {len(dues) - overdue} due within {WITHIN} days"
    return EmailMessage(subject, "\n".join(lines), to=[person.email])


def _desk_page(due: Due) -> str:
    return f"/admin/conditions/{due.document._meta.model_name}/{due.document.pk}/change/"
