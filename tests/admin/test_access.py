"""Every address of the desk, for every role, opened and sent: nobody does more than their role needs."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from conditions.handouts.make import make_handout
from conditions.models import Clinic, Event, MissedWord, Picture, PlainWord, Review, Role, ShownFirst, Source, Synonym
from conditions.publishing import roles, workflow
from portal.staff.models import SignIn, What
from tests import builders
from tests.conftest import person

from .access import (
    ACCESS,
    ADMINISTRATOR,
    ANYBODY,
    AUDITOR,
    AUTHOR,
    EVERYBODY,
    LEAD,
    MODELS,
    NO_ROLE,
    OUTSIDER,
    READERS,
    REVIEWER,
)

pytestmark = pytest.mark.django_db

# Answers that mean “yes, you may”: shown, done, asked again, not now, not this way, too late.
YES = {200, 302, 400, 405, 409, 422}


def desk() -> Iterator[tuple[str, str]]:
    """(name, address) of every pattern under /admin/, but the two that only redirect to another."""

    def walk(patterns: list[Any], before: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            address = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, address)
            elif isinstance(pattern, URLPattern):
                yield str(pattern.name), address

    for name, address in walk(get_resolver().url_patterns, ""):
        is_old_address = name == "None" and (address.endswith("<path:object_id>/") or "(?P<url>" in address)
        if address.startswith("admin/") and not is_old_address:
            yield name, address


NAMES = sorted({name for name, _address in desk()})


class Cast:
    """One of each role, signed in, and one of everything that an address can name."""

    def __init__(self) -> None:
        self.people = {
            ANYBODY: None,
            OUTSIDER: person("otto"),
            NO_ROLE: person("nora", is_staff=True),
            AUTHOR: person("ann", roles.AUTHOR),
            REVIEWER: person("rob", roles.REVIEWER),
            LEAD: person("lea", roles.LEAD),
            AUDITOR: person("amir", roles.AUDITOR),
            ADMINISTRATOR: person("sue", is_superuser=True),
        }
        self.clients = {role: self._client(user) for role, user in self.people.items()}
        writer, second = person("will", roles.AUTHOR), person("rita", roles.REVIEWER)
        self.rows = self._rows(writer, second)

    def _client(self, user: User | None) -> Client:
        client = Client(raise_request_exception=True)
        if user:
            client.force_login(user)
        return client

    def _rows(self, writer: User, second: User) -> dict[str, dict[str, Any]]:
        """What the parts of an address stand for, by the model that it belongs to."""
        rows = {}
        drafts = {
            "treatment": builders.make_treatment(writer),
            "condition": builders.make_condition(writer),
            "guide": None,
        }
        for kind in drafts:
            draft = drafts[kind] or builders.make_guide(writer)
            live = builders.published(draft, author=writer, reviewer=second)
            draft.title += " again"
            draft.save()
            revision = builders.approved(draft, author=writer, reviewer=second)
            later = workflow.publish(revision, by=second, change_note="Later.", at=timezone.now() + timedelta(days=3))
            rows[f"conditions_{kind}"] = {
                "pk": draft.pk,
                "object_id": draft.pk,
                "revision_id": live.revision_id,
                "publication_id": later.pk,
                "picture_id": picture_of(draft).pk if kind != "guide" else 0,
            }
            drafts[kind] = draft
        step = drafts["guide"].step_rows.first()
        rows["conditions_guide"]["step_id"] = step.pk
        source = Source.objects.get(key="SP")
        Clinic.objects.get_or_create(pk=1)
        handout = make_handout([drafts["condition"]], by=second, language="en", size="standard")
        for model, row in {
            "conditions_step": step,
            "conditions_source": source,
            "conditions_plainword": PlainWord.objects.get_or_create(jargon="papule", defaults={"plain": "bump"})[0],
            "conditions_synonym": Synonym.objects.get_or_create(said="zit", defaults={"means": "acne"})[0],
            "conditions_shownfirst": ShownFirst.objects.create(said="pop", guide=drafts["guide"]),
            "conditions_missedword": MissedWord.objects.create(key="k", word="growler", times=5),
            "conditions_handout": handout,
            "conditions_revision": live.revision,
            "conditions_review": Review.objects.first(),
            "conditions_publication": live,
            "conditions_event": Event.objects.first(),
            "conditions_role": Role.objects.first(),
            "conditions_clinic": Clinic.current(),
            "auth_user": writer,
            "staff_signin": SignIn.objects.create(account="ann", what=What.OUT),
        }.items():
            rows[model] = {"pk": row.pk, "object_id": row.pk, "id": row.pk}
        rows["mfa_"] = {"pk": 0}  # a passkey that is nobody's
        rows["view_on_site"] = {
            "content_type_id": ContentType.objects.get_for_model(drafts["condition"]).pk,
            "object_id": drafts["condition"].pk,
        }
        return rows

    def addresses(self, name: str) -> list[str]:
        """Each address of that name, with something that exists in every place."""
        model = max((model for model in self.rows if name.startswith(model)), key=len, default="")
        told = {**self.rows.get(model, {}), "app_label": "conditions"}
        found = []
        for other, address in desk():
            if other == name:
                filled = re.sub(
                    r"\^?\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>", lambda part: str(told[part[1] or part[2]]), address
                )
                found.append("/" + filled.rstrip("$"))
        return found


def picture_of(draft: Any) -> Picture:
    return Picture.objects.create(
        **{draft.kind.value: draft}, file="a" * 64 + ".webp", width=1, height=1, alt="A bead."
    )


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def answer(client: Client, method: str, address: str) -> HttpResponse:
    """What comes back; nothing of it is kept."""
    signed_in = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = signed_in  # who logged out is back
    return response


def is_refused(response: HttpResponse) -> bool:
    to_log_in = response.status_code == 302 and response.url.startswith(reverse("admin:login"))
    return response.status_code in {403, 404} or to_log_in


def test_every_address_of_the_desk_has_its_row():
    assert set(NAMES) - set(ACCESS) == set(), "an address without a row: say in access.py who may open and send it"
    assert set(ACCESS) - set(NAMES) == set(), "a row without an address"


def of_model(name: str) -> str:
    return max((model for model in MODELS if name.startswith(model)), key=len, default="the desk itself")


@pytest.mark.parametrize("model", [*MODELS, "the desk itself"])
def test_each_address_is_for_those_whom_the_table_names(cast, model):
    """One cast for all addresses of a model: whatever a request does is rolled back."""
    wrong = []
    for name in (name for name in NAMES if of_model(name) == model):
        for address in cast.addresses(name):
            for role in sorted(EVERYBODY):
                for method, allowed in (("get", ACCESS[name].open), ("post", ACCESS[name].send)):
                    response = answer(cast.clients[role], method, address)
                    is_as_told = is_refused(response) != (role in allowed)
                    if not is_as_told or response.status_code not in YES | {403, 404}:
                        wrong.append(f"{role} {method} {address}: {response.status_code}")
    assert wrong == []


def test_nobody_changes_or_deletes_the_record_with_a_whole_form(cast):
    for model in ("revision", "review", "publication", "event"):
        address = reverse(f"admin:conditions_{model}_change", args=[cast.rows[f"conditions_{model}"]["pk"]])
        for page in (address, address.replace("/change/", "/delete/")):
            response = answer(cast.clients[ADMINISTRATOR], "post", page)
            assert response.status_code == 403, page


def test_nobody_deletes_a_document_that_was_ever_sent(cast):
    for kind in ("condition", "treatment", "guide"):
        pk = cast.rows[f"conditions_{kind}"]["pk"]
        response = cast.clients[ADMINISTRATOR].post(
            reverse(f"admin:conditions_{kind}_delete", args=[pk]), {"post": "yes"}, follow=True
        )
        assert "so it stays on the record" in response.content.decode()


def test_no_list_has_a_bulk_action(cast):
    request = RequestFactory().get("/admin/")
    request.user = cast.people[ADMINISTRATOR]
    for model, model_admin in admin.site._registry.items():
        assert model_admin.get_actions(request) == {}, model


def autocompletes() -> list[tuple[str, str]]:
    found = []
    for model, model_admin in admin.site._registry.items():
        for owner in [model_admin, *(inline(model, admin.site) for inline in model_admin.inlines)]:
            found += [(owner.model._meta.model_name, field) for field in owner.autocomplete_fields]
    return sorted(set(found))


def test_suggestions_are_for_readers(cast):
    assert len(autocompletes()) == 6
    for model, field in autocompletes():
        asked = f"/admin/autocomplete/?app_label=conditions&model_name={model}&field_name={field}&term=a"
        for role in sorted(EVERYBODY):
            assert is_refused(answer(cast.clients[role], "get", asked)) != (role in READERS), (model, field, role)


def test_role_that_the_installation_made_itself_gets_nothing_it_was_not_given(cast):
    plain = person("pia", "Porters", is_staff=True)
    plain.groups.add(Role.objects.create(name="Porters"))
    client = Client()
    client.force_login(plain)
    for name in NAMES:
        for address in cast.addresses(name):
            response = answer(client, "get", address)
            assert is_refused(response) != (NO_ROLE in ACCESS[name].open), address


def test_each_first_page_shows_only_what_the_role_can_open(cast):
    shown = {
        role: set(
            re.findall(
                r'<a class="desk-place" href="(/admin/[^"?]+/)">', answer(client, "get", "/admin/").content.decode()
            )
        )
        for role, client in cast.clients.items()
        if role not in {ANYBODY, OUTSIDER}
    }
    places = {role: {place.split("/")[3] for place in found if place.count("/") == 4} for role, found in shown.items()}
    content = {"condition", "treatment", "guide", "source", "plainword", "synonym", "shownfirst", "missedword"}
    record = {"revision", "review", "publication", "event"}
    assert places[NO_ROLE] == set()
    assert places[AUTHOR] == content | {"handout", "clinic"}
    assert places[REVIEWER] == places[LEAD] == content | record | {"handout", "clinic", "role"}
    assert places[AUDITOR] == places[LEAD] | {"signin"}
    assert places[ADMINISTRATOR] == places[LEAD] | {"signin", "user"}
