"""What lists read of live documents: as much as they show, and once."""

import pytest

from conditions import entries as listing
from conditions.entries import ages_used, entries, sites_used
from conditions.models import Clinic, Condition
from conditions.publishing import workflow
from conditions.publishing.snapshot import draft_digest
from conditions.vocabulary import AgeGroup, BodySite, Kind
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_read_yet(monkeypatch):
    monkeypatch.setattr(listing, "_KEPT", {})


def test_entry_has_what_a_list_shows(published_condition):
    [milia] = entries(Kind.CONDITION, Clinic())
    assert (milia.title, milia.url, milia.slug) == ("Milia", "/conditions/milia/", "milia")
    assert milia.summary == "Milia are tiny, hard, white bumps under the skin."
    assert milia.other_names == ("Milk spots",), "names for the search only are not shown"
    assert milia.warning == "Do not pop, squeeze or pick milia"
    assert (milia.body_sites, milia.age_groups) == ({"face", "eyelids"}, {"newborn", "adult"})
    assert milia.is_sample is False


def test_treatment_is_an_entry_without_places_or_ages(author, reviewer):
    builders.published(builders.make_treatment(author), author=author, reviewer=reviewer)
    [found] = entries(Kind.TREATMENT, Clinic())
    assert (found.title, found.url) == ("Leave it alone", "/treatments/leave-it-alone/")
    assert (found.warning, found.body_sites, found.look_alikes) == ("", frozenset(), ())


def test_words_are_read_once_and_never_again(published_condition, django_assert_num_queries):
    with django_assert_num_queries(2):
        first = entries(Kind.CONDITION, Clinic())
    with django_assert_num_queries(1):
        assert entries(Kind.CONDITION, Clinic()) == first


def test_new_version_is_read_anew(published_condition, draft, author, reviewer):
    entries(Kind.CONDITION, Clinic())
    draft.title = "Milk spots"
    draft.save()
    assert [entry.title for entry in entries(Kind.CONDITION, Clinic())] == ["Milia"], "a draft is nobody's to read"
    builders.published(draft, author=author, reviewer=reviewer)
    assert [entry.title for entry in entries(Kind.CONDITION, Clinic())] == ["Milk spots"]


def test_clinics_numbers_are_filled_in_anew_each_time(make_condition, author, reviewer):
    draft = make_condition(summary="Call {emergency_number}. [@SP]")
    builders.published(draft, author=author, reviewer=reviewer)
    assert entries(Kind.CONDITION, Clinic(emergency_number="999"))[0].summary == "Call 999."
    assert entries(Kind.CONDITION, Clinic(emergency_number="112"))[0].summary == "Call 112."


def test_renamed_and_withdrawn_are_seen_at_once(published_condition, draft, reviewer):
    entries(Kind.CONDITION, Clinic())
    workflow.rename(draft, to="milk-spots", by=reviewer)
    assert entries(Kind.CONDITION, Clinic())[0].url == "/conditions/milk-spots/"
    workflow.withdraw(Condition.objects.get(), by=reviewer, reason="Old.")
    assert entries(Kind.CONDITION, Clinic()) == []


def test_sample_is_one_until_somebody_approves_it(draft, reviewer):
    draft.pack_digest = draft_digest(draft)
    draft.save()
    [sample] = workflow.publish_samples([draft], change_note="Sample.")
    assert entries(Kind.CONDITION, Clinic())[0].is_sample is True
    workflow.approve(sample.revision, by=reviewer)
    assert entries(Kind.CONDITION, Clinic())[0].is_sample is False


def test_title_that_is_a_number_stays_words(make_condition, author, reviewer):
    builders.published(make_condition(title="2024"), author=author, reviewer=reviewer)
    assert entries(Kind.CONDITION, Clinic())[0].title == "2024"


def test_full_memory_is_emptied_and_filled_again(published_condition, monkeypatch):
    monkeypatch.setattr(listing, "MOST_KEPT", 0)
    for _time in range(2):
        assert [entry.title for entry in entries(Kind.CONDITION, Clinic())] == ["Milia"]
        assert len(listing._KEPT) == 1


def test_places_and_ages_are_in_the_order_of_the_vocabulary(published_condition):
    found = entries(Kind.CONDITION, Clinic())
    assert sites_used(found) == [BodySite.FACE, BodySite.EYELIDS]
    assert ages_used(found) == [AgeGroup.NEWBORN, AgeGroup.ADULT]
