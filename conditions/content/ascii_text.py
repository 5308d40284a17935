"""Text in ASCII, for records that turn other signs into question marks. Nothing is lost: every sign has a stand-in."""

import re
import unicodedata

# What a sign's own decomposition (“é” is e and an accent, “½” is 1/2) does not say.
_STAND_INS = str.maketrans(
    {
        **dict.fromkeys("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}―−•‣·", "-"),
        **dict.fromkeys("\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}", ""),
        "…": "...",
        "⁄": "/",
        "×": "x",
        "÷": "/",
        "±": "+/-",
        "≤": "<=",
        "≥": ">=",
        "≈": "about ",
        "→": "->",
        "←": "<-",
        "°": " degrees ",
        "µ": "micro",
        "μ": "micro",
        "€": "EUR ",
        "£": "GBP ",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "©": "(c)",
        "®": "(R)",
        "™": "(TM)",
    }
)
# “1½” must not become 11/2, nor “10³” 103.
_FRACTION = re.compile(r"(?<=\d)(?=[¼½¾⅐-⅞])")
_POWER = re.compile(r"(?<=\d)(?=[²³¹⁰⁴-⁹⁻])")


def ascii_text(text: str) -> str:
    """The text in ASCII. A sign without a stand-in is spelt out by its name, such as [CHECK MARK]."""
    if text.isascii():
        return text
    apart = _POWER.sub("^", _FRACTION.sub(" ", text))
    plain = unicodedata.normalize("NFKD", apart.translate(_STAND_INS)).translate(_STAND_INS)
    return "".join(_spelt(sign) for sign in plain if not unicodedata.combining(sign))


def _spelt(sign: str) -> str:
    return sign if sign.isascii() else f"[{unicodedata.name(sign, f'U+{ord(sign):04X}')}]"
