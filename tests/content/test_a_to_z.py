"""Names under the letters under which people look for them."""

import pytest

from conditions.content.a_to_z import by_letter, letter_of, sort_key


def listed(*names):
    return [(letter, found) for letter, found in by_letter(names, lambda name: name) if found]


def test_names_stand_under_their_letters_whatever_their_case():
    assert listed("milia", "Acne", "Milk spots", "acne vulgaris") == [
        ("A", ["Acne", "acne vulgaris"]),
        ("M", ["milia", "Milk spots"]),
    ]


def test_letters_that_nothing_begins_with_are_there_and_empty():
    letters = by_letter(["Acne"], lambda name: name)
    assert "".join(letter for letter, _found in letters) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert dict(letters)["B"] == []


def test_numbers_stand_first_together_and_count_as_numbers():
    assert listed("Acne", "10-day rash", "5 o'clock bumps") == [
        ("0–9", ["5 o'clock bumps", "10-day rash"]),
        ("A", ["Acne"]),
    ]


def test_accents_and_opening_signs_do_not_count():
    assert listed("Éruption", "Eczema", "“Elephant” skin", "(Extra) bumps") == [
        ("E", ["Eczema", "“Elephant” skin", "Éruption", "(Extra) bumps"])
    ]


def test_other_scripts_stand_behind_the_latin_letters():
    assert [letter for letter, _found in listed("حب الشباب", "Acne", "Ωmega")] == ["A", "Ω", "ح"]


@pytest.mark.parametrize("name", ["", "...", "—"])
def test_name_without_a_letter_still_has_its_place(name):
    assert (letter_of(name), sort_key(name)) == ("0–9", "")
