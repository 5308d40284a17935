"""The words of the shipped pack: plain, sourced, complete. Every document is held to the same limits."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from conditions.content.markup import Text, without_citations
from conditions.content.readability import reading, sentences, words
from conditions.packs.reader import Pack, read_pack
from conditions.publishing.blockers import texts
from conditions.vocabulary import URGENCY_ORDER, Attribute

PACK = Path(settings.BASE_DIR) / "conditions" / "packs" / "skin_bumps"
HARDEST = 6.0  # US grade: mean of Flesch-Kincaid and SMOG
LONGEST_SENTENCE = 25  # words; nine in ten have at most 20
JARGON = r"comedonal|aetiology|unsightly|suffer|\bGP\b|\bshould\b|don['’]t|can['’]t|won['’]t|isn['’]t|doesn['’]t"


@cache
def pack() -> Pack:
    return read_pack(PACK)


DOCUMENTS = [pytest.param(document, id=document["slug"]) for document in pack().documents]
CONDITIONS = [found for found in DOCUMENTS if found.values[0]["kind"] == "condition"]


def prose(document: dict[str, Any]) -> str:
    """All authored words, a paragraph or an item a line."""
    plain = (Text(without_citations(text)).plain for _place, text in texts(document) if " " in text)
    return "\n".join(plain)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_reading_grade_is_at_most_6(document):
    assert reading(prose(document)).grade <= HARDEST


@pytest.mark.parametrize("document", DOCUMENTS)
def test_sentences_are_short(document):
    lengths = {sentence: len(words(sentence)) for sentence in sentences(prose(document))}
    assert [sentence for sentence, length in lengths.items() if length > LONGEST_SENTENCE] == []
    assert sum(length <= 20 for length in lengths.values()) / len(lengths) >= 0.9


@pytest.mark.parametrize("document", DOCUMENTS)
def test_words_are_plain_and_every_not_is_written_out(document):
    assert re.findall(JARGON, prose(document)) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nothing_tells_the_reader_what_they_have(document):
    named = r"^You (?:probably |may )?have (?:a |an )?(?:milia|acne|genital herpes|herpes|fordyce|cold sore)"
    assert [sentence for sentence in sentences(prose(document)) if re.match(named, sentence)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_source_that_is_listed_is_cited_and_says_what_we_rely_on(document):
    cited = {key for _place, text in texts(document) for key in re.findall(r"@([A-Za-z0-9_-]+)", text)}
    assert {source["source"] for source in document["sources"]} == cited
    assert [source["source"] for source in document["sources"] if not source["says"]] == []


@pytest.mark.parametrize("document", CONDITIONS)
def test_condition_answers_every_question_of_the_comparison(document):
    assert set(document["facts"]) == set(Attribute.values)
    assert [fact for fact, text in document["facts"].items() if len(words(without_citations(text))) > 25] == []


@pytest.mark.parametrize("document", CONDITIONS)
def test_condition_warns_and_says_when_to_get_help(document):
    assert document["callout"]["handling"] in {"never_pop", "leave_alone", "clinician_only"}
    assert document["callout"]["heading"].startswith("Do not ")
    assert document["care_cards"][0]["urgency"] == URGENCY_ORDER[0]
    assert "{" in document["care_cards"][0]["heading"], "an emergency card names the number to call"
    assert "skin_tones" in {section["kind"] for section in document["sections"]}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_code_that_is_not_verified_is_marked_so(document):
    reference = Path(settings.BASE_DIR).parent / "shared" / "reference" / "ehr-fixtures" / "codes.csv"
    if not reference.exists():
        pytest.skip("the reference of codes is not beside this checkout")
    verified = {tuple(line.split(",")[1:4:2]) for line in reference.read_text().splitlines() if ",VERIFIED," in line}
    names = {
        "icd10cm": "ICD-10-CM",
        "snomed": "SNOMED CT",
        "icd9cm": "ICD-9-CM",
        "icd11": "ICD-11 foundation",
        "mesh": "MeSH",
    }
    for code in document.get("codes", []):
        if code["status"] == "verified":
            assert (names[code["system"]], code["code"]) in verified
