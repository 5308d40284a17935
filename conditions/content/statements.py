"""The statements that rest on a source: in the words, ``[@SP]`` stands right after the sentence that SP supports."""

import re

from .markup import CITATION, keys_cited, without_citations
from .readability import sentences

_MARKS = re.compile(r"^(?:[-*#]+|\d+\.)\s+|\*+")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def statements(text: str, key: str) -> list[str]:
    """The sentences after which the source is cited, in order, as plain words."""
    found = []
    for match in CITATION.finditer(text):
        if key in keys_cited(match.group()):
            before = sentences(without_citations(text[: match.start()]))
            found.append(_LINK.sub(r"\1", _MARKS.sub("", before[-1])) if before else "")
    return [statement for statement in found if statement]
