"""Into drafts: all or nothing, twice is once, never over somebody's edits, never what is live."""

import pytest

from conditions.models import Condition, Publication, Revision, Source, Treatment
from conditions.packs.exporter import export_pack
from conditions.packs.importer import drafts_of_pack, import_pack, read_for_this_clinic
from conditions.packs.reader import PackRefused
from conditions.publishing import standing, workflow
from conditions.publishing.snapshot import draft_digest, snapshot
from tests.builders import SOURCE, condition_document, treatment_document

from .conftest import OPTION, write_pack

pytestmark = pytest.mark.django_db


def bring(folder, **more):
    return import_pack(read_for_this_clinic(folder), **more)


def test_import_makes_drafts_and_publishes_nothing(pack):
    report = bring(pack)
    assert sorted(report.created) == ["Leave it alone", "Milia"]
    assert snapshot(Condition.objects.get()) == condition_document(treatments=[OPTION])
    assert not Revision.objects.exists()


def test_import_twice_changes_nothing(pack):
    bring(pack)
    before = list(Condition.objects.values()) + list(Treatment.objects.values()) + list(Source.objects.values())
    report = bring(pack)
    assert (report.created, report.updated, len(report.unchanged)) == ([], [], 2)
    assert list(Condition.objects.values()) + list(Treatment.objects.values()) + list(Source.objects.values()) == before


def test_changed_pack_updates_the_draft_and_never_what_is_live(pack, tmp_path, author):
    drafts = bring(pack).drafts
    workflow.publish_samples(drafts, change_note="Sample.")
    write_pack(pack, condition_document(treatments=[OPTION], harmless="Yes, quite. [@SP]"))
    report = bring(pack)
    assert report.updated == ["Milia"]
    condition = Condition.objects.get()
    assert condition.harmless == "Yes, quite. [@SP]"
    assert standing.live_revision(condition).content["harmless"] == "Yes. Milia are harmless. [@SP]"
    assert Publication.objects.count() == 2


def test_draft_edited_here_is_kept_unless_told_otherwise(pack):
    bring(pack)
    Condition.objects.update(harmless="Our own words. [@SP]")
    write_pack(pack, condition_document(treatments=[OPTION], harmless="Yes, quite. [@SP]"))
    report = bring(pack)
    assert (report.kept, report.updated) == (["Milia"], [])
    assert Condition.objects.get().harmless == "Our own words. [@SP]"
    assert bring(pack, overwrite_edited=True).updated == ["Milia"]
    assert Condition.objects.get().harmless == "Yes, quite. [@SP]"


def test_draft_written_here_under_the_same_address_is_kept(pack, make_condition):
    make_condition(title="Written here")
    assert bring(pack).kept == ["Written here"]


def test_source_corrected_here_is_kept_and_a_corrected_pack_updates_the_others(pack):
    bring(pack)
    Source.objects.update(title="Corrected here")
    write_pack(pack, source={**SOURCE, "title": "Corrected in the pack"})
    bring(pack)
    assert Source.objects.get().title == "Corrected here"


def test_changed_source_updates_the_drafts_that_cite_it(pack):
    bring(pack)
    before = draft_digest(Condition.objects.get())
    write_pack(pack, source={**SOURCE, "title": "Corrected in the pack"})
    report = bring(pack)
    assert Source.objects.get().title == "Corrected in the pack"
    assert report.kept == []
    assert (
        draft_digest(Condition.objects.get()) != before == report.drafts[1].pack_digest
        or before != report.drafts[1].pack_digest
    )


def test_pack_with_one_error_imports_nothing(pack):
    (pack / "treatments/leave-it-alone.yaml").write_text("schema: 1\n")
    with pytest.raises(PackRefused):
        bring(pack)
    assert not Condition.objects.exists() and not Source.objects.exists()


def test_documents_may_refer_to_each_other_in_any_order(pack_of):
    like = [{"name": "The other", "condition": "zits", "difference": ""}]
    back = [{"name": "The other", "condition": "milia", "difference": ""}]
    bring(
        pack_of(condition_document(look_alikes=like), condition_document(slug="zits", title="Zits", look_alikes=back))
    )
    assert Condition.objects.get(slug="milia").lookalike_rows.get().like.slug == "zits"


def test_document_renamed_here_is_still_found(pack, reviewer):
    drafts = bring(pack).drafts
    workflow.publish_samples(drafts, change_note="Sample.")
    workflow.rename(Condition.objects.get(), to="milk-spots", by=reviewer)
    assert bring(pack).created == []
    assert Condition.objects.get().slug == "milk-spots"


def test_export_imported_again_gives_the_same_digests(pack, tmp_path):
    bring(pack)
    before = {draft.slug: draft_digest(draft) for draft in drafts_of_pack("tried")}
    about = {"name": "tried", "title": "Tried", "version": 1, "language": "en"}
    assert export_pack(drafts_of_pack("tried"), about, tmp_path / "out") == 2
    Condition.objects.all().delete()
    Treatment.objects.all().delete()
    Source.objects.all().delete()
    bring(tmp_path / "out")
    assert {draft.slug: draft_digest(draft) for draft in drafts_of_pack("tried")} == before


def test_export_never_writes_into_a_folder_that_is_not_a_pack(pack, tmp_path):
    bring(pack)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("keep me")
    with pytest.raises(PackRefused, match="not empty"):
        export_pack(drafts_of_pack("tried"), {}, tmp_path / "home")
    assert [file.name for file in (tmp_path / "home").iterdir()] == ["letter.txt"]


def test_treatment_edited_here_does_not_stop_the_rest_of_the_pack(pack):
    bring(pack)
    Treatment.objects.update(title="Wait and see")
    write_pack(pack, condition_document(treatments=[OPTION], harmless="Yes, quite. [@SP]"), treatment_document())
    assert bring(pack).kept == ["Wait and see", "Milia"]
    assert bring(pack, overwrite_edited=True).kept == []


def test_additions_come_in_and_go_out_to_the_same_digest(pack, tmp_path):
    added = {
        "questions_to_ask": ["Can I wait?"],
        "words": [{"word": "keratin", "meaning": "A part of skin."}],
        "drawings": [{"drawing": "oil-gland", "alt": "A gland.", "caption": "Do not squeeze it. [@SP]"}],
    }
    write_pack(pack, condition_document(treatments=[OPTION], **added))
    drafts = bring(pack).drafts
    before = [draft_digest(draft) for draft in drafts]
    assert snapshot(Condition.objects.get())["words"] == added["words"]
    export_pack(drafts, {"name": "skin", "title": "Skin", "version": 1, "language": "en"}, tmp_path / "out")
    assert len(bring(tmp_path / "out").unchanged) == 2
    assert [draft_digest(draft) for draft in drafts] == before
