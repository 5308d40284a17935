"""Text for records that know ASCII only: every sign has a stand-in, and no number changes its meaning."""

import pytest

from conditions.content.ascii_text import ascii_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Do not pop it.", "Do not pop it."),
        ("“Can I pop one?” – no", '"Can I pop one?" - no'),
        ("don’t", "don't"),
        ("•\N{NO-BREAK SPACE}Wash", "- Wash"),
        ("Crème…", "Creme..."),
        ("38\N{DEGREE SIGN}C", "38 degrees C"),
        ("1½ tablets, or ½", "1 1/2 tablets, or 1/2"),
        ("10³ and 2×", "10^3 and 2x"),
        ("≥ 3", ">= 3"),
        ("soft\N{SOFT HYPHEN}ly", "softly"),
    ],
)
def test_sign_is_written_with_its_stand_in(text, plain):
    assert ascii_text(text) == plain


def test_sign_without_a_stand_in_is_spelt_out():
    assert ascii_text("✓ عـ") == "[CHECK MARK] [ARABIC LETTER AIN][ARABIC TATWEEL]"


def test_result_is_always_ascii():
    everything = "".join(chr(number) for number in range(0x20, 0x3000))
    assert ascii_text(everything).isascii()
