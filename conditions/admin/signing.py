"""What a reviewer reads before signing: what changed since the last approval, and what each statement rests on."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from conditions.content.markup import Text, keys_cited, without_citations
from conditions.models import Revision
from conditions.packs.house_rules import is_practical, statements
from conditions.publishing import standing
from conditions.publishing.diff import Change, changes, label_of
from conditions.publishing.sentences import differences, picture_changes, prose_changes
from conditions.vocabulary import Kind


@dataclass(frozen=True)
class Compared:
    """With which older version, said in words, and what differs from it. No version: everything is new."""

    older: Revision | None
    words: str = ""
    sentences: list[str] = field(default_factory=list)
    prose: list[Change] = field(default_factory=list)
    pictures: list[tuple[dict[str, Any] | None, dict[str, Any] | None]] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        return not (self.sentences or self.prose or self.pictures)


@dataclass(frozen=True)
class Statement:
    place: str
    words: str
    sources: list[dict[str, Any]]
    needs_source: bool


def compared(revision: Revision, guide_sentences: Any) -> Compared:
    """With the last version that somebody approved; with what patients read now if nobody ever approved one."""
    signed = standing.last_approved(revision)
    if signed:
        older, words = signed.revision, f"version {signed.revision.number}, which {signed.reviewer} approved"
    else:
        live = standing.live_revision(revision.document, revision.language)
        older = live if live and live != revision else None
        words = f"live version {older.number}, which nobody here has approved" if older else ""
    if older is None:
        return Compared(None)
    if revision.kind == Kind.GUIDE:
        return Compared(older, words, guide_sentences(older, revision.content))
    both = (older.content, revision.content)
    told = Compared(older, words, differences(*both), prose_changes(*both), picture_changes(*both))
    # Two rows of one name, for example: what no sentence tells is shown word by word, and never as “nothing”.
    return replace(told, prose=changes(*both)) if told.is_same else told


def sourced(content: dict[str, Any]) -> list[Statement]:
    """Every statement of a document beside the sources that it names, in its order."""
    register = {source["key"]: source for source in content["sources"]}
    found = []
    for place, text in statements(content):
        keys = dict.fromkeys(keys_cited(text))
        sources = [register[key] for key in keys if key in register]
        needs_source = not sources and not is_practical(text)
        found.append(Statement(_named(place), Text(without_citations(text)).plain, sources, needs_source))
    return found


def _named(place: str) -> str:
    """“look alikes: Milia” as an editor knows it: “Look-alikes: Milia”."""
    return re.sub(r"^[a-z ]+", lambda key: label_of(key.group().replace(" ", "_")), place)
