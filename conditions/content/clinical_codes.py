"""Clinical codes as text: one way to write each, whether one can be right, and what stands above it.

Forms: ICD-10-CM and ICD-9-CM official guidelines (CDC); SNOMED CT identifiers with their check digit (SNOMED CT Release
File Specifications; J. Verhoeff, Error Detecting Decimal Codes, Amsterdam 1969); MeSH unique identifiers (NLM).
"""

import re

from conditions.vocabulary import CodeSystem

# Only here the code itself says what stands above it: L70.0 is below L70. The others need their code list for that.
WITH_A_TREE = frozenset({CodeSystem.ICD10CM, CodeSystem.ICD9CM})

_FORMS = {
    CodeSystem.ICD10CM: (re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?"), "L70.0"),
    CodeSystem.ICD9CM: (re.compile(r"([0-9]{3}|V[0-9]{2})(\.[0-9]{1,2})?|E[0-9]{3}(\.[0-9])?"), "706.1"),
    CodeSystem.SNOMED: (re.compile(r"[1-9][0-9]{5,17}"), "11381005"),
    CodeSystem.MESH: (re.compile(r"[CD]([0-9]{6}|[0-9]{9})"), "D000152"),
    CodeSystem.ICD11: (re.compile(r"[1-9][0-9]{2,19}"), "1892393023"),
}
_CONCEPTS = ("00", "10")  # the two digits before SNOMED's check digit; others name a description or a relation

# The dihedral group D5, and the permutation applied once more for every place from the right.
_D5 = (
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
)
_PERMUTATION = "1576283094"


def written(system: str, code: str) -> str:
    """The one way to write a code: “ l700” is L70.0, “A60.-” is A60, “88616000 |Acne|” is 88616000."""
    code = code.partition("|")[0].strip().upper()
    if system not in WITH_A_TREE:
        return code
    code = code.rstrip(".-")
    category = 4 if system == CodeSystem.ICD9CM and code.startswith("E") else 3
    return code if "." in code or len(code) <= category else f"{code[:category]}.{code[category:]}"


def problem(system: str, code: str) -> str:
    """Why this cannot be a code of its system, in a sentence; empty if it can. Takes codes as ``written``."""
    form, example = _FORMS[CodeSystem(system)]
    name = CodeSystem(system).label
    if not form.fullmatch(code):
        return f"“{code}” does not look like a code of {name}, such as {example}."
    if system == CodeSystem.SNOMED and not _is_verhoeff(code):
        return f"“{code}” is not a SNOMED CT number: its last digit does not fit the others. Check what was typed."
    if system == CodeSystem.SNOMED and code[-3:-1] not in _CONCEPTS:
        return f"“{code}” is a SNOMED CT number, but not of a concept. Copy the number of the concept."
    return ""


def problem_below(system: str, code: str, below: bool, excluded: str) -> str:
    """Why “everything below it” or “but not” cannot be meant like this, in a sentence; empty if they can."""
    if below and system not in WITH_A_TREE:
        return f"{CodeSystem(system).label} codes do not say what is below them. List each code instead."
    if excluded.strip() and not below:
        return "“But not” needs “and everything below it”."
    for one in excluded_codes(system, excluded):
        if problem(system, one):
            return problem(system, one)
        if written(system, code) not in above(system, one):
            return f"“{one}” is not below {code}, so it need not be left out."
    return ""


def above(system: str, code: str) -> list[str]:
    """The codes that a code stands below, nearest first: L70.01 is below L70.0 and L70."""
    if system not in WITH_A_TREE:
        return []
    category, _dot, rest = code.partition(".")
    subcategories = [f"{category}.{rest[:length]}" for length in range(len(rest) - 1, 0, -1)]
    return [*subcategories, category] if rest else []


def excluded_codes(system: str, excluded: str) -> list[str]:
    """“L70.2, l703” -> L70.2 and L70.3"""
    return [written(system, code) for code in re.split(r"[\s,;]+", excluded) if code]


def is_excluded(system: str, code: str, excluded: str) -> bool:
    """Whether a curator left out this code or one that it stands below."""
    return not {code, *above(system, code)}.isdisjoint(excluded_codes(system, excluded))


def _is_verhoeff(digits: str) -> bool:
    row, check = list(range(10)), 0
    for digit in reversed(digits):
        check = int(_D5[check][row[int(digit)]])
        row = [row[int(place)] for place in _PERMUTATION]
    return check == 0
