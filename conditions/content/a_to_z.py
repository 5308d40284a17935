"""Names in the order in which people look for them, under their first letters."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from string import ascii_uppercase
from typing import TypeVar

DIGITS = "0–9"
Named = TypeVar("Named")


@lru_cache(maxsize=50_000)  # names are sorted for each reader anew, and they are the same names
def sort_key(name: str) -> str:
    """Accents, capitals and opening signs do not count, and numbers count as numbers: 5 stands before 10."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.sub(r"\d+", lambda number: number[0].zfill(9), re.sub(r"^[\W_]+", "", plain))


def letter_of(name: str) -> str:
    """The letter under which a name is looked for; numbers stand together."""
    first = sort_key(name)[:1].upper()
    return DIGITS if first.isdigit() or not first else first[0]


def by_letter(found: Iterable[Named], name: Callable[[Named], str]) -> list[tuple[str, list[Named]]]:
    """What was found under each letter, in order. All Latin letters are there, also those that nothing begins with."""
    under: dict[str, list[Named]] = {letter: [] for letter in ascii_uppercase}
    for one in sorted(found, key=lambda one: (sort_key(name(one)), name(one))):
        under.setdefault(letter_of(name(one)), []).append(one)
    return sorted(under.items(), key=lambda pair: (pair[0] != DIGITS, pair[0]))
