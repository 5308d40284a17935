"""“What did this page say on 4 May?”: an answer for any date."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.publishing import workflow
from conditions.publishing.then import then
from tests import builders


def page(document, **asked: str) -> tuple[str, dict]:
    return f"/admin/conditions/{document.kind.value}/{document.pk}/then/", asked


@pytest.fixture
def story(it_is, make_condition, author, reviewer, second_reviewer, lead):
    """Version 1 on 4 May, withdrawn on 6 May, version 2 in an emergency on 8 May, approved on 9 May."""

    it_is(2026, 5, 4)
    draft = make_condition()
    builders.published(draft, author=author, reviewer=reviewer)
    it_is(2026, 5, 6)
    workflow.withdraw(draft, by=reviewer, reason="It was out of date.")
    it_is(2026, 5, 8)
    draft.refresh_from_db()
    draft.summary = "Milia are small white bumps. [@SP]"
    draft.save()
    revision = workflow.submit(draft, by=author)
    workflow.publish_break_glass(revision, by=lead, reason="People squeeze them.", change_note="New words.")
    it_is(2026, 5, 9)
    workflow.approve(revision, by=second_reviewer)
    it_is(2026, 5, 20)
    return draft


def told(story, sign_in, auditor, **asked) -> str:
    address, values = page(story, **asked)
    answer = sign_in(auditor).get(address, values)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_version_in_force_is_shown_in_full(story, sign_in, auditor):
    shown = told(story, sign_in, auditor, day="2026-05-05", hour="")
    assert "patients read version 1" in shown and "until 6 May 2026, 12:00" in shown
    assert "Approved by rob on 4 May 2026, 12:00." in shown and "Milia are tiny, hard, white bumps" in shown
    assert story.revisions.get(number=1).digest in shown


def test_time_of_day_decides_on_the_day_of_a_change(story, sign_in, auditor):
    assert "patients could not read it" in told(story, sign_in, auditor, day="2026-05-04", hour="11:59")
    assert "patients read version 1" in told(story, sign_in, auditor, day="2026-05-04", hour="12:00")
    assert "patients read version 1" in told(story, sign_in, auditor, day="2026-05-04", hour="")


def test_before_the_first_publication_it_says_so(story, sign_in, auditor):
    shown = told(story, sign_in, auditor, day="2026-05-03")
    assert "It was not yet published. It first went live on 4 May 2026, 12:00." in shown


def test_withdrawal_is_told_with_its_reason(story, sign_in, auditor):
    shown = told(story, sign_in, auditor, day="2026-05-07")
    assert "it was withdrawn" in shown and "Patients were told why: It was out of date." in shown


def test_words_that_nobody_had_approved_then_are_told_so(story, sign_in, auditor):
    shown = told(story, sign_in, auditor, day="2026-05-08")
    assert "Nobody had approved it then" in shown and "lea published it in an emergency" in shown
    assert "rita approved it afterwards, on 9 May 2026, 12:00." in shown
    assert "Approved by rita on 9 May 2026" in told(story, sign_in, auditor, day="2026-05-10")


def test_document_that_was_never_published_says_so(draft, sign_in, auditor):
    address, asked = page(draft, day="2026-05-04")
    assert "It has never been published." in sign_in(auditor).get(address, asked).content.decode()


@pytest.mark.parametrize(
    ("day", "hour", "sentence"),
    [
        ("2999-01-01", "", "That day has not come yet."),
        ("9999-12-31", "23:59", "That day has not come yet."),
        ("0001-01-01", "", "Nothing was published that long ago."),
        ("yesterday", "", "This is not a date."),
        ("2026-02-30", "", "This is not a date."),
        ("", "", "Choose a date."),
        ("\x00", "\x00", "This is not a date."),
        ("2026-05-04", "25:00", "This is not a time of day."),
    ],
)
def test_date_that_makes_no_sense_is_answered_with_a_sentence(day, hour, sentence, draft, sign_in, auditor):
    address, asked = page(draft, day=day, hour=hour)
    answer = sign_in(auditor).get(address, asked)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_time_of_today_that_has_not_come_is_refused(story, sign_in, auditor):
    address, asked = page(story, day="2026-05-20", hour="12:05")
    assert "That time has not come yet." in sign_in(auditor).get(address, asked).content.decode()


def test_publication_that_was_planned_and_cancelled_was_never_in_force(draft, author, reviewer):
    revision = builders.approved(draft, author=author, reviewer=reviewer)
    planned = workflow.publish(revision, by=reviewer, change_note="New.", at=timezone.now() + timedelta(days=1))
    workflow.cancel_publication(planned, by=reviewer)
    later = timezone.now() + timedelta(days=2)
    assert then(draft, later, since=later).publication is None


def test_guide_is_shown_too(author, reviewer, sign_in, auditor):
    live = builders.published(builders.make_guide(author), author=author, reviewer=reviewer)
    address, asked = page(live.revision.document, day=timezone.localdate().isoformat())
    assert "Is anyone very ill right now?" in sign_in(auditor).get(address, asked).content.decode()


def test_outsider_sees_nothing(draft, sign_in, outsider):
    address, asked = page(draft, day="2026-05-04")
    outsider.is_staff = True
    outsider.save()
    assert sign_in(outsider).get(address, asked).status_code == 403
