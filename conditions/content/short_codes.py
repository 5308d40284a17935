"""Seven digits that can be read aloud: six random ones and a check digit, printed as 204 0818.

The check digit is Damm's (H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004): it finds every wrong digit
and every swap of two neighbours, so a slip of the finger never opens another leaflet.
"""

import re
import unicodedata

_QUASIGROUP = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
LENGTH = 7
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015\u2212]+")


def check_digit(digits: str) -> str:
    """Damm's check digit of a row of ASCII digits."""
    interim = 0
    for digit in digits:
        interim = int(_QUASIGROUP[interim][int(digit)])
    return str(interim)


def is_sound(code: str) -> bool:
    """Whether these are seven digits of which the last one checks the others."""
    return len(code) == LENGTH and code.isascii() and code.isdigit() and check_digit(code) == "0"


def typed(text: str) -> str:
    """What somebody typed, without spaces, dots and hyphens, full-width digits as plain ones. Not yet checked."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text))


def printed(code: str) -> str:
    """204 0818"""
    return f"{code[:3]} {code[3:]}"
