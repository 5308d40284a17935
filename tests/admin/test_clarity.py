"""What the desk tells of “Was this clear?”: in words, for each version, and never a small number."""

import pytest
from django.urls import reverse

from conditions.admin.clarity import told
from conditions.clarity import Answers
from conditions.models import ClearCount
from conditions.publishing import workflow
from tests import builders

from .test_workflow import text, url

pytestmark = pytest.mark.django_db


def pressed(revision, **numbers: int) -> None:
    for answer, number in numbers.items():
        ClearCount.objects.create(revision=revision, answer=answer, count=number)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Answers(), "fewer than 5 answers so far"),
        (Answers(yes=2, partly=1, no=1), "fewer than 5 answers so far"),
        (Answers(yes=2, partly=2, no=1), "fewer than 5 of each answer so far"),
        (Answers(yes=5), "5 yes, fewer than 5 partly, fewer than 5 no"),
        (Answers(yes=41, partly=7, no=2), "41 yes, 7 partly, fewer than 5 no"),
        (Answers(yes=41, partly=7, no=12), "41 yes, 7 partly, 12 no"),
    ],
)
def test_numbers_are_told_from_five_up(given, words):
    assert told(given) == words


def test_history_tells_it_for_each_version_that_patients_have_read(published_condition, author, reviewer, sign_in):
    pressed(published_condition.revision, yes=41, partly=7, no=2)
    draft = published_condition.revision.document
    draft.title = "Milk spots"
    draft.save()
    builders.published(draft, author=author, reviewer=reviewer)
    draft.title = "Milk seeds"
    draft.save()
    workflow.submit(draft, by=author)
    page = text(sign_in(author).get(url(draft, "history")))
    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
    assert "<td>never public</td>" in rows[0]
    assert "<td>fewer than 5 answers so far</td>" in rows[1]
    assert "<td>41 yes, 7 partly, fewer than 5 no</td>" in rows[2]


def test_page_of_a_document_tells_it_of_the_version_that_patients_read(published_condition, auditor, sign_in):
    pressed(published_condition.revision, yes=9, no=6)
    page = text(sign_in(auditor).get(url(published_condition.revision.document, "change")))
    assert "Readers of it answered “Was this clear?”: 9 yes, fewer than 5 partly, 6 no." in page


def test_page_of_a_draft_and_of_a_withdrawn_leaflet_tell_nothing(published_condition, make_condition, lead, sign_in):
    withdrawn = published_condition.revision.document
    workflow.withdraw(withdrawn, by=lead, reason="Old.")
    for document in (withdrawn, make_condition(slug="acne")):
        assert "Was this clear?" not in text(sign_in(lead).get(url(document, "change")))


def test_leaflet_that_many_found_unclear_is_on_the_first_page(published_condition, author, sign_in):
    pressed(published_condition.revision, yes=9, no=6)
    page = text(sign_in(author).get(reverse("admin:index")))
    listed = page.split("Readers found these unclear")[1].split("</section>")[0]
    assert url(published_condition.revision.document, "change") in listed
    assert "Condition: version 1: 9 yes, fewer than 5 partly, 6 no" in listed


def test_first_page_has_no_such_list_while_readers_are_content(published_condition, author, sign_in):
    pressed(published_condition.revision, yes=90, no=6)
    assert "Readers found these unclear" not in text(sign_in(author).get(reverse("admin:index")))


def test_person_without_a_role_sees_none_of_it(published_condition, outsider, sign_in):
    pressed(published_condition.revision, no=9)
    outsider.is_staff = True
    outsider.save()
    assert "Readers found these unclear" not in text(sign_in(outsider).get(reverse("admin:index")))
