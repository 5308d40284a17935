"""Rows that must never exist: each is tried, and the database refuses it."""

import pytest
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from conditions.models import (
    AffectedSite,
    CareCard,
    Citation,
    Clinic,
    ClinicalCode,
    Condition,
    DrawingShown,
    Fact,
    FormerAddress,
    Myth,
    Picture,
    Publication,
    Review,
    Revision,
    Section,
    Source,
    TreatmentOption,
    WordExplained,
)
from tests import builders

pytestmark = pytest.mark.django_db


def refused(make: type[models.Model], **fields) -> bool:
    try:
        with transaction.atomic():
            models.Model.save_base(make(**fields), raw=True, force_insert=True)
    except DatabaseError:
        return True
    return False


@pytest.fixture
def treatment():
    return builders.make_treatment()


def test_rows_that_are_right_are_taken(draft, treatment):
    assert not refused(Section, condition=draft, kind="causes", title="Causes")
    assert not refused(TreatmentOption, condition=draft, treatment=treatment, advice="avoid")


def test_row_of_a_leaflet_belongs_to_exactly_one_document(draft, treatment):
    assert refused(Section, kind="causes", title="Causes")
    assert refused(Section, condition=draft, treatment=treatment, kind="causes", title="Causes")


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Section, {"kind": "gossip", "title": "x"}),
        (Section, {"kind": "causes", "title": ""}),
        (CareCard, {"urgency": "whenever", "heading": "x"}),
        (CareCard, {"urgency": "soon", "heading": ""}),
        (Fact, {"attribute": "colour", "text": "x"}),
        (Fact, {"attribute": "look", "text": ""}),
        (Fact, {"attribute": "touch", "text": "again"}),
        (Myth, {"claim": "x", "verdict": "maybe"}),
        (ClinicalCode, {"system": "secret", "code": "1", "status": "verified"}),
        (ClinicalCode, {"system": "snomed", "code": "238749001", "status": "verified"}),
        (AffectedSite, {"site": "moon"}),
        (AffectedSite, {"site": "face"}),
        (Picture, {"file": "", "width": 1, "height": 1}),
        (WordExplained, {"word": "", "meaning": "x"}),
        (DrawingShown, {"drawing": "a-cat"}),
    ],
)
def test_row_of_a_condition_that_breaks_its_vocabulary_is_refused(model, fields, draft):
    assert refused(model, condition=draft, **fields)


def test_document_needs_an_address_a_title_and_a_review_interval_in_range():
    assert refused(Condition, slug="", title="x")
    assert refused(Condition, slug="x", title="")
    assert refused(Condition, slug="x", title="x", review_months=0)
    assert refused(Condition, slug="x", title="x", review_months=37)
    assert refused(Condition, slug="x", title="x", handling="whatever")


def test_two_documents_never_share_an_address(draft):
    assert refused(Condition, slug="milia", title="x")


def test_source_is_cited_once_in_a_document_and_protected_while_it_is(draft):
    source = Source.objects.get()
    assert refused(Citation, condition=draft, source=source)
    with pytest.raises(models.ProtectedError):
        source.delete()


def test_there_is_one_clinic():
    Clinic.objects.create(pk=1)
    assert refused(Clinic, pk=2)


def revision_fields(draft, **changes) -> dict:
    fields = {
        "condition": draft,
        "language": "en",
        "number": 1,
        "content": {},
        "schema": 1,
        "digest": "0" * 64,
        "created_at": timezone.now(),
    }
    return {**fields, **changes}


def test_revision_belongs_to_one_document_and_has_a_number_of_its_own(draft, treatment):
    assert refused(Revision, **revision_fields(None))
    assert refused(Revision, **revision_fields(draft, treatment=treatment))
    assert refused(Revision, **revision_fields(draft, number=0))
    assert refused(Revision, **revision_fields(draft, digest="short"))
    assert not refused(Revision, **revision_fields(draft))
    assert refused(Revision, **revision_fields(draft, digest="1" * 64))
    assert not refused(Revision, **revision_fields(draft, language="es"))


def test_nobody_approves_their_own_words_even_behind_the_workflows_back(draft, author, reviewer):
    revision = builders.submitted(draft, author=author)
    approval = {"revision": revision, "decision": "approved", "created_at": timezone.now()}
    assert refused(Review, **approval, reviewer=author, submitted_by=author, edited_by=reviewer)
    assert refused(Review, **approval, reviewer=author, submitted_by=reviewer, edited_by=author)
    assert not refused(Review, **approval, reviewer=reviewer, submitted_by=author, edited_by=author)


def test_request_for_changes_says_what_to_change(draft, author, reviewer):
    revision = builders.submitted(draft, author=author)
    assert refused(
        Review, revision=revision, reviewer=reviewer, decision="changes_requested", created_at=timezone.now()
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"basis": "approved", "change_note": "x"},
        {"basis": "break_glass", "change_note": "x", "reason": ""},
        {"basis": "withdrawn", "reason": ""},
        {"basis": "sample", "change_note": ""},
        {"basis": "because", "change_note": "x", "reason": "x"},
    ],
)
def test_publication_without_what_its_basis_needs_is_refused(fields, draft, author):
    revision = builders.submitted(draft, author=author)
    assert refused(
        Publication, revision=revision, live_at=timezone.now(), created_at=timezone.now(), published_by=author, **fields
    )


def test_only_a_sample_is_published_by_nobody(draft, author):
    revision = builders.submitted(draft, author=author)
    at = {"revision": revision, "live_at": timezone.now(), "created_at": timezone.now()}
    assert refused(Publication, **at, basis="withdrawn", reason="Old.")
    assert not refused(Publication, **at, basis="sample", change_note="Sample.")


def test_former_address_leads_to_one_document(draft, treatment):
    assert refused(FormerAddress, slug="old", kind="condition")
    assert refused(FormerAddress, slug="old", kind="condition", condition=draft, treatment=treatment)
    assert not refused(FormerAddress, slug="old", kind="condition", condition=draft)
    assert refused(FormerAddress, slug="old", kind="condition", condition=draft)
