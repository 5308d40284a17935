"""What patients read now, judged by the checks that an editor sees while typing."""

from dataclasses import dataclass
from datetime import datetime

from conditions.content.plain_english import Remark, remarks
from conditions.models import PlainWord, Publication
from conditions.vocabulary import Kind

from . import standing
from .blockers import Blocker, blockers


@dataclass(frozen=True)
class Judged:
    """One live document: what would stop its review today, and advice on its words."""

    address: str
    wrong: list[Blocker]
    advice: list[Remark]


def judged(at: datetime) -> list[Judged]:
    """Every live document, by kind and address; a constant number of queries."""
    known, warned, plain_words = standing.known_addresses(), standing.live_callouts(), PlainWord.listed()
    found = []
    for kind in Kind:
        live = Publication.objects.live(kind, at).values_list(f"revision__{kind}__slug", "revision__content")
        for slug, document in sorted(live, key=lambda row: row[0]):
            stops = blockers(document, known, warned)
            found.append(Judged(f"/{kind.value}s/{slug}/", stops, list(remarks(document, plain_words))))
    return found
