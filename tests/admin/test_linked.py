"""What links here: shown on a page, and before an address changes, a leaflet is withdrawn, or a draft is deleted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conditions.handouts.make import make_handout
from conditions.models import Condition, Picture
from conditions.publishing import linked, workflow
from tests import builders

LOOK_ALIKE = [{"name": "Milia", "condition": "milia", "difference": "They are harder. [@SP]"}]
LINKING = [{"kind": "causes", "title": "Causes", "body": "Some have [milia](/conditions/milia/#care). [@SP]"}]


def page(document, name: str = "links") -> str:
    return f"/admin/conditions/{document.kind.value}/{document.pk}/{name}/"


def mentions(links: linked.Links) -> dict[str, list[tuple[str, list[str], str]]]:
    return {
        group.heading: [(mention.document.slug, mention.places, mention.where) for mention in group.mentions]
        for group in links.groups
    }


@pytest.fixture
def milia(published_condition):
    return published_condition.revision.document


def links_to(document) -> linked.Links:
    return linked.to_document(document, timezone.now())


def test_look_alikes_and_links_in_words_are_found_in_draft_and_live(milia, make_condition, author, reviewer):
    live = make_condition(slug="acne", title="Acne", look_alikes=LOOK_ALIKE, sections=LINKING)
    builders.published(live, author=author, reviewer=reviewer)
    make_condition(slug="stye", title="Stye", look_alikes=LOOK_ALIKE)
    live.lookalike_rows.all().delete()
    assert mentions(links_to(milia)) == {
        "Look-alikes of other leaflets": [
            ("acne", ["Milia"], "live"),
            ("stye", ["Milia"], "only in the draft"),
        ],
        "Links in the words of other pages": [
            ("acne", ["Section “Causes”"], "draft and live"),
        ],
    }


def test_another_leaflet_whose_address_begins_alike_is_not_meant(milia, make_condition):
    elsewhere = [{"kind": "causes", "title": "Causes", "body": "See [more](/conditions/milia-en-plaque/). [@SP]"}]
    make_condition(slug="acne", title="Acne", sections=elsewhere)
    assert links_to(milia).groups == []


def test_treatment_is_named_by_the_conditions_that_offer_it(published_condition, author, make_condition):
    treatment = builders.make_treatment(author)
    option = {"treatment": treatment.slug, "title": treatment.title, "advice": "advised", "note": ""}
    make_condition(slug="acne", title="Acne", treatments=[option])
    assert mentions(links_to(treatment)) == {"Treatments of a condition": [("acne", ["Can help"], "only in the draft")]}


def test_outcomes_of_a_guide_are_found(milia, author):
    guide = builders.make_guide(author)
    outcome = guide.step_rows.filter(kind="outcome").first()
    outcome.leaflet_rows.create(condition=milia)
    assert mentions(links_to(milia))["Outcomes of a guide"] == [
        (guide.slug, [outcome.title], "only in the draft"),
    ]


def test_words_with_a_former_address_are_found(milia, make_condition, reviewer):
    make_condition(slug="acne", title="Acne", sections=LINKING)
    workflow.rename(milia, to="milk-spots", by=reviewer)
    milia.refresh_from_db()
    found = links_to(milia)
    assert found.former_names == ["milia"]
    assert [mention.document.slug for mention in found.groups[0].mentions] == ["acne"]


def test_withdrawn_leaflet_that_sends_its_readers_here_is_found(milia, make_condition, author, reviewer):
    old = builders.published(make_condition(slug="acne", title="Acne"), author=author, reviewer=reviewer)
    workflow.withdraw(old.revision.document, by=reviewer, reason="Out of date.", replacement=milia)
    assert "Withdrawn leaflets that send readers here" in mentions(links_to(milia))


def test_handouts_codes_comparison_and_number_are_told(milia, author):
    make_handout([milia], by=author, size="standard", language="en")
    make_handout([milia], by=author, size="standard", language="en")
    found = links_to(milia)
    assert found.given == 2 and found.last_given.date() == timezone.now().date()
    assert found.codes == ["SNOMED CT 238749001 (draft and live)"]
    assert found.is_compared and found.number == str(milia.short_code)


def test_picture_is_found_in_every_leaflet_that_shows_the_file(milia, make_condition):
    other = make_condition(slug="acne", title="Acne")
    rows = [
        Picture.objects.create(condition=owner, file="a" * 64 + ".webp", width=1, height=1, alt="A bead.")
        for owner in (milia, other)
    ]
    found = linked.to_picture(rows[0], timezone.now())
    assert [mention.document.slug for mention in found.groups[0].mentions] == ["acne", "milia"]
    assert linked.versions_with(rows[0]) == 0


def test_page_shows_what_links_here(milia, make_condition, sign_in, auditor):
    make_condition(slug="acne", title="Acne", look_alikes=LOOK_ALIKE)
    told = sign_in(auditor).get(page(milia)).content.decode()
    assert "Look-alikes of other leaflets" in told and "only in the draft" in told
    assert "What links here" in sign_in(auditor).get(page(milia, "change")).content.decode()


def test_page_of_a_picture_is_linked_from_its_row(milia, sign_in, author):
    row = Picture.objects.create(condition=milia, file="a" * 64 + ".webp", width=1, height=1, alt="A bead.")
    address = page(milia, f"picture/{row.pk}")
    desk = sign_in(author)
    assert address in desk.get(page(milia, "change")).content.decode()
    assert "Leaflets that show this picture" in desk.get(address).content.decode()


def test_withdrawal_shows_first_what_it_does_to_others(milia, make_condition, author, reviewer, sign_in):
    other = make_condition(slug="acne", title="Acne", look_alikes=LOOK_ALIKE)
    builders.published(other, author=author, reviewer=reviewer)
    told = sign_in(reviewer).get(page(milia, "withdraw")).content.decode()
    assert "1 live page leads here" in told
    assert "The link leads to the page that says why it was withdrawn." in told


def test_change_of_address_says_that_nothing_breaks(milia, make_condition, sign_in, reviewer):
    make_condition(slug="acne", title="Acne", look_alikes=LOOK_ALIKE)
    told = sign_in(reviewer).get(page(milia, "rename")).content.decode()
    assert "What links here, listed below, does not break." in told and "Acne" in told


def test_deletion_shows_the_words_that_would_lead_nowhere(make_condition, sign_in, author):
    never_sent = make_condition()
    make_condition(slug="acne", title="Acne", sections=LINKING)
    told = sign_in(author).get(page(never_sent, "delete")).content.decode()
    assert "These would lead nowhere" in told and "Section “Causes”" in told


@pytest.mark.parametrize("wrong", ["abc", "0", "99999999999999999999"])
def test_page_of_nothing_is_not_found(wrong, sign_in, author):
    assert sign_in(author).get(f"/admin/conditions/condition/{wrong}/delete/").status_code in {302, 404}
    assert sign_in(author).get(f"/admin/conditions/condition/{wrong}/links/").status_code in {302, 404}


def test_queries_do_not_grow_with_the_number_of_documents(milia, make_condition, author, reviewer):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            links_to(Condition.objects.get(pk=milia.pk))
        return len(queries)

    for number in range(2):
        live = make_condition(slug=f"bump-{number}", title="Bump", look_alikes=LOOK_ALIKE, sections=LINKING)
        builders.published(live, author=author, reviewer=reviewer)
    few = asked()
    for number in range(2, 8):
        live = make_condition(slug=f"bump-{number}", title="Bump", look_alikes=LOOK_ALIKE, sections=LINKING)
        builders.published(live, author=author, reviewer=reviewer)
    assert asked() == few
