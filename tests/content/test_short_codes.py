"""Seven digits that can be read aloud: no slip of the finger makes another sound number."""

import random

import pytest

from conditions.content.short_codes import check_digit, is_sound, printed, typed

# From the project's own vectors (ehr-fixtures/shortcode-vectors.csv): what is typed, what it means, whether it is sound.
VECTORS = [
    ("2040818", "2040818", True),
    ("204 0818", "2040818", True),
    ("0240818", "0240818", False),
    ("5100633", "5100633", True),
    ("510 0633", "5100633", True),
    ("1500633", "1500633", False),
    ("7304529", "7304529", True),
    ("730 4529", "7304529", True),
    ("3704529", "3704529", False),
    ("0000013", "0000013", True),
    ("000 0013", "0000013", True),
    ("9182737", "9182737", True),
    ("918 2737", "9182737", True),
    ("1982737", "1982737", False),
]


def random_codes(count: int = 2000) -> list[str]:
    chance = random.Random(7)
    digits = (f"{chance.randrange(1_000_000):06d}" for _ in range(count))
    return [six + check_digit(six) for six in digits]


@pytest.mark.parametrize(("written", "code", "sound"), VECTORS)
def test_vectors_are_read_as_published(written, code, sound):
    assert typed(written) == code
    assert is_sound(code) is sound


@pytest.mark.parametrize(
    "written",
    [
        "204-0818",
        "204.0818",
        " 2040818 ",
        "204\N{NO-BREAK SPACE}0818",
        "204\N{EN DASH}0818",
        "２０４ ０８１８",
        "2 0 4 0 8 1 8",
    ],
)
def test_typed_number_may_have_spaces_hyphens_dots_and_full_width_digits(written):
    assert typed(written) == "2040818"


def test_every_single_wrong_digit_is_refused():
    missed = 0
    for code in random_codes():
        for place in range(7):
            wrong = (code[:place] + digit + code[place + 1 :] for digit in "0123456789" if digit != code[place])
            missed += sum(is_sound(other) for other in wrong)
    assert missed == 0


def test_every_swap_of_two_neighbours_is_refused():
    missed = 0
    for code in random_codes():
        for place in range(6):
            if code[place] != code[place + 1]:
                missed += is_sound(code[:place] + code[place + 1] + code[place] + code[place + 2 :])
    assert missed == 0


def test_printed_number_is_read_in_two_groups():
    assert printed("2040818") == "204 0818"


@pytest.mark.parametrize(
    "wrong", ["", "204081", "20408180", "204081a", "٢٠٤٠٨١٨", "204081８", "-204081", "2040818\n", "\x00"]
)
def test_anything_but_seven_ascii_digits_is_not_sound(wrong):
    assert not is_sound(wrong)
