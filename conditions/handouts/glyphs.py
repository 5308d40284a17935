"""Which signs the shipped fonts can print; the only importer of fontTools.

A sign without a glyph would be an empty box on paper, or stop the PDF. It gets a stand-in, or its name, so that nobody
takes a hole in a sentence for the sentence.
"""

import re
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from conditions.content.ascii_text import ascii_text

FONTS = Path(__file__).parent / "fonts"
# Marks that only steer the direction of text, or nothing at all. Paper has one direction, and a hidden one misleads.
_INVISIBLE = re.compile("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def printable(text: str) -> str:
    """The text in signs that the fonts have."""
    shown = _INVISIBLE.sub("", text)
    return "".join(sign if sign == "\n" or ord(sign) in _covered() else ascii_text(sign) for sign in shown)


@cache
def _covered() -> frozenset[int]:
    """The code points that every font has, so that bold words print as well as others."""
    return frozenset.intersection(*(_glyphs_of(path) for path in FONTS.glob("*.ttf")))


def _glyphs_of(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
