"""Who else has a draft open, by name: told on opening, while it stays open, and no longer."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from conditions.models import Opened

from .test_condition import change_url
from .test_guide import guide, step_of, step_url  # noqa: F401  the fixture is used by name

pytestmark = pytest.mark.django_db


def open_url(document):
    return reverse(f"admin:conditions_{document.kind.value}_open", args=[document.pk])


@pytest.fixture
def ann(sign_in, author):
    author.first_name, author.last_name = "Ann", "Author"
    author.save()
    return sign_in(author)


@pytest.fixture
def rob(sign_in, reviewer):
    return sign_in(reviewer)


def test_second_person_reads_the_name_of_the_first(ann, rob, draft):
    assert "has this open too" not in ann.get(change_url(draft)).content.decode()
    since = timezone.localtime(Opened.objects.get().since).strftime("%H:%M")
    assert f"Ann Author (since {since}) has this open too." in rob.get(change_url(draft)).content.decode()
    assert ann.post(open_url(draft)).json()["told"].startswith("rob (since ")


def test_three_people_are_named_in_one_sentence(ann, rob, sign_in, lead, draft):
    for client in (ann, rob):
        client.get(change_url(draft))
    told = sign_in(lead).post(open_url(draft)).json()["told"]
    assert "Ann Author (since " in told and ") and rob (since " in told and " have this open too." in told


def test_who_left_is_not_named(ann, rob, draft):
    ann.get(change_url(draft))
    assert ann.post(open_url(draft), {"left": "1"}).json() == {"told": ""}
    assert rob.post(open_url(draft)).json() == {"told": ""}


def test_who_was_not_heard_of_for_five_minutes_is_not_named_and_forgotten(ann, rob, draft):
    ann.get(change_url(draft))
    Opened.objects.update(seen=timezone.now() - timedelta(minutes=6))
    assert rob.post(open_url(draft)).json() == {"told": ""}
    assert [opened.person.username for opened in Opened.objects.all()] == ["rob"]


def test_other_drafts_are_no_concern(ann, rob, draft, make_condition):
    ann.get(change_url(draft))
    assert rob.post(open_url(make_condition(slug="acne", title="Acne"))).json() == {"told": ""}


def test_step_counts_as_its_guide(ann, rob, guide):  # noqa: F811
    ann.get(step_url(step_of(guide, "c1")))
    assert "Ann Author (since " in rob.get(change_url(guide)).content.decode()
    assert "Ann Author (since " in rob.get(step_url(step_of(guide, "a1"))).content.decode()


def test_who_may_only_look_is_not_named(ann, sign_in, auditor, draft):
    sign_in(auditor).get(change_url(draft))
    assert not Opened.objects.exists()
    assert "has this open too" not in ann.get(change_url(draft)).content.decode()


def test_page_opens_also_when_the_database_has_no_turn_for_the_note(ann, draft, monkeypatch):
    def no_turn(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(type(Opened.objects), "update_or_create", no_turn)
    assert ann.get(change_url(draft)).status_code == 200


@pytest.mark.parametrize(("pk", "method", "status"), [(999999, "post", 404), (None, "get", 405)])
def test_what_cannot_be_asked_is_refused(ann, draft, pk, method, status):
    address = reverse("admin:conditions_condition_open", args=[pk or draft.pk])
    assert getattr(ann, method)(address).status_code == status
