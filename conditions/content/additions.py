"""Parts that a document could not have when its schema was published: one that has nothing of a part leaves it out.

So what was signed before keeps its bytes and its digest, and a draft of the same words still equals it.
"""

from typing import Any

Document = dict[str, Any]

ADDITIONS = ("questions_to_ask", "words", "drawings")


def with_additions(document: Document) -> Document:
    """The document with an empty list for each part that it leaves out."""
    return {**{key: [] for key in ADDITIONS}, **document}


def without_empty_additions(document: Document) -> Document:
    """The document as it is stored."""
    return {key: value for key, value in document.items() if value or key not in ADDITIONS}
