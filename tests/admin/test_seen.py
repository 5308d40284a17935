"""The clinic's numbers and the sources: a save that another overtook is refused, with both versions."""

import pytest
from django.test import Client
from django.urls import reverse

from conditions.models import Clinic

pytestmark = pytest.mark.django_db

ALWAYS = {"paper": "a4", "overdue_grace_days": "30"}  # what the form of the clinic never leaves empty


@pytest.fixture
def desk(lead) -> Client:
    client = Client()
    client.force_login(lead)
    return client


def shown(client: Client, address: str) -> str:
    """The mark of what the form showed."""
    return client.get(address).context["adminform"].form.initial["seen"]


def test_overtaken_save_of_the_clinic_is_refused_and_a_second_save_decides(desk):
    Clinic.objects.create(pk=1, emergency_number="112")
    address = reverse("admin:conditions_clinic_change", args=[1])
    seen = shown(desk, address)
    Clinic.objects.update(emergency_number="999")
    refused = desk.post(address, {"seen": seen, "emergency_number": "112", "clinic_name": "Hill Street"})
    page = refused.content.decode()
    assert refused.status_code == 200 and "Somebody else saved this while you were editing" in page
    assert "Emergency number: “999”" in page and 'value="Hill Street"' in page
    assert Clinic.objects.get().emergency_number == "999"
    now_seen = refused.context["adminform"].form.data["seen"]
    assert desk.post(address, {"seen": now_seen, "emergency_number": "112", **ALWAYS}).status_code == 302
    assert Clinic.objects.get().emergency_number == "112"


def test_save_of_what_was_shown_goes_through(desk):
    Clinic.objects.create(pk=1)
    address = reverse("admin:conditions_clinic_change", args=[1])
    assert desk.post(address, {"seen": shown(desk, address), "urgent_line": "111", **ALWAYS}).status_code == 302
    assert Clinic.objects.get().urgent_line == "111"


def test_overtaken_save_of_a_source_is_refused(desk, draft):
    source = draft.citation_rows.get().source
    address = reverse("admin:conditions_source_change", args=[source.pk])
    seen = shown(desk, address)
    type(source).objects.update(note="Retracted.")
    answer = desk.post(address, {"seen": seen, "title": "Mine", "url": source.url, "how_read": "page"})
    assert "Note: “Retracted.”" in answer.content.decode()
    source.refresh_from_db()
    assert source.title != "Mine"
