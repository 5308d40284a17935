"""Words that show where they came from: ⟦of the interface⟧, through gettext, and ⟪of⟫ ⟪a⟫ ⟪document⟫, written by staff."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest
from django.utils import timezone, translation

from conditions.content.canonical import digest
from conditions.models import Publication, Revision
from conditions.vocabulary import Kind

# Of a document: words, but no citation, no place for a number of the clinic, and no address.
_WORD = re.compile(r"(\[@[^\]]*\]|\{\w+\}|\]\([^)]*\))|([^\W\d_]+)")
_AUTHORED = re.compile(r"⟪[^⟫]*⟫|[⟪⟫]")
_TEXT_KEYS = frozenset({"name", "title", "heading", "text", "why", "items", "ending", "body", "question", "answer", "claim",
    "description", "difference", "note", "summary", "harmless", "catching", "instead", "already_squeezed", "label", "help",
    "may_be", "do_now", "why_not", "come_back", "intro", "emergency", "facts", "who", "time_to_work", "effort", "says",
    "publisher", "alt", "caption", "long_description", "licence", "credit", "who_can_do_it", "display"})  # fmt: skip


def interface_marks_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on every word that goes through gettext says so."""
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(translation._trans, name, _marking(getattr(translation._trans, name)))


def _marking(real: Any) -> Any:
    return lambda *message: f"⟦{real(*message)}⟧" if message[0] else ""


def marked(value: Any, key: str = "") -> Any:
    """A document in which every word that staff wrote says so. Names of steps and addresses stay as they are."""
    if isinstance(value, dict):
        is_step = "options" in value
        return {
            name: item if is_step and name == "name" else marked(item, key if key == "facts" else name)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [marked(item, key) for item in value]
    if isinstance(value, str) and key in _TEXT_KEYS:
        return value if "⟪" in value else _WORD.sub(lambda found: found[1] or f"⟪{found[2]}⟫", value)
    return value


def publish_marked(*numbers: int) -> None:
    """Newer versions of everything that is live, marked. Straight into the tables: staff could not write so."""
    for kind, number in product(Kind, numbers):
        for live in list(Publication.objects.live(kind, timezone.now()).select_related("revision")):
            words = marked(live.revision.content)
            of = {kind.value: live.revision.document, "language": "en", "number": number}
            new = Revision.objects.create(**of, content=words, schema=1, digest=digest(words))
            Publication.objects.create(revision=new, basis="sample", change_note="⟪More⟫.")


class Reader(HTMLParser):
    """What a reader sees or hears that came neither through gettext nor from a document."""

    HEARD = frozenset({"aria-label", "alt", "title", "placeholder", "content"})
    SILENT = frozenset({"script", "style", "code"})
    VOID = frozenset({"meta", "link", "br", "img", "input", "hr", "wbr", "source"})

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.depth = 0
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        heard = dict(attrs)
        if tag == "meta" and heard.get("name") != "description":
            return
        for name in self.HEARD & set(heard):
            depth, self.depth = self.depth, 0
            self._read(heard[name] or "")
            self.depth = depth
        if tag not in self.VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.SILENT & set(self.inside):
            self._read(data)

    def _read(self, words: str) -> None:
        outside = "".join(self._outside(_AUTHORED.sub("", words)))
        if re.search(r"[^\W\d_]", outside):
            self.foreign.append(" ".join(outside.split()))

    def _outside(self, words: str) -> Iterator[str]:
        for letter in words:
            self.depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
            if self.depth == 0 and letter != "⟧":
                yield letter
