"""reviews_due as a person or a timer runs it; --mail against a real mail server on loopback."""

import email
import email.policy
import socket
from collections.abc import Iterator
from io import StringIO

import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from django.test import override_settings

from conditions.models import Reminder
from tests import builders

pytestmark = pytest.mark.django_db


class Mailbox:
    """What a mail server was given; it takes nothing for a name that starts with “full”."""

    def __init__(self) -> None:
        self.messages: list[email.message.EmailMessage] = []

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802  the library's name
        if address.startswith("full"):
            return "452 The box is full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 Taken"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    with override_settings(**smtp, EMAIL_PORT=port, EMAIL_IS_SET=True, DEFAULT_FROM_EMAIL="leaflets@clinic.test"):
        yield box
    server.stop()


@pytest.fixture
def owned(it_is, author, reviewer, lead):
    """Milia, owned by ann, 12 days overdue; “Leave it alone”, owned by lea, due in 9 days; Acne, nobody's, overdue."""
    author.email, lead.email = "ann@clinic.test", "lea@clinic.test"
    author.first_name, author.last_name = "Ann", "Author"
    author.save()
    lead.save()
    for day, draft, owner in (
        ((2024, 1, 10), builders.make_condition(author, review_months=12), author),
        ((2024, 1, 31), builders.make_treatment(author, review_months=12), lead),
        ((2024, 1, 9), builders.make_condition(author, slug="acne", title="Acne", review_months=12), None),
    ):
        it_is(*day)
        draft.owner = owner
        draft.save()
        builders.published(draft, author=author, reviewer=reviewer)
    it_is(2025, 1, 22)


def run(*words: str) -> str:
    out = StringIO()
    call_command("reviews_due", *words, stdout=out)
    return out.getvalue()


def test_list_is_by_owner_and_names_what_nobody_looks_after(owned):
    assert run().splitlines() == [
        "Nobody looks after these: choose an owner at the desk:",
        "  Acne (condition): due by 9 January 2025, 13 days ago",
        "ann:",
        "  Milia (condition): due by 10 January 2025, 12 days ago",
        "lea:",
        "  Leave it alone (treatment): due by 31 January 2025, in 9 days",
        "3 to review within 30 days.",
    ]
    assert not Reminder.objects.exists()


def test_each_owner_is_sent_one_list_of_their_own(owned, mailbox):
    said = run("--mail")
    assert said.count("  Sent.") == 2
    to_ann, to_lea = mailbox.messages
    assert (to_ann["To"], to_ann["From"]) == ("ann@clinic.test", "leaflets@clinic.test")
    assert to_ann["Subject"] == "Leaflets to review: 1 overdue, 0 due within 30 days"
    words = to_ann.get_content()
    assert "Hello Ann Author," in words and "- Milia (condition): due by 10 January 2025, 12 days ago" in words
    assert "http://testserver/admin/conditions/condition/" in words
    assert "Leave it alone" not in words and "Acne" not in words
    assert "Leave it alone" in to_lea.get_content() and "Milia" not in to_lea.get_content()


def test_second_run_on_a_day_sends_nothing_again_and_the_next_day_does(owned, mailbox, it_is):
    run("--mail")
    assert run("--mail").count("Was sent today already.") == 2
    assert len(mailbox.messages) == 2
    it_is(2025, 1, 23)
    run("--mail")
    assert len(mailbox.messages) == 4


def test_owner_that_could_not_be_sent_theirs_is_named_and_sent_it_by_the_next_run(owned, mailbox, lead):
    lead.email = "full@clinic.test"
    lead.save()
    with pytest.raises(CommandError, match="1 could not be sent"):
        run("--mail")
    assert [message["To"] for message in mailbox.messages] == ["ann@clinic.test"]
    lead.email = "lea@clinic.test"
    lead.save()
    run("--mail")
    assert [message["To"] for message in mailbox.messages] == ["ann@clinic.test", "lea@clinic.test"]


def test_owner_without_an_address_and_one_who_left_are_said(owned, mailbox, author, lead):
    author.email = ""
    author.save()
    lead.is_active = False
    lead.save()
    with pytest.raises(CommandError, match="1 could not be sent"):
        run("--mail")
    assert mailbox.messages == []
    assert "Leave it alone" in run().partition("ann:")[0]  # nobody looks after it now


def test_mail_server_that_is_gone_loses_nothing(owned):
    gone = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 9}
    with override_settings(**gone, EMAIL_IS_SET=True), pytest.raises(CommandError, match="2 could not be sent"):
        run("--mail")
    assert not Reminder.objects.exists()


def test_without_a_mail_server_it_says_what_to_set():
    with pytest.raises(CommandError, match="Set EMAIL_URL"):
        run("--mail")
