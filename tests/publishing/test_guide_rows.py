"""The steps of a guide between draft rows and document: nothing is lost, nothing dangles, an open step stays open."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from conditions.content.canonical import normalised
from conditions.models import Guide, Option, Step
from conditions.publishing.errors import NotReady
from conditions.publishing.guide_rows import whole_step
from conditions.publishing.restore import restore
from conditions.publishing.snapshot import snapshot
from tests.builders import guide_document, make_condition, make_guide

pytestmark = pytest.mark.django_db


def changed(step_name, **changes):
    document = guide_document()
    for step in document["steps"]:
        if step["name"] == step_name:
            step.update(changes)
    return document


def test_snapshot_of_a_restored_guide_is_that_guide():
    make_condition()
    document = normalised(changed("o-leave", conditions=["milia"], come_back=["it grows", "it bleeds"]))
    assert snapshot(restore(document, by=None)) == document


def test_snapshot_takes_the_same_number_of_queries_for_any_number_of_steps(django_assert_num_queries):
    guide = make_guide()
    with django_assert_num_queries(5):
        snapshot(guide)
    document = guide_document()
    more = [{**document["steps"][-1], "name": f"more-{number}", "title": f"More {number}"} for number in range(50)]
    guide = restore({**document, "steps": [*document["steps"], *more]}, by=None)
    with django_assert_num_queries(5):
        assert len(snapshot(guide)["steps"]) == 60


def test_whole_step_is_the_entry_of_the_document():
    guide = make_guide()
    entries = {step["name"]: step for step in snapshot(guide)["steps"]}
    assert whole_step(guide.step_rows.get(name="a2")) == entries["a2"]


def test_restore_keeps_the_row_of_a_step_that_stays_and_removes_the_others(author):
    kept = make_guide(author).step_rows.get(name="a1")
    document = changed("a1", title="Is anybody very ill?")
    document["steps"] = [step for step in document["steps"] if step["name"] != "o-leave"]
    document["steps"][4]["options"][0]["next"] = "o-visit"
    document["examples"] = []
    guide = restore(document, by=author)
    now = guide.step_rows.get(name="a1")
    assert (now.pk, now.title, now.version, now.edited_by) == (kept.pk, "Is anybody very ill?", 2, author)
    assert not guide.step_rows.filter(name="o-leave").exists()
    assert Guide.objects.count() == 1


def test_restore_follows_a_renamed_step_title_because_answers_point_at_rows():
    guide = make_guide()
    Step.objects.filter(guide=guide, name="o-leave").update(title="Leave it")
    option = Option.objects.get(step__guide=guide, label="A hard white bead")
    assert str(option.next) == "Leave it"


def test_restore_names_every_step_that_an_answer_or_an_example_misses():
    document = changed("c1", options=[{"label": "Yes", "next": "o-gone", "not_sure": False, "at_least": ""}])
    document["examples"][0]["outcome"] = "o-away"
    with pytest.raises(NotReady) as refusal:
        restore(document, by=None)
    assert refusal.value.sentences == [
        "The answer “Yes” of “What does it look like?” leads to “o-gone”, which does not exist.",
        "The example “Adult with a white bead” leads to “o-away”, which does not exist.",
    ]
    assert not Guide.objects.exists()


def test_restore_refuses_two_steps_of_one_name():
    document = guide_document()
    document["steps"].append(document["steps"][-1])
    with pytest.raises(NotReady, match="Two steps have the same short name"):
        restore(document, by=None)


def test_restore_refuses_a_leaflet_that_does_not_exist():
    with pytest.raises(NotReady, match="There is no condition “warts”"):
        restore(changed("o-leave", conditions=["warts"]), by=None)


def test_database_refuses_to_delete_a_step_that_an_answer_leads_to():
    step = make_guide().step_rows.get(name="o-now")
    with pytest.raises(RestrictedError):
        step.delete()


def test_deleting_a_draft_guide_takes_its_steps_along():
    make_guide().delete()
    assert not Step.objects.exists() and not Option.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": "a1"}, {"title": ""}, {"kind": "essay"}, {"role": "boss"}, {"urgency": "never"}]
)
def test_database_refuses_a_step_that_must_never_exist(wrong):
    guide = make_guide()
    values = {"name": "new", "title": "New", "kind": "question", "role": "ordinary", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(guide=guide, **values)
