"""Guides in a pack: imported as drafts, shown as samples, exported to the same digest; unfit graphs are refused."""

import time

import pytest

from conditions.models import Condition, Guide
from conditions.packs.exporter import export_pack
from conditions.packs.importer import drafts_of_pack, import_pack
from conditions.packs.reader import PackRefused, read_pack
from conditions.publishing import standing, workflow
from conditions.publishing.snapshot import draft_digest
from tests.builders import condition_document, guide_document


def errors(folder) -> list[str]:
    with pytest.raises(PackRefused) as refused:
        read_pack(folder)
    return [str(error) for error in refused.value.errors]


def step(document, name):
    return next(entry for entry in document["steps"] if entry["name"] == name)


@pytest.fixture
def linked():
    """A guide whose last outcome names the leaflet on milia."""
    document = guide_document()
    step(document, "o-leave")["conditions"] = ["milia"]
    return document


@pytest.mark.django_db
def test_a_guide_is_imported_after_the_leaflets_it_names_and_twice_is_once(pack_of, linked):
    folder = pack_of(condition_document(), linked)
    report = import_pack(read_pack(folder))
    assert report.created == ["Milia", "What is this bump?"]
    assert import_pack(read_pack(folder)).unchanged == ["Milia", "What is this bump?"]
    assert Guide.objects.get().step_rows.count() == 10


@pytest.mark.django_db
def test_an_exported_guide_is_imported_to_the_same_digest(pack_of, linked, tmp_path):
    import_pack(read_pack(pack_of(condition_document(), linked)))
    before = {str(draft): draft_digest(draft) for draft in drafts_of_pack("tried")}
    about = {"name": "tried", "title": "Tried", "version": 1, "language": "en"}
    export_pack(drafts_of_pack("tried"), about, tmp_path / "again")
    Guide.objects.all().delete()
    Condition.objects.all().delete()
    import_pack(read_pack(tmp_path / "again"))
    assert {str(draft): draft_digest(draft) for draft in drafts_of_pack("tried")} == before


@pytest.mark.django_db
def test_samples_of_leaflets_and_guides_go_live_together(pack_of, linked):
    report = import_pack(read_pack(pack_of(condition_document(), linked)))
    published = workflow.publish_samples(report.drafts, change_note="Sample.")
    assert len(published) == 2
    assert standing.live_revision(Guide.objects.get()).number == 1


@pytest.mark.django_db
def test_a_guide_that_somebody_edited_here_is_kept(pack_of):
    folder = pack_of(guide_document())
    import_pack(read_pack(folder))
    Guide.objects.get().step_rows.filter(name="a1").update(title="Edited here?")
    assert import_pack(read_pack(folder)).kept == ["What is this bump?"]


def test_a_guide_with_unknown_targets_is_refused_with_a_line_and_a_sentence_each(pack_of):
    document = guide_document()
    step(document, "a2")["options"][0]["next"] = "b9"
    document["examples"][0]["outcome"] = "o-away"
    found = errors(pack_of(document))
    assert len(found) == 2
    assert found[0].startswith("guides/what-is-this-bump.yaml, line ")
    assert found[0].endswith("steps 2, options 1, next: There is no step “b9”.")
    assert found[1].endswith("examples 1, outcome: There is no step “o-away”.")


def test_a_guide_with_a_circle_is_refused_with_a_sentence(pack_of):
    document = guide_document()
    step(document, "c1")["options"][0]["next"] = "a2"
    found = errors(pack_of(document))
    assert len(found) == 1
    assert "The answers go round in a circle: “Who has the bump?” > “Is the eye sore?”" in found[0]


def test_a_guide_with_two_steps_of_one_name_is_refused(pack_of):
    document = guide_document()
    document["steps"].append({**step(document, "o-leave"), "title": "Twin"})
    assert errors(pack_of(document))[0].endswith("steps 11, name: Two steps are named “o-leave”.")


def test_a_guide_that_names_a_missing_leaflet_is_refused(pack_of, linked):
    assert errors(pack_of(linked))[0].endswith("There is no condition “milia”.")


@pytest.mark.parametrize(("steps", "sentence"), [(2001, "at most 2000 are allowed"), (100_000, "larger than 512 kB")])
def test_a_guide_of_too_many_steps_is_refused_quickly_with_a_sentence(pack_of, steps, sentence):
    folder = pack_of(guide_document())
    lines = ["schema: 1", "kind: guide", "slug: what-is-this-bump", "language: en", "title: Long", "steps:"]
    lines += [f"- {{name: s{number}, kind: outcome, title: T{number}}}" for number in range(steps)]
    (folder / "guides" / "what-is-this-bump.yaml").write_text("\n".join(lines))
    started = time.monotonic()
    found = errors(folder)
    assert len(found) == 1 and sentence in found[0]
    assert time.monotonic() - started < 10
