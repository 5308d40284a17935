"""People at a real browser: how they sign in, and a small library for them to read."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from tests import builders

PASSWORD = "a long password for tests only"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def sign_in(visit) -> Callable[..., Page]:
    def run(user: User, **options) -> Page:
        user.set_password(PASSWORD)
        user.save()
        page = visit(viewport={"width": 1280, "height": 900}, **options)
        page.goto("/admin/")
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
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
