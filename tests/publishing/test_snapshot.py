"""snapshot and restore are inverse, for every document."""

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from conditions.content.canonical import digest, normalised
from conditions.content.schema import problems, schema
from conditions.models import Condition, Source
from conditions.publishing.errors import NotReady
from conditions.publishing.restore import restore
from conditions.publishing.snapshot import draft_digest, snapshot
from conditions.vocabulary import AgeGroup, Attribute, BodySite
from tests.builders import SOURCE, condition_document, make_condition, make_treatment, treatment_document


@pytest.mark.django_db
def test_snapshot_of_a_restored_document_is_that_document():
    document = normalised(condition_document())
    assert snapshot(restore(document, by=None)) == document


@pytest.mark.django_db
def test_snapshot_of_a_restored_treatment_is_that_document():
    document = normalised(treatment_document())
    assert snapshot(restore(document, by=None)) == document


@pytest.mark.django_db
def test_restore_over_an_existing_draft_leaves_nothing_of_the_old_words():
    make_condition()
    other = normalised(condition_document(sections=[], questions=[], dos=[], also_known_as=[], types=[]))
    draft = restore(other, by=None)
    assert snapshot(draft) == other
    assert Condition.objects.count() == 1


@pytest.mark.django_db
def test_restore_raises_the_version_so_that_an_open_form_is_overtaken():
    assert make_condition().version == 1
    assert make_condition().version == 2


@pytest.mark.django_db
def test_snapshot_follows_the_treatment_that_a_condition_links_to():
    make_treatment()
    option = {
        "treatment": "leave-it-alone",
        "title": "Leave it alone",
        "advice": "advised",
        "note": "It is safe. [@SP]",
    }
    draft = make_condition(treatments=[option])
    assert snapshot(draft)["treatments"] == [option]


@pytest.mark.django_db
def test_restore_names_every_document_that_it_refers_to_and_that_is_missing():
    options = [
        {"treatment": slug, "title": slug, "advice": "advised", "note": ""} for slug in ("no-such-thing", "nor-this")
    ]
    with pytest.raises(NotReady) as refused:
        restore(condition_document(treatments=options), by=None)
    assert refused.value.sentences == ["There is no treatment “no-such-thing”.", "There is no treatment “nor-this”."]
    assert not Condition.objects.exists()


@pytest.mark.django_db
def test_digest_changes_with_one_letter_and_not_with_the_form_of_an_accent():
    draft = make_condition()
    before = draft_digest(draft)
    draft.title = "Café"
    draft.save()
    composed = draft_digest(draft)
    draft.title = "Cafe\u0301"
    draft.save()
    assert before != composed == draft_digest(draft)


@pytest.mark.django_db
def test_correcting_a_source_changes_the_digest_of_every_draft_that_cites_it():
    draft = make_condition()
    before = draft_digest(draft)
    Source.objects.update(title="Milia, corrected")
    assert draft_digest(draft) != before


words = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\x85"), min_size=1, max_size=40
).filter(lambda text: normalised(text) != "")
line = st.one_of(st.just(""), words)


def rows(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(fields), max_size=4)


advice = rows(text=words, why=line)
documents = st.fixed_dictionaries(
    {
        "title": words,
        "summary": line,
        "harmless": line,
        "sensitive": st.booleans(),
        "also_known_as": rows(name=words, search_only=st.booleans()),
        "body_sites": st.sets(st.sampled_from(BodySite.values)).map(
            lambda chosen: [site for site in BodySite.values if site in chosen]
        ),
        "age_groups": st.sets(st.sampled_from(AgeGroup.values)).map(
            lambda chosen: [group for group in AgeGroup.values if group in chosen]
        ),
        "care_cards": rows(
            urgency=st.sampled_from(["emergency", "same_day", "soon", "routine"]),
            heading=words,
            items=st.lists(words, max_size=3),
            ending=line,
        ),
        "sections": rows(kind=st.sampled_from(["what_it_is", "causes"]), title=words, body=line),
        "facts": st.dictionaries(st.sampled_from(Attribute.values), words),
        "dos": advice,
        "donts": advice,
        "questions": rows(question=words, answer=line),
        "myths": rows(claim=words, verdict=st.sampled_from(["harmful", "not_shown"]), why=line),
        "sources": st.sampled_from([[], [SOURCE], [{**SOURCE, "says": ""}]]),
        "review_months": st.one_of(st.none(), st.integers(1, 36)),
    }
)


class EveryDocument(TestCase):
    """Property: what an editor can have typed comes back to the letter, whatever the letters are."""

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(documents)
    def test_snapshot_restore_snapshot_is_snapshot(self, changes: dict[str, Any]):
        Source.objects.all().delete() if not Condition.objects.exists() else None
        first = snapshot(restore(condition_document(**copy.deepcopy(changes)), by=None))
        assert list(problems(first, schema("condition"))) == []
        again = snapshot(restore(first, by=None))
        assert again == first
        assert digest(again) == digest(first)
