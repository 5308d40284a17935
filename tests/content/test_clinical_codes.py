"""Clinical codes: one way to write each, the check digit that finds a slip, and what stands above a code."""

import pytest

from conditions.content.clinical_codes import above, is_excluded, problem, problem_below, written


@pytest.mark.parametrize(
    ("system", "sent", "code"),
    [
        ("icd10cm", "L70.0", "L70.0"),
        ("icd10cm", " l700 ", "L70.0"),
        ("icd10cm", "A60.-", "A60"),
        ("icd10cm", "L70.", "L70"),
        ("icd10cm", "L0202", "L02.02"),
        ("icd9cm", "05410", "054.10"),
        ("icd9cm", "E9300", "E930.0"),
        ("snomed", "88616000 |Acne vulgaris|", "88616000"),
        ("mesh", "d006560", "D006560"),
    ],
)
def test_code_is_written_in_one_way(system, sent, code):
    assert written(system, code=sent) == code
    assert problem(system, code) == ""


# shared/reference/ehr-fixtures/snomed-check-digits.csv; the first wrong one stands in public code as “Acne vulgaris”
@pytest.mark.parametrize("code", ["88616000", "11381005", "1475003", "33839006", "40070004", "398909004", "238749001"])
def test_snomed_number_passes_its_check_digit(code):
    assert problem("snomed", code) == ""


@pytest.mark.parametrize("code", ["3282000", "254679004"])
def test_snomed_number_with_a_wrong_digit_is_refused(code):
    assert problem("snomed", code).startswith(f"“{code}” is not a SNOMED CT number: its last digit does not fit")


def test_snomed_number_finds_every_wrong_digit_and_every_swap_of_neighbours():
    code = "398909004"
    wrong = {code[:at] + digit + code[at + 1 :] for at in range(len(code)) for digit in "0123456789"} - {code}
    swapped = {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)} - {code}
    assert len(wrong) == 81 and len(swapped) == 7
    assert all(problem("snomed", other) for other in wrong | swapped)


def test_snomed_number_of_a_description_is_refused():
    assert "but not of a concept" in problem("snomed", "751689013")  # its partition is 01


@pytest.mark.parametrize(
    ("system", "code"),
    [
        ("icd10cm", "acne"),
        ("icd10cm", "L7"),
        ("icd10cm", "L70.00000"),
        ("icd10cm", "70.0"),
        ("icd9cm", "L70.0"),
        ("icd9cm", "706.123"),
        ("mesh", "006560"),
        ("snomed", "L70.0"),
        ("snomed", "12"),
        ("icd11", "1.2"),
    ],
)
def test_code_of_another_form_is_refused_with_an_example(system, code):
    assert problem(system, code).startswith(f"“{code}” does not look like a code of ")
    assert ", such as " in problem(system, code)


def test_what_stands_above_a_code_is_nearest_first():
    assert above("icd10cm", "L70.01") == ["L70.0", "L70"]
    assert above("icd9cm", "054.10") == ["054.1", "054"]
    assert above("icd10cm", "L70") == []
    assert above("snomed", "88616000") == []


def test_excluded_code_leaves_out_what_is_below_it_too():
    assert is_excluded("icd10cm", "L71.0", "L71.0, L71.1")
    assert is_excluded("icd10cm", "L71.01", "L71.0")
    assert not is_excluded("icd10cm", "L71.8", "L71.0 L71.1")


@pytest.mark.parametrize(
    ("below", "excluded", "sentence"),
    [
        (True, "L70.2 l703", ""),
        (False, "L70.2", "“But not” needs “and everything below it”."),
        (True, "B00.4", "“B00.4” is not below L70, so it need not be left out."),
        (True, "acne", "“ACN.E” does not look like a code of ICD-10-CM, such as L70.0."),
    ],
)
def test_exclusion_must_be_below_its_code(below, excluded, sentence):
    assert problem_below("icd10cm", "L70", below, excluded) == sentence


def test_codes_that_do_not_say_what_is_below_them_cannot_mean_everything_below():
    assert problem_below("snomed", "11381005", True, "").startswith("SNOMED CT codes do not say what is below them.")
