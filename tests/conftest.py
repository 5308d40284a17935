"""The cast, and a database whose history can be emptied between tests."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import override_settings

from conditions.models import Condition, Publication
from conditions.models.append_only import drop_triggers
from conditions.publishing import roles
from tests import builders


@pytest.fixture(scope="session", autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploads in a folder of the test run's own; static files by their plain names, which the live server knows."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": plain}
    folders = {
        "SITE_URL": "http://testserver",
        "STATIC_ROOT": tmp_path_factory.mktemp("static"),
        "MEDIA_ROOT": tmp_path_factory.mktemp("media"),
    }
    with override_settings(**folders, STORAGES=storages):
        yield


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


def person(name: str, *groups: str, **more: Any) -> User:
    user = User.objects.create_user(
        name, password=None, is_staff=bool(groups) or more.get("is_superuser", False), **more
    )
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
