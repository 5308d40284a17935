"""What is said while the database is away or full."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, ProgrammingError

from conditions.views.away import is_away

pytestmark = pytest.mark.django_db


def test_session_that_could_not_be_written_is_told_as_a_database_that_is_away(client, administrator, monkeypatch):
    """Django calls it a bad request: it thinks that the person was signed out meanwhile."""
    client.force_login(administrator)
    monkeypatch.setattr(
        "django.db.models.Model.save", lambda *_words, **_more: (_ for _ in ()).throw(OperationalError("full"))
    )
    monkeypatch.setattr(SessionStore, "create_model_instance", lambda self, data: self.model())
    answer = client.get("/admin/conditions/clinic/1/change/")  # a clinic that is not there: a message for the session
    assert (answer.status_code, answer["X-Database"]) == (503, "away")


def test_mistake_of_ours_is_not_the_database_being_away():
    assert not is_away(ProgrammingError("no such column")) and not is_away(None) and is_away(OperationalError("locked"))
