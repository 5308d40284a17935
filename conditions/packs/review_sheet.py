"""A sheet for the clinician who will sign: each statement beside its sources and the rows of the claims ledger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conditions.content.markup import Text, keys_cited, without_citations

from .house_rules import needs_source, statements
from .reader import Pack
from .yaml_files import read

ALIKE_ENOUGH = 0.2  # share of common words; a hint for a person, not a proof
MOST_CLAIMS = 3
_LITTLE = {
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "by",
    "can",
    "do",
    "for",
    "from",
    "has",
    "have",
    "if",
    "in",
    "is",
    "it",
}
_LITTLE |= {"its", "may", "not", "of", "on", "or", "that", "the", "to", "with", "you", "your"}


@dataclass(frozen=True)
class Claim:
    """One row of the ledger."""

    id: str
    claim: str
    verdict: str
    keys: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True)
class Line:
    """One statement, what it rests on, and what a reviewer must look at."""

    place: str
    words: str
    sources: list[dict[str, Any]]
    claims: list[Claim]
    needs_source: bool


def ledger(path: Path) -> list[Claim]:
    """The rows of a claims ledger in YAML. Raises NotReadable."""
    return [
        Claim(
            id=row["id"],
            claim=row["claim"],
            verdict=row["verdict"],
            keys=frozenset(evidence["key"] for evidence in row.get("evidence", [])),
            words=_words(row["claim"]),
        )
        for row in read(path).value["claims"]
    ]


def lines(pack: Pack, document: dict[str, Any], claims: list[Claim]) -> Iterator[Line]:
    """Every statement of a document, in its order."""
    says = {entry["source"]: entry["says"] for entry in document["sources"]}
    for place, text in statements(document):
        keys = list(dict.fromkeys(keys_cited(text)))
        yield Line(
            place=place,
            words=Text(without_citations(text)).plain,
            sources=[{**pack.sources.get(key, {}), "key": key, "says": says.get(key, "")} for key in keys],
            claims=_nearest(text, frozenset(keys), claims),
            needs_source=needs_source(place, text),
        )


def _nearest(text: str, keys: frozenset[str], claims: list[Claim]) -> list[Claim]:
    """The ledger rows that rest on one of the same sources and share most words with the statement."""
    told = _words(without_citations(text))
    alike = [
        (len(told & claim.words) / len(told | claim.words), claim) for claim in claims if keys & claim.keys and told
    ]
    near = sorted((pair for pair in alike if pair[0] >= ALIKE_ENOUGH), key=lambda pair: (-pair[0], pair[1].id))
    return [claim for _share, claim in near[:MOST_CLAIMS]]


def _words(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in _LITTLE)
