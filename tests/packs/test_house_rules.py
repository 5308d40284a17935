"""What a document must say, must not say, and how plainly."""

import pytest

from conditions.packs.house_rules import appraised, is_practical, statements
from conditions.packs.reader import Pack
from tests.builders import SOURCE, condition_document

SOURCES = {"SP": {key: value for key, value in SOURCE.items() if key not in {"key", "says"}}}


def pack(tmp_path, rules: str = "", **changes) -> Pack:
    document = condition_document(**changes)
    document["sources"] = [{"source": "SP", "says": "x"}]
    if rules:
        (tmp_path / "must_say.yaml").write_text(rules)
    return Pack({"name": "x"}, SOURCES, [document], tmp_path)


def wrong(tmp_path, rules: str = "", **changes) -> list[str]:
    [found] = appraised(pack(tmp_path, rules, **changes))
    return found.wrong


def section(body: str) -> dict:
    return {"sections": [{"kind": "causes", "title": "Causes", "body": body}]}


def test_plain_sourced_document_has_nothing_to_mend(tmp_path):
    assert wrong(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        ("Extraction of keratinaceous inclusions necessitates dermatological instrumentation. " * 12, "Reading grade"),
        ("You can look at it and " + "then look again and " * 8 + "wait. [@SP]", "A sentence of"),
        ("These unsightly bumps are common. [@SP]", "Unkind"),
        ("You should wash it. [@SP]", "Not plain"),
        ("Don't wash it. [@SP]", "Not plain"),
        ("You have milia. [@SP]", "Names a diagnosis"),
        ("Call {nobody}. [@SP]", "Section “Causes”: There is no placeholder {nobody}"),
        ("See [acne](/conditions/acne/). [@SP]", "Section “Causes”: The link /conditions/acne/ leads nowhere"),
        ("Nobody knows why it comes.", "Section “Causes”: Add at least one source"),
    ],
)
def test_each_rule_finds_what_breaks_it(tmp_path, body, begins):
    assert any(sentence.startswith(begins) for sentence in wrong(tmp_path, **section(body))), wrong(
        tmp_path, **section(body)
    )


def test_missing_fact_is_told(tmp_path):
    facts = {key: text for key, text in condition_document()["facts"].items() if key != "touch"}
    assert wrong(tmp_path, facts=facts) == ["The look-alike fact “touch” is missing."]


RULE = "- {group: Eye, documents: [milia], where: care_cards, urgency: same_day, pattern: '\\beye'}\n"


def test_red_flag_that_must_be_there_is_missed(tmp_path):
    assert wrong(tmp_path, RULE) == ["Eye: nothing under care cards says it."]


def test_red_flag_that_is_not_urgent_enough_is_missed_too(tmp_path):
    cards = condition_document()["care_cards"]
    late = [cards[0], {**cards[1], "urgency": "routine", "items": ["your eye hurts"]}]
    assert wrong(tmp_path, RULE, care_cards=late) == ["Eye: nothing under care cards says it."]
    soon = [{**cards[0], "items": ["your eye hurts"]}, cards[1]]
    assert wrong(tmp_path, RULE, care_cards=soon) == []


def test_statements_are_counted_with_and_without_source(tmp_path):
    body = (
        "Milia are small. [@SP]\n\nNobody knows why they come.\n\n- They are hard. [@SP]\n- They are round and white."
    )
    [found] = appraised(pack(tmp_path, **section(body)))
    assert found.unsourced == [
        "sections: Causes: Nobody knows why they come.",
        "sections: Causes: - They are round and white.",
    ]
    assert found.statements == len(list(statements(pack(tmp_path, **section(body)).documents[0])))


@pytest.mark.parametrize(
    "line",
    ["Ask a pharmacist.", "If it hurts, call your clinic.", "Do not pick it. Wash your hands.", "These can help:"],
)
def test_line_that_states_no_fact_needs_no_source(line):
    assert is_practical(line)


@pytest.mark.parametrize("line", ["It is harmless.", "Ask a pharmacist. It can scar.", "Most go away in weeks."])
def test_line_that_states_a_fact_needs_one(line):
    assert not is_practical(line)


def test_meaning_of_a_word_states_no_fact_and_a_caption_does(tmp_path):
    [found] = appraised(
        pack(
            tmp_path,
            words=[{"word": "keratin", "meaning": "It is a part of skin."}],
            drawings=[{"drawing": "oil-gland", "alt": "A gland.", "caption": "Squeezing tears the skin."}],
        )
    )
    assert found.unsourced == ["drawings: oil-gland: Squeezing tears the skin."]
