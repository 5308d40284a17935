"""How wide words are, without a browser: close enough to say on which line a word falls."""

from functools import lru_cache

# Widths in em of a common sans-serif letter (Arial, Roboto and Noto Sans lie within a few hundredths of each other).
_NARROW, _USUAL, _CAPITAL, _WIDE, _FULL = 0.28, 0.54, 0.67, 0.86, 1.0
_SPACE = 0.27
_WIDTHS = (
    dict.fromkeys("iljtfr.,;:'’‘|!()[]-/\\ ", _NARROW)
    | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ“”—…", _CAPITAL)
    | dict.fromkeys("mwMW@%", _WIDE)
)


@lru_cache(maxsize=8192)
def _ems(word: str) -> float:
    return sum(_WIDTHS.get(letter, _USUAL if letter < "\u2e80" else _FULL) for letter in word)


def width(text: str, size: float) -> float:
    """In the unit of the size of the letters."""
    return _ems(text) * size


def wrapped(text: str, room: float, size: float) -> list[str]:
    """The lines of one paragraph. A word wider than a line is broken, as a browser does."""
    if len(text) * size <= room:  # no letter is wider than an em
        return [" ".join(text.split())] if text.strip() else []
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split():
        for piece in [word] if _ems(word) * size <= room else _pieces(word, room, size):
            wide = _ems(piece) * size
            if line and used + _SPACE * size + wide <= room:
                line, used = f"{line} {piece}", used + _SPACE * size + wide
            else:
                lines += [line] if line else []
                line, used = piece, wide
    return [*lines, line] if line else lines


def _pieces(word: str, room: float, size: float) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, size) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
