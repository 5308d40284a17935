"""A guide goes the way of a leaflet: frozen at submit, signed by a second person, published, withdrawn, renamed."""

import pytest

from conditions import library
from conditions.models import Clinic
from conditions.publishing import standing, workflow
from conditions.publishing.blockers import blockers
from conditions.publishing.errors import Blocked, NotAllowed
from conditions.vocabulary import Kind, State
from tests import builders
from tests.builders import guide_document

pytestmark = pytest.mark.django_db


def codes(document, known=(), callouts=()):
    return [blocker.code for blocker in blockers(document, known, callouts)]


def step(document, name):
    return next(entry for entry in document["steps"] if entry["name"] == name)


def test_a_sound_guide_has_no_blocker():
    assert codes(guide_document()) == []


def test_a_guide_goes_live_by_the_same_verbs(author, reviewer):
    publication = builders.published(builders.make_guide(author), author=author, reviewer=reviewer)
    page = library.page(Kind.GUIDE, "what-is-this-bump", Clinic.current())
    assert (page.number, page.leaflet.title) == (1, "What is this bump?")
    assert page.leaflet.start.name == "a1"
    assert standing.state(publication.revision) == State.LIVE


def test_nobody_approves_the_guide_that_they_edited(author, reviewer):
    revision = workflow.submit(builders.make_guide(reviewer), by=author)
    with pytest.raises(NotAllowed):
        workflow.approve(revision, by=reviewer)


def test_a_guide_with_problems_is_a_draft_that_cannot_be_sent_and_says_why(author):
    document = guide_document()
    step(document, "e1")["options"][1]["next"] = ""
    guide = builders.restore(document, by=author)
    with pytest.raises(Blocked) as refusal:
        workflow.submit(guide, by=author)
    blocker = refusal.value.blockers[0]
    assert (blocker.code, blocker.step) == ("missing_target", "e1")
    assert str(blocker) == (
        "Question “Is the eye sore?”: The answer “No” leads nowhere. Choose the step that comes next."
    )


def test_an_example_that_ends_elsewhere_blocks_the_guide():
    document = guide_document()
    step(document, "c1")["options"][0]["next"] = "o-visit"
    assert "example_changed" in codes(document)


def test_an_outcome_carries_the_callout_that_its_leaflet_has():
    document = guide_document()
    step(document, "o-leave").update(conditions=["milia"], why_not="")
    known = {("condition", "milia")}
    assert codes(document, known, {"milia"}) == ["no_callout"]
    assert codes(document, known, set()) == []


def test_an_outcome_leads_only_to_leaflets_that_patients_can_read():
    document = guide_document()
    step(document, "o-leave")["conditions"] = ["milia"]
    found = blockers(document, set())
    assert [(blocker.code, blocker.step) for blocker in found] == [("broken_link", "o-leave")]


def test_the_warning_of_a_guide_starts_with_do_not():
    assert codes(guide_document(callout={"heading": "Popping it", "why": ""})) == ["callout_not_negated"]


def test_a_guide_cites_only_what_it_lists_and_fills_only_known_placeholders():
    document = guide_document(emergency="Call {the_boss}. [@NOPE]")
    assert sorted(codes(document)) == ["unknown_placeholder", "unknown_source"]


def test_a_leaflet_may_link_to_a_live_guide_and_not_to_a_missing_one():
    link = builders.condition_document(harmless="Yes. [Ask the guide](/guides/what-is-this-bump/). [@SP]")
    assert codes(link, {("guide", "what-is-this-bump")}) == []
    assert codes(link) == ["broken_link"]


def test_a_renamed_guide_is_found_at_its_former_address(author, reviewer):
    publication = builders.published(builders.make_guide(author), author=author, reviewer=reviewer)
    workflow.rename(publication.revision.document, to="my-bump", by=reviewer)
    with pytest.raises(library.Moved) as moved:
        library.page(Kind.GUIDE, "what-is-this-bump", Clinic.current())
    assert moved.value.slug == "my-bump"


def test_a_withdrawn_guide_says_why(author, reviewer):
    publication = builders.published(builders.make_guide(author), author=author, reviewer=reviewer)
    workflow.withdraw(publication.revision.document, by=reviewer, reason="We are mending it.")
    page = library.page(Kind.GUIDE, "what-is-this-bump", Clinic.current())
    assert (page.title, page.reason) == ("What is this bump?", "We are mending it.")


def test_links_from_frozen_words_follow_a_rename(published_condition, reviewer):
    workflow.rename(published_condition.revision.document, to="milk-spots", by=reviewer)
    found = library.links_from_frozen_words(Kind.CONDITION)
    assert found["milia"] == found["milk-spots"] == library.Link("Milia", "/conditions/milk-spots/")
