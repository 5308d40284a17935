"""Who signed in, and who changed what somebody may do: written down, shown to auditors, never changed."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import DatabaseError, transaction
from django.test import Client

from conditions.models import Event, HistoryIsFixed
from conditions.publishing import roles
from conditions.publishing.verify import verify
from portal.staff.models import SignIn, What

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_of_sue(log_in, sue):
    client = Client()
    log_in("sue", client=client)
    return client


def sent(user, **changes):
    """The form of a person as the desk shows it, with changes."""
    kept = {
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "groups": [group.pk for group in user.groups.all()],
        **{name: "on" for name in ("is_active", "is_staff", "is_superuser") if getattr(user, name)},
        **changes,
    }
    return {name: value for name, value in kept.items() if value is not None}


def sentences():
    return list(Event.objects.order_by("pk").values_list("sentence", flat=True))


def test_log_in_and_log_out_are_written_down(log_in, ann):
    client = Client()
    log_in("ann", client=client, REMOTE_ADDR="198.51.100.7", headers={"user-agent": "Marker/1.0"})
    client.post("/admin/logout/")
    assert list(SignIn.objects.order_by("pk").values_list("account", "what")) == [
        ("ann", What.PASSWORD),
        ("ann", What.OUT),
    ]
    assert not any(mark in str(list(SignIn.objects.values())) for mark in ("198.51", "Marker"))


def test_sign_in_cannot_be_changed_or_deleted(log_in, ann):
    log_in("ann")
    row = SignIn.objects.get()
    for act in (row.save, row.delete, SignIn.objects.all().delete, lambda: SignIn.objects.update(account="x")):
        with pytest.raises(HistoryIsFixed):
            act()
    with pytest.raises(DatabaseError, match="history is fixed"), transaction.atomic():
        SignIn._base_manager.filter(pk=row.pk)._raw_delete("default")


def test_auditors_read_the_list_and_reviewers_do_not(log_in, ann, auditor, reviewer, sign_in_as):
    log_in("ann")
    page = sign_in_as(auditor).get("/admin/staff/signin/").content.decode()
    assert "Signed in with a password alone" in page
    assert sign_in_as(reviewer).get("/admin/staff/signin/").status_code == 403


@pytest.fixture
def sign_in_as():
    def run(person):
        client = Client()
        client.force_login(person)
        return client

    return run


def test_roles_and_powers_are_events_of_the_chain(desk_of_sue, author):
    lead = Group.objects.get(name=roles.LEAD)
    address = f"/admin/auth/user/{author.pk}/change/"
    changed = sent(author, groups=[lead.pk], is_superuser="on", is_staff=None)
    assert desk_of_sue.post(address, changed).status_code == 302
    assert sentences() == [
        "sue closed the desk to ann.",
        "sue made ann an administrator.",
        "sue gave ann the role Clinic lead.",
        "sue took the role Author from ann.",
    ]
    assert verify().events == 4
    assert Event.objects.filter(kind="account", slug="ann", actor="sue").count() == 4


def test_switching_off_and_renaming_are_events(desk_of_sue, author):
    address = f"/admin/auth/user/{author.pk}/change/"
    desk_of_sue.post(address, sent(author, is_active=None, username="anna"))
    assert sentences() == ["sue changed the name ann to anna.", "sue switched the account anna off."]


def test_saving_without_a_change_is_no_event(desk_of_sue, author):
    assert desk_of_sue.post(f"/admin/auth/user/{author.pk}/change/", sent(author)).status_code == 302
    assert sentences() == []


def test_new_account_and_deleted_account_are_events(desk_of_sue):
    secret = "a new and long password"
    made = {"username": "new", "usable_password": "true", "password1": secret, "password2": secret}
    assert desk_of_sue.post("/admin/auth/user/add/", made).status_code == 302
    new = User.objects.get(username="new")
    assert desk_of_sue.post(f"/admin/auth/user/{new.pk}/delete/", {"post": "yes"}).status_code == 302
    assert sentences() == ["sue made the account new.", "sue deleted the account new."]


def test_password_that_an_administrator_gives_is_an_event_and_signs_that_person_out(desk_of_sue, log_in, ann):
    other = Client()
    log_in("ann", client=other)
    secret = "a new and long password"
    given = {"usable_password": "true", "password1": secret, "password2": secret, "set-password": "1"}
    assert desk_of_sue.post(f"/admin/auth/user/{ann.pk}/password/", given).status_code == 302
    assert sentences() == ["sue gave ann another password."]
    assert other.get("/admin/").status_code == 302 and desk_of_sue.get("/admin/").status_code == 200


def test_administrator_takes_a_lost_second_step_away(desk_of_sue, log_in, rob, phone):
    other = Client()
    log_in("rob", client=other)
    phone(rob)
    person = f"/admin/auth/user/{rob.pk}/"
    assert "code from a phone, recovery codes" in desk_of_sue.get(f"{person}change/").content.decode()
    assert desk_of_sue.get(f"{person}second-step/").status_code == 200
    assert desk_of_sue.post(f"{person}second-step/").url == f"{person}change/"
    assert "None: a password alone." in desk_of_sue.get(f"{person}change/").content.decode()
    assert sentences() == ["sue took the second step of rob away."]
    assert other.get("/admin/").status_code == 302
    assert log_in("rob").url == "/admin/"
