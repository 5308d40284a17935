"""The reading grade."""

import pytest

from conditions.content.readability import reading, sentences, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("skin", 1),
        ("bump", 1),
        ("milia", 3),
        ("baby", 2),
        ("little", 2),
        ("washed", 1),
        ("needed", 2),
        ("genital", 3),
        ("the", 1),
    ],
)
def test_syllables_of_common_words(word, count):
    assert syllables(word) == count


def test_sentences_end_at_stops_and_at_line_ends():
    assert sentences("Wash it. Do not pop it!\nLeave it alone") == ["Wash it.", "Do not pop it!", "Leave it alone"]


def test_plain_words_score_low_and_jargon_scores_high():
    plain = reading("Do not pop it. Wash your hands. Leave the bump alone. It will go.")
    hard = reading("Extraction of keratinaceous inclusions necessitates dermatological instrumentation and antisepsis.")
    assert plain.grade < 4 < 12 < hard.grade
    assert (plain.sentences, plain.longest_sentence) == (4, 4)


def test_empty_text_has_grade_0():
    assert reading("").grade == 0
