"""The lines of a plain text as simple HTML, for editors that take formatted text: tags only, no classes, no styles.

It is made from the same lines as the plain text, so it says the same: every item complete by itself.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.html import escape

_ADDRESS = re.compile(r"https?://[^\s<>()]*[^\s<>().,;]")
_ITEM = re.compile(r"\s*(?:-|(\d+)\.) (.*)", re.DOTALL)


def simple_html(parts: Iterable[list[str]]) -> str:
    """Headings, paragraphs, lists and links of parts as ``plain_text.parts_of`` makes them."""
    return "\n".join(line for part in parts if part for line in _part(part)) + "\n"


def _part(part: list[str]) -> Iterator[str]:
    under = set(part[1]) if len(part) > 1 else set()
    if under in ({"="}, {"-"}):
        level = "h2" if under == {"="} else "h3"
        yield f"<{level}>{_linked(part[0])}</{level}>"
        part = part[2:]
    for kind, lines in groupby(part, key=_kind):
        alike = list(lines)
        yield from _paragraphs(alike) if kind == "p" else _list(kind, alike)


def _kind(line: str) -> str:
    item = _ITEM.match(line)
    return "p" if item is None else "ol" if item[1] else "ul"


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    return (f"<p>{_linked(line.strip())}</p>" for line in lines if line.strip())


def _list(kind: str, lines: Iterable[str]) -> Iterator[str]:
    items = [_ITEM.match(line) for line in lines]
    start = f' start="{items[0][1]}"' if kind == "ol" and items[0][1] != "1" else ""
    yield f"<{kind}{start}>"
    yield from (f"<li>{_linked(item[2])}</li>" for item in items)
    yield f"</{kind}>"


def _linked(words: str) -> str:
    """Escaped, with addresses as links. An address has no sign that escaping changes, but for “&” and quotes."""
    return _ADDRESS.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', str(escape(words)))
