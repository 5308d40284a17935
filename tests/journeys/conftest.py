"""People at a real browser: how they sign in, and a small library for them to read."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page

from tests import builders

PASSWORD = "a long password for tests only"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def sign_in(visit, live_server) -> Callable[..., Page]:
    """With a session that is there already: how people log in has journeys of its own, in test_signing_in."""

    def run(user: User, **options) -> Page:
        signed_in = Client()
        signed_in.force_login(user)
        page = visit(viewport={"width": 1280, "height": 900}, **options)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": signed_in.cookies[name].value, "url": live_server.url}])
        page.goto("/admin/")
        return page

    return run


@pytest.fixture
def library(transactional_db, author, reviewer) -> None:
    """Milia, Fordyce spots and acne are live, with one treatment."""
    option = {
        "treatment": "leave-it-alone",
        "title": "Leave it alone",
        "advice": "advised",
        "note": "It is safe. [@SP]",
    }
    drafts = [
        builders.make_treatment(author),
        builders.make_condition(author, treatments=[option]),
        builders.make_condition(author, slug="acne", title="Acne", summary="Acne is blocked, sore skin. [@SP]"),
        builders.make_condition(
            author, slug="fordyce-spots", title="Fordyce spots", sensitive=True, body_sites=["lips", "genitals"]
        ),
    ]
    for draft in drafts:
        builders.published(draft, author=author, reviewer=reviewer)
