"""The house rules for words, sentence by sentence."""

import pytest

from conditions.content.plain_english import remarks
from conditions.publishing.snapshot import snapshot
from tests import builders
from tests.builders import condition_document, guide_document, treatment_document

WORDS = {"papule": "small bump", "STD": "STI"}


def found(document):
    return [(remark.code, remark.words) for remark in remarks(document, WORDS)]


def section(body, **more):
    return condition_document(sections=[{"kind": "causes", "title": "Causes", "body": body}], **more)


def test_plain_documents_have_no_remark():
    assert found(condition_document()) == found(treatment_document()) == found(guide_document()) == []


LONG = "You can look at it and then look again and then look again and then look again and then wait for it."


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (f"Look. {LONG} [@SP]", "long_sentence", LONG),
        ("It is here. You should wash it. [@SP]", "should", "You should wash it."),
        ("Rest. Don't wash it. [@SP]", "short_not", "Don't wash it."),
        ("Milia are not uncommon. [@SP]", "double_negative", "Milia are not uncommon."),
        ("Do not forget that you must not pick it. [@SP]", None, ""),
        ("Do not leave it not washed. [@SP]", "double_negative", "Do not leave it not washed."),
        ("A papule is a bump. [@SP]", "jargon", "A papule is a bump."),
        ("Two papules came. [@SP]", "jargon", "Two papules came."),
        ("An std test helps. [@SP]", "jargon", "An std test helps."),
    ],
)
def test_each_rule_quotes_the_sentence_it_is_about(body, code, words):
    assert found(section(body)) == ([(code, words)] if code else [])


@pytest.mark.parametrize(
    "body",
    [
        "Should I pop it? No. [@SP]",
        "A small bump (papule) can come. [@SP]",
        "Do not use it without advice. [@SP]",
        "Do not pick it and do not scrub it. [@SP]",
        "It is no longer there, and it is not harmful. [@SP]",
    ],
)
def test_what_is_said_plainly_is_left_alone(body):
    assert found(section(body)) == []


def test_the_remark_leads_to_the_field_and_says_what_to_do():
    [remark] = remarks(section("A papule came. [@SP]"), WORDS)
    assert (remark.path, remark.place) == (("sections", 0, "body"), "Section “Causes”")
    assert remark.sentence == "Say “small bump” for “papule”. The hard word may follow in brackets."


def test_its_own_name_is_no_jargon_in_a_leaflet():
    assert found(section("A papule is a bump. [@SP]", title="Pearly papules")) == []


def test_a_hard_text_is_told_by_its_grade():
    hard = "Extraction of keratinaceous inclusions necessitates dermatological instrumentation and antisepsis. " * 4
    told = [remark for remark in remarks(section(f"{hard}[@SP]"), {}) if remark.code == "hard_words"]
    assert told[0].path == ("sections", 0, "body") and told[0].sentence.startswith("Hard to read: grade")
    assert told[1].place == "The whole leaflet"


def test_more_than_two_warnings_are_too_many():
    two = "Important: wash it. [@SP]\n\n**Warning:** rest. [@SP]"
    assert found(section("Important: wash it. [@SP]")) == []
    assert found(section(two)) == [("many_callouts", "")]  # the don't-pop callout is the third


PICTURE = {
    "file": "0" * 64 + ".webp",
    "alt": "White beads. Shown on light brown skin.",
    "skin_tone": "light_brown",
    "licence": "CC BY 4.0",
    "width": 10,
    "height": 10,
}


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({}, None, None),
        ({"alt": "White beads."}, "no_skin_tone", ("pictures", 0, "alt")),
        ({"skin_tone": "not_shown"}, "no_skin_tone", ("pictures", 0, "skin_tone")),
        ({"alt": "White beads. " * 9 + "Shown on white skin."}, "long_alt", ("pictures", 0, "alt")),
    ],
)
def test_a_picture_says_its_skin_tone_shortly(changes, code, path):
    told = list(remarks(condition_document(pictures=[{**PICTURE, **changes}]), {}))
    assert [(remark.code, remark.path) for remark in told] == ([(code, path)] if code else [])


def test_a_condition_tells_of_brown_and_black_skin():
    facts = {key: text for key, text in condition_document()["facts"].items() if key != "skin_tones"}
    assert found(condition_document(facts=facts)) == [("no_skin_tone", "")]


def test_another_language_has_no_such_rules():
    assert found({**section("You should wash the papule. [@SP]"), "language": "fr"}) == []


@pytest.mark.django_db
def test_a_saved_draft_is_judged_as_its_document(author):
    draft = builders.make_condition(author, summary="A papule came. [@SP]")
    assert found(snapshot(draft)) == [("jargon", "A papule came.")]


def test_a_word_that_is_explained_occurs_in_the_leaflet():
    rows = [{"word": "Bead", "meaning": "A small ball."}, {"word": "cyst", "meaning": "A closed sac."}]
    told = list(remarks(condition_document(words=rows), {}))
    assert [(remark.code, remark.path) for remark in told] == [("unused_word", ("words", 1, "word"))]


def test_a_word_that_is_explained_is_no_jargon():
    rows = [{"word": "keratin", "meaning": "Keratin is a normal part of skin."}]
    assert list(remarks(condition_document(words=rows), {"keratin": "hard skin"})) == []


@pytest.mark.parametrize(
    ("alt", "code"),
    [("A bead.", "no_skin_tone"), ("A bead. " * 15 + "Shown on white skin and on brown skin.", "long_alt")],
)
def test_a_drawing_says_its_skin_tones_shortly(alt, code):
    rows = [{"drawing": "trapped-keratin", "alt": alt, "caption": "Do not squeeze it. [@SP]"}]
    told = list(remarks(condition_document(drawings=rows), {}))
    assert [(remark.code, remark.path) for remark in told] == [(code, ("drawings", 0, "alt"))]
