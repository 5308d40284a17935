"""import_pack and export_pack as a person types them."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from conditions.models import DOCUMENTS, Condition, Publication, Revision
from conditions.publishing import standing
from conditions.publishing.errors import NotReady
from conditions.publishing.snapshot import draft_digest
from conditions.vocabulary import Attribute, Basis

pytestmark = pytest.mark.django_db

PACK = settings.BASE_DIR / "conditions" / "packs" / "skin_bumps"
CONDITIONS = {"milia", "fordyce-spots", "acne", "cold-sores", "genital-herpes"}


def run(name: str, *words: str, **more) -> str:
    out = StringIO()
    call_command(name, *words, stdout=out, **more)
    return out.getvalue()


def test_shipped_pack_is_imported_and_shown_as_sample_content():
    said = run("import_pack", str(PACK), "--publish-sample")
    assert "0 kept" in said
    assert set(Condition.objects.values_list("slug", flat=True)) >= CONDITIONS
    assert set(Publication.objects.values_list("basis", flat=True)) == {Basis.SAMPLE}
    assert Publication.objects.count() == sum(model.objects.count() for model in DOCUMENTS.values())


def test_shipped_pack_imported_twice_changes_nothing():
    run("import_pack", str(PACK), "--publish-sample")
    before = list(Condition.objects.values("version", "edited_at")), Publication.objects.count()
    said = run("import_pack", str(PACK), "--publish-sample")
    assert "0 new, 0 updated" in said and "content: 0 new." in said
    assert (list(Condition.objects.values("version", "edited_at")), Publication.objects.count()) == before


def test_shipped_pack_exported_and_imported_again_has_the_same_digests(tmp_path):
    run("import_pack", str(PACK))
    digests = {draft.slug: draft_digest(draft) for model in DOCUMENTS.values() for draft in model.objects.all()}
    assert f"Exported {len(digests)} documents" in run("export_pack", str(tmp_path / "out"), "--pack", "skin_bumps")
    again = run("import_pack", str(tmp_path / "out"))
    assert f"0 new, 0 updated, {len(digests)} unchanged" in again


def test_second_import_keeps_an_edit_and_does_not_show_it():
    run("import_pack", str(PACK), "--publish-sample")
    Condition.objects.filter(slug="milia").update(summary="Edited here. [@SP]")
    said = run("import_pack", str(PACK), "--publish-sample")
    assert "1 kept because somebody edited them here" in said and "kept: Milia" in said
    milia = Condition.objects.get(slug="milia")
    assert milia.summary == "Edited here. [@SP]"
    assert standing.live_revision(milia).content["summary"] != "Edited here. [@SP]"


def test_pack_with_errors_imports_nothing_and_lists_them_all(tmp_path: Path):
    folder = tmp_path / "bad"
    (folder / "conditions").mkdir(parents=True)
    (folder / "pack.yaml").write_text("name: bad\n")
    (folder / "sources.yaml").write_text("{}\n")
    (folder / "conditions" / "x.yaml").write_text("schema: 1\nkind: condition\n")
    with pytest.raises(CommandError) as refused:
        run("import_pack", str(folder))
    told = str(refused.value)
    assert told.startswith("Nothing was imported. 6 to mend:")
    assert "pack.yaml, line 1: “title” is missing." in told and "conditions/x.yaml, line 1: “slug” is missing." in told
    assert not Condition.objects.exists() and not Revision.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["/nowhere"], "There is no such folder."), ([str(PACK / "pack.yaml")], "There is no such folder.")],
)
def test_path_that_is_no_folder_is_told_in_a_sentence(words, sentence):
    with pytest.raises(CommandError, match=sentence):
        run("import_pack", *words)


def test_export_of_nothing_is_told_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="no draft to export"):
        run("export_pack", str(tmp_path / "out"))
    with pytest.raises(CommandError, match="no draft of a pack “x”"):
        run("export_pack", str(tmp_path / "out"), "--pack", "x")


def test_every_condition_of_the_pack_answers_every_question_of_the_comparison():
    run("import_pack", str(PACK))
    for condition in Condition.objects.all():
        answered = set(condition.fact_rows.values_list("attribute", flat=True))
        assert answered == set(Attribute.values), condition.slug


def test_import_whose_samples_are_refused_changes_nothing(monkeypatch):
    def refuse(*_drafts, **_more):
        raise NotReady("Not today.")

    monkeypatch.setattr("conditions.management.commands.import_pack.publish_samples", refuse)
    with pytest.raises(CommandError, match=r"Nothing was changed\. Not today\."):
        run("import_pack", str(PACK), "--publish-sample")
    assert not Condition.objects.exists()
