"""The clinic's own numbers inside frozen words.

A document carries ``{emergency_number}``; every output fills it in the same way when it is rendered. So a clinic
changes a telephone number without a new approval, and an old version shows the number that works today.
"""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

# Each reads as a noun phrase after "Call", "Phone" or "Speak to" when the clinic has set nothing.
FALLBACKS = {
    "clinic_name": _("your clinic"),
    "clinic_phone": _("your clinic"),
    "emergency_number": _("your local emergency number"),
    "urgent_line": _("your local urgent care line"),
    "sexual_health_clinic": _("a sexual health clinic"),
    "maternity_unit": _("your midwife or maternity unit"),
    "eye_service": _("an emergency eye service"),
    "crisis_line": _("a crisis helpline"),
    "assault_support": _("a sexual assault support service"),
}

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_TELEPHONE = re.compile(r"^\+?[0-9][0-9 ()\-]{1,24}$")
_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~@])")


def names_in(text: str) -> Iterator[str]:
    """The names of all placeholders in the text, known or not."""
    return (match.group(1) for match in _PLACEHOLDER.finditer(text))


def filled(text: str, numbers: Mapping[str, str], *, markdown: bool = False) -> str:
    """The text with the clinic's numbers in it; an empty number falls back to its plain phrase.

    With ``markdown`` the value is escaped, so that no telephone number can turn into markup, and one that can be
    dialled becomes a link that dials. A name that does not exist is left as it stands: it is a blocker.
    """

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in FALLBACKS:
            return match.group(0)
        number = numbers.get(name) or str(FALLBACKS[name])
        return _as_markdown(number) if markdown else number

    return _PLACEHOLDER.sub(value, text)


def _as_markdown(number: str) -> str:
    escaped = _MARKDOWN_SIGNS.sub(r"\\\1", number)
    if _TELEPHONE.match(number):
        return f"[{escaped}](tel:{re.sub(r'[^0-9+]', '', number)})"
    return escaped
