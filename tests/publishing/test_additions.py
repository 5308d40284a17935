"""Parts that came later: what was made before keeps its digest, and what has them loses nothing."""

import pytest

from conditions.content.canonical import digest, normalised
from conditions.publishing import workflow
from conditions.publishing.diff import changes
from conditions.publishing.errors import NotReady
from conditions.publishing.merge import MINE, THEIRS, marks, merged, places
from conditions.publishing.restore import restore
from conditions.publishing.snapshot import draft_digest, snapshot
from tests import builders

ADDED = {
    "questions_to_ask": ["Is this something that I need to treat?", "Can I wait?"],
    "words": [{"word": "keratin", "meaning": "A normal part of skin. [@SP]"}],
    "drawings": [{"drawing": "trapped-keratin", "alt": "A bead.", "caption": "Do not squeeze it. [@SP]"}],
}
OF_A_TREATMENT = {key: ADDED[key] for key in ("questions_to_ask", "words")}
# Of the builders' documents, computed by the release before these parts.
BEFORE = {
    "condition": "af93b74a3b35e6c0578b649e40d64b7c0c9a4ec4707f3c9f032876ebc7f67214",
    "treatment": "712393728d70047beaad78cb48b49c228fa12bbb6dafba716e08ec92a8e1f27b",
    "guide": "0e035c50e95255bf12bbc1e8ccc89b69630e1a5700d0f9020733db81fa4e33a6",
}


@pytest.mark.django_db
@pytest.mark.parametrize("make", [builders.make_condition, builders.make_treatment, builders.make_guide])
def test_draft_made_before_keeps_its_digest(make):
    draft = make()
    assert draft_digest(draft) == BEFORE[draft.kind]


@pytest.mark.django_db
def test_version_that_was_live_before_has_no_unpublished_changes(author, reviewer):
    live = builders.published(builders.make_condition(author), author=author, reviewer=reviewer)
    assert live.revision.digest == BEFORE["condition"] == draft_digest(live.revision.document)
    with pytest.raises(NotReady):
        workflow.submit(live.revision.document, by=author)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "document", [builders.condition_document(**ADDED), builders.treatment_document(**OF_A_TREATMENT)]
)
def test_snapshot_of_a_restored_document_with_additions_is_that_document(document):
    assert snapshot(restore(document, by=None)) == normalised(document)
    assert digest(normalised(document)) != BEFORE[document["kind"]]


@pytest.mark.django_db
def test_older_version_restored_over_a_draft_leaves_none_of_them():
    builders.make_condition(**ADDED)
    assert draft_digest(builders.make_condition()) == BEFORE["condition"]


def test_what_changed_is_told_row_by_row():
    before = builders.condition_document(questions_to_ask=["Can I wait?"])
    told = changes(before, builders.condition_document(**ADDED))
    assert [(change.place, change.before, change.after) for change in told] == [
        ("Questions to ask", "", "Is this something that I need to treat?"),
        ("Words explained", "", "keratin; A normal part of skin. [@SP]"),
        ("Drawings", "", "trapped-keratin; A bead.; Do not squeeze it. [@SP]"),
    ]


def test_two_people_who_each_add_a_part_keep_both():
    base = builders.condition_document()
    mine, theirs = {**base, "words": ADDED["words"]}, {**base, "drawings": ADDED["drawings"]}
    found = places(mine, theirs, marks(base))
    assert [(place.label, place.suggested) for place in found] == [
        ("Words explained: keratin", MINE),
        ("Drawings: trapped-keratin", THEIRS),
    ]
    both = merged(mine, theirs, {place.key: place.suggested for place in found})
    assert both == {**base, "words": ADDED["words"], "drawings": ADDED["drawings"]}


def test_taking_out_the_last_word_leaves_the_part_out():
    base = builders.condition_document(words=ADDED["words"])
    mine = builders.condition_document()
    [place] = places(mine, base, marks(base))
    assert place.suggested == MINE
    assert merged(mine, base, {place.key: MINE}) == mine
