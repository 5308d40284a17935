"""check_content and review_sheet as a person types them."""

import shutil
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from conditions.models import PlainWord
from conditions.publishing import workflow
from tests import builders

PACK = settings.BASE_DIR / "conditions" / "packs" / "skin_bumps"


def run(name: str, *words: str) -> str:
    out = StringIO()
    call_command(name, *words, stdout=out)
    return out.getvalue()


# A clinician insists on it (brief, section 7, same day) and no source of the register covers it yet. It stays, marked on
# the review sheet, until the clinic adds one.
WITHOUT_SOURCE = ["you have sores after sex or touching that you did not want"]


def test_shipped_pack_has_nothing_to_mend_and_one_statement_without_a_source():
    said = run("check_content", str(PACK), "--unsourced")
    assert said.endswith("Nothing to mend.\n")
    assert [line.rpartition(": ")[2] for line in said.splitlines() if line.startswith("  ")] == WITHOUT_SOURCE
    assert f" {len(WITHOUT_SOURCE)} of them without a source." in said, said
    assert "60 patterns of 61 rows" in said


def test_planted_advice_fails_the_check_and_names_document_and_row(tmp_path):
    copy = tmp_path / "pack"
    shutil.copytree(PACK, copy)
    file = copy / "conditions" / "milia.yaml"
    text = file.read_text()
    heading = "dos:\n"
    assert heading in text
    file.write_text(
        text.replace(heading, heading + "  - text: Scrub them with sea salt.\n    why: It helps. [@SP]\n", 1)
    )
    with pytest.raises(CommandError) as refused:
        run("check_content", str(copy))
    assert "milia: Forbidden advice (HOM-007): Scrub them with sea salt." in str(refused.value)


def test_folder_that_is_no_pack_is_told_in_a_sentence():
    for name in ("check_content", "review_sheet"):
        with pytest.raises(CommandError, match="no such folder"):
            run(name, "/nowhere")


def test_review_sheet_puts_each_statement_beside_its_sources(tmp_path):
    said = run("review_sheet", str(PACK), "--to", str(tmp_path / "sheets"))
    assert "milia:" in said and said.endswith(f"Written to {tmp_path / 'sheets'}\n")
    page = (tmp_path / "sheets" / "milia.html").read_text()
    assert "<h1>Milia: review sheet</h1>" in page
    assert "Milia (StatPearls)" in page and "[@" not in page.split("<tbody>")[1]
    assert len(list((tmp_path / "sheets").glob("*.html"))) == said.count("statements,")


def test_review_sheet_names_the_nearest_rows_of_the_ledger(tmp_path):
    (tmp_path / "ledger.yaml").write_text(
        "claims:\n- id: MIL-001\n  claim: Milia are tiny, hard, white bumps.\n  verdict: supported\n  evidence:\n  - {key: SP}\n"
    )
    run("review_sheet", str(PACK), "--to", str(tmp_path), "--ledger", str(tmp_path / "ledger.yaml"))
    assert "MIL-001 (supported)" in (tmp_path / "milia.html").read_text()


def test_file_that_is_no_ledger_is_told_in_a_sentence(tmp_path):
    (tmp_path / "x.yaml").write_text("a: 1\n")
    with pytest.raises(CommandError, match="not a claims ledger"):
        run("review_sheet", str(PACK), "--to", str(tmp_path), "--ledger", str(tmp_path / "x.yaml"))


@pytest.mark.django_db
def test_what_is_live_is_checked_as_an_editor_would_see_it(published_condition):
    assert run("check_content", "--live") == "Live documents: 1. Pieces of advice: 0.\nNothing to mend.\n"


@pytest.mark.django_db
def test_advice_on_what_is_live_is_told_and_a_blocker_fails_the_check(published_condition):
    PlainWord.objects.create(jargon="bead of keratin", plain="hard bead")
    PlainWord.objects.create(jargon="bead", plain="bump")
    said = run("check_content", "--live")
    assert "advice, /conditions/milia/: Section “What milia are”: Say “bump” for “bead”." in said
    assert said.endswith("Nothing to mend.\n")


@pytest.mark.django_db
def test_a_live_link_to_a_withdrawn_leaflet_fails_the_check(make_condition, author, reviewer):
    acne = builders.published(make_condition(slug="acne", title="Acne"), author=author, reviewer=reviewer)
    row = {"name": "Acne", "condition": "acne", "difference": "Sore. [@SP]"}
    builders.published(make_condition(look_alikes=[row]), author=author, reviewer=reviewer)
    workflow.withdraw(acne.revision.condition, by=reviewer, reason="Wrong.")
    with pytest.raises(CommandError, match="/conditions/milia/: Look-alike “Acne”: Its leaflet is neither live"):
        run("check_content", "--live")


def test_pack_and_live_are_not_checked_together():
    for words in ([], [str(PACK), "--live"]):
        with pytest.raises(CommandError, match="Name the folder of a pack, or say --live"):
            run("check_content", *words)
