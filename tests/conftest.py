"""The cast, and a database whose history can be emptied between tests."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import client, override_settings
from django.utils import timezone

from conditions.models import Condition, Publication, Review, Revision
from conditions.models.append_only import drop_triggers
from conditions.publishing import roles
from conditions.search import missed
from tests import builders
from tests.browsing import browser, visit  # noqa: F401  (fixtures)


@pytest.fixture(scope="session", autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploads in a folder of the test run's own; static files by their plain names, which the live server knows."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": plain}
    folders = {
        "SITE_URL": "http://testserver",
        "SECOND_FACTOR": False,  # as in a trial; where it matters a test asks for it
        "STATIC_ROOT": tmp_path_factory.mktemp("static"),
        "READY_DIR": tmp_path_factory.mktemp("ready"),
        "PAPER_DIR": tmp_path_factory.mktemp("paper"),
        "SEARCH_DIR": tmp_path_factory.mktemp("search"),
        "MEDIA_ROOT": tmp_path_factory.mktemp("media"),
    }
    with override_settings(**folders, STORAGES=storages):
        yield


@pytest.fixture(scope="session", autouse=True)
def words_not_found_are_not_written_meanwhile() -> Iterator[None]:
    """They are written in a thread of their own, which no test waits for. See tests/search/test_missed.py."""
    missed.EVERY, usual = float("inf"), missed.EVERY
    yield
    missed.EVERY = usual


@pytest.fixture(scope="session", autouse=True)
def contexts_of_widgets_are_not_copied() -> Iterator[None]:
    """The test client keeps a copy of the context of every template, and a form of the desk renders a thousand widgets."""
    usual = client.store_rendered_templates

    def store(store: dict, signal: Any, sender: Any, template: Any, context: Any, **more: Any) -> None:
        if not (template.name or "").startswith("django/forms/"):
            usual(store, signal, sender, template, context, **more)

    client.store_rendered_templates = store
    yield
    client.store_rendered_templates = usual


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as an installation has it: in memory, people who save at once do not wait for each other."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def history_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """SQLite empties tables with DELETE, which the triggers refuse. The flush itself puts them back."""
    marker = request.node.get_closest_marker("django_db")
    if {"transactional_db", "live_server"} & set(request.fixturenames) or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        yield
        drop_triggers(connection)
    else:
        yield


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int, int], None]:
    """Sets the clock to noon of a day, for what is asked of it and for what is written to the record."""
    written = [
        field
        for model in (Revision, Review, Publication)
        for field in model._meta.fields
        if field.name in {"created_at", "live_at"}
    ]

    def set_clock(year: int, month: int, day: int) -> None:
        noon = datetime(year, month, day, 12, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: noon)
        for field in written:
            monkeypatch.setattr(field, "_get_default", lambda: timezone.now())  # it keeps the function it once had

    return set_clock


def person(name: str, *groups: str, **more: Any) -> User:
    is_staff = more.pop("is_staff", bool(groups) or more.get("is_superuser", False))
    user = User.objects.create_user(name, password=None, is_staff=is_staff, **more)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def author(db: None) -> User:
    return person("ann", roles.AUTHOR)


@pytest.fixture
def reviewer(db: None) -> User:
    return person("rob", roles.REVIEWER)


@pytest.fixture
def second_reviewer(db: None) -> User:
    return person("rita", roles.REVIEWER)


@pytest.fixture
def lead(db: None) -> User:
    return person("lea", roles.LEAD)


@pytest.fixture
def auditor(db: None) -> User:
    return person("amir", roles.AUDITOR)


@pytest.fixture
def administrator(db: None) -> User:
    return person("sue", is_superuser=True)


@pytest.fixture
def outsider(db: None) -> User:
    """Signed in, in no role."""
    return person("olga")


@pytest.fixture
def make_condition(author: User) -> Callable[..., Condition]:
    """A saved draft by the author that nothing stops from being published."""
    return lambda **changes: builders.make_condition(author, **changes)


@pytest.fixture
def draft(make_condition: Callable[..., Condition]) -> Condition:
    return make_condition()


@pytest.fixture
def published_condition(draft: Condition, author: User, reviewer: User) -> Publication:
    """Milia, live in version 1: written by ann, approved and published by rob."""
    return builders.published(draft, author=author, reviewer=reviewer)
