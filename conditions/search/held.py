"""The index that this process holds for each language, and how it learns that something changed.

Before every search one small query asks for the end of the record, which moves in the transaction of every publication,
withdrawal and rename, and for a count of the rows that staff keep. If they are as before and no planned publication has
become due, the index is right. Otherwise only the documents that changed are read. One thread does that; the others
meanwhile answer from the index as it was, and whatever they find is checked against the database before it is shown.
The first index of a process begins with what another kept in a file, if the library is large.
"""

import threading
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min
from django.utils import timezone

from conditions.content.search_terms import words_in
from conditions.models import Publication, RecordHead, RevisionWords, ShownFirst, Synonym
from conditions.vocabulary import Kind

from . import kept
from .index import Index, Live
from .language import language
from .question import Synonyms

BATCH = 500  # documents in one query
TOO_MANY_GONE = 0.25  # of the documents in the arrays
KEPT_FROM = 500  # documents that had to be read: from then on others are spared that
LONGEST_WAIT = 5  # seconds, of a search for the first index of its process
# Two people who save a row in the same instant can leave a count that looks the same; a minute later it is read anyway.
READ_AGAIN = 60  # seconds


class Held:
    """One language in one process."""

    def __init__(self, code: str) -> None:
        self._code, self._language = code, language(code)
        self.index = Index(self._language)
        self.synonyms: Synonyms = {}
        self.shown_first: list[tuple[frozenset[str], str, int]] = []  # stems, kind, key of the document
        self._turn = threading.Lock()
        self._record: str | None = None
        self._kept: tuple[Any, ...] = ()
        self._kept_read = 0.0
        self._next: datetime | None = None  # when the next planned publication begins

    def refreshed(self) -> "Held":
        """Itself, as right as it can be without making anybody wait who already has an answer."""
        record, by_staff = _seen(self._code)
        at = timezone.now()
        if self._has(record, at) and self._has_kept(by_staff):
            return self
        if not self._turn.acquire(timeout=0 if self._record is not None else LONGEST_WAIT):
            return self
        try:
            if not self._has(record, at):
                self._read_documents(at)
                self._record = record
            if not self._has_kept(by_staff):
                self._read_kept()
                self._kept, self._kept_read = by_staff, time.monotonic()
        finally:
            self._turn.release()
        return self

    def _has(self, record: str, at: datetime) -> bool:
        return record == self._record and (self._next is None or at < self._next)

    def _has_kept(self, by_staff: tuple[Any, ...]) -> bool:
        return by_staff == self._kept and time.monotonic() - self._kept_read < READ_AGAIN

    def _read_documents(self, at: datetime) -> None:
        live = set(_live(self._code, at))
        index = self._to_go_on_from(live)
        if self._record is None:
            self.index = index  # who cannot wait any longer has what was read so far
        new = sorted(live - index.live)
        for found, words in _with_words(new):
            index.add(found, words)
        for found in index.live - live:
            index.drop(found)
        self.index = index
        planned = Publication.objects.standing().filter(live_at__gt=at)
        self._next = planned.aggregate(next=Min("live_at"))["next"]
        if len(new) >= KEPT_FROM:
            index.pack()
            kept.keep(self._code, index)

    def _to_go_on_from(self, live: set[Live]) -> Index:
        """The index that we have or that some process kept; a new one if too little of it is still right."""
        has_texts = len(live) <= settings.SEARCH_TEXTS_UP_TO
        index = self.index
        if not index.documents and len(live) >= KEPT_FROM:
            index = kept.read(self._code) or index
        share_gone = 1 - len(index.live & live) / max(len(index.documents), 1)
        is_right = index.has_texts == has_texts and (share_gone <= TOO_MANY_GONE or not index.documents)
        return index if is_right else Index(self._language, has_texts=has_texts)

    def _read_kept(self) -> None:
        stem = self._language.stem
        rows = Synonym.objects.filter(language=self._code).order_by("pk").values_list("said", "means")
        synonyms: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
        for said, means in rows:  # two rows for one word in two forms both say what it means
            meant = synonyms.setdefault(tuple(map(stem, self._language.told(words_in(said)))), {})
            meant.update((tuple(words_in(part)), None) for part in means.split(",") if words_in(part))
        self.synonyms = {said: tuple(meant) for said, meant in synonyms.items()}
        first = ShownFirst.objects.filter(language=self._code).order_by("-pk")
        self.shown_first = [
            (frozenset(map(stem, words_in(row.said))), kind.value, key)
            for row in first
            for kind in Kind
            if (key := getattr(row, f"{kind.value}_id"))
        ]


_HELD: dict[str, Held] = {}
_MAKING = threading.Lock()


def held(code: str) -> Held:
    """The index of a language, up to date. The first search of a process waits until it is made."""
    if code not in _HELD:
        with _MAKING:
            _HELD.setdefault(code, Held(code))
    return _HELD[code].refreshed()


def warm(code: str) -> None:
    """Make the index in a thread of its own, when a process starts: its first search then finds it made, or nearly."""
    threading.Thread(target=_make_apart, args=(code,), daemon=True).start()


def _make_apart(code: str) -> None:
    try:
        held(code)
    except DatabaseError:
        pass  # then the first search makes it, or says what is wrong
    finally:
        connection.close()


# Written out: Django needs longer to compose it than a database to answer it, and every search asks.
_SEEN = f"""
SELECT (SELECT digest FROM {RecordHead._meta.db_table} WHERE id = 1), {
    ", ".join(
        f"(SELECT {told} FROM {model._meta.db_table} WHERE language = %s)"
        for model in (Synonym, ShownFirst)
        for told in ("COUNT(*)", "MAX(id)", "MAX(changed_at)")
    )
}
"""  # noqa: S608  only names of our own tables


def _seen(code: str) -> tuple[str, tuple[Any, ...]]:
    """Where the record ends; and of the rows that staff keep how many there are, the newest and the last change."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, [code] * 6)
        digest, *by_staff = cursor.fetchone()
    return digest or "", tuple(by_staff)


def _live(code: str, at: datetime) -> Iterable[Live]:
    for kind in Kind:
        live = Publication.objects.live(kind, at).filter(revision__language=code)
        for row in live.values_list("revision_id", "revision__digest", f"revision__{kind}_id"):
            yield Live(row[0], row[1], kind.value, row[2])


def _with_words(new: list[Live]) -> Iterable[tuple[Live, dict[str, Any]]]:
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        rows = RevisionWords.objects.filter(revision__in=[found.revision for found in batch])
        words = dict(rows.values_list("revision", "found_by"))
        yield from ((found, words[found.revision]) for found in batch if found.revision in words)
