"""Advice that no document may give is found where it is given, and not where it is forbidden."""

import pytest
from django.conf import settings

from conditions.packs.advice import advice_found, read_forbidden
from conditions.packs.yaml_files import NotReadable
from tests.builders import condition_document

PACK = settings.BASE_DIR / "conditions" / "packs" / "skin_bumps"
ROWS = read_forbidden(PACK)


def found(**changes) -> list[str]:
    return [hit.forbidden.ledger for hit in advice_found(condition_document(**changes), ROWS)]


def section(body: str) -> dict:
    return {"sections": [{"kind": "self_care", "title": "What you can do", "body": body}]}


def test_ordinary_document_gives_no_forbidden_advice():
    assert found() == []


@pytest.mark.parametrize(
    ("planted", "ledger"),
    [
        ("Scrub the bumps with sea salt twice a week. [@SP]", "HOM-007"),
        ("Then steam your face over hot water for ten minutes. [@SP]", "HOM-008"),
        ("Rub castor oil into the bumps every night. [@SP]", "HOM-010"),
        ("You can put steroid cream on stubborn bumps. [@SP]", "MIL-070"),
        ("Prick the bump at home with a clean needle. [@SP]", "OWN-1"),
        ("Dab toothpaste on the spot. [@SP]", "OWN-3"),
        ("Milia in newborns are called baby acne. [@SP]", "MIL-034"),
        ("Fordyce spots often go away on their own. [@SP]", "MIL-152"),
        ("Use our removal cream. [@SP]", "HOM-018"),
        ("You may squeeze it gently. [@SP]", "OWN-2"),
    ],
)
def test_planted_advice_is_found(planted, ledger):
    assert ledger in found(**section(f"Wash gently. [@SP]\n\n{planted}"))


@pytest.mark.parametrize("planted", ["Scrub it with salt.", "Steam your face.", "Put toothpaste on it."])
def test_planted_advice_is_found_wherever_it_stands(planted):
    assert found(dos=[{"text": planted, "why": ""}])
    assert found(callout={**condition_document()["callout"], "instead": [planted]})
    assert found(questions=[{"question": "What helps?", "answer": planted}])


@pytest.mark.parametrize(
    "warning",
    [
        "Do not scrub the bumps with sea salt.",
        "Never steam your face.",
        "There is no proof that castor oil rubbed in helps.",
    ],
)
def test_warning_against_it_is_not_advice(warning):
    assert found(**section(warning), donts=[{"text": "Do not scrub it with salt.", "why": ""}]) == []


def test_myth_and_question_may_quote_it():
    myth = {"claim": "Scrub with sea salt twice a week", "verdict": "harmful", "why": "It scratches the skin. [@SP]"}
    assert found(myths=[myth], questions=[{"question": "Can I rub in castor oil?", "answer": "No. [@SP]"}]) == []


def test_every_row_has_a_pattern_or_a_reason_why_none_is_possible():
    assert all((row.pattern is None) == bool(row.why_none) for row in ROWS)
    assert len(ROWS) == 61


def test_every_wrong_unsafe_and_unsupported_row_of_the_ledger_is_there():
    import yaml

    path = settings.BASE_DIR.parent / "shared" / "reference" / "content" / "claims.yaml"
    if not path.exists():
        pytest.skip("the ledger is not beside this checkout")
    claims = yaml.safe_load(path.read_text())["claims"]
    bad = {row["id"] for row in claims if row["verdict"] in {"wrong", "unsafe", "unsupported"}}
    assert bad <= {row.ledger for row in ROWS}


@pytest.mark.parametrize(
    "text",
    [
        "A-1: {says: x, pattern: y}",
        "ABC-1: {says: x}",
        "ABC-1: {says: x, pattern: y, why_none: z}",
        "ABC-1: {says: x, pattern: '('}",
    ],
)
def test_broken_rules_are_refused_with_their_line(tmp_path, text):
    (tmp_path / "forbidden_advice.yaml").write_text(text)
    with pytest.raises(NotReadable) as refused:
        read_forbidden(tmp_path)
    assert refused.value.line == 1
