"""What stands in front of Django: see the package's first lines for the way of a request."""

import time
from typing import Any

from conditions.freshness.board import NEVER, Board
from conditions.freshness.look import LATE
from conditions.request_number import KEY
from conditions.views.away import AWAY, BUSY, MARK
from portal import compression

from .answer import Answer, Headers, Said, answer
from .ask import Application, ask
from .door import Door
from .shelf import Files, Memory
from .turns import Turns

AWAY_AGE = 5  # seconds for which a browser may keep a page that was sent while the database was away
NONE = 0  # the number of what is never current
NOT_MODIFIED = "304 Not Modified"


class Front:
    """A WSGI application around Django's."""

    def __init__(
        self, django: Application, board: Board, memory: Memory, files: Files, turns: Turns | None = None
    ) -> None:
        self._django = django
        self._board = board
        self._memory = memory
        self._files = files
        self._door = Door()
        self._turns = turns or Turns()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if not self._door.opens(environ):
            return self._made_anew(environ, start_response)
        path = environ["PATH_INFO"]
        kept = self._memory.get(path)
        number, compared, until = self._board.read()
        now = time.time()
        if kept is not None and kept.number == number and now < until:
            return _send(kept, environ, start_response, is_away=now - compared > LATE)
        if not self._door.keeps(path):
            return self._made_anew(environ, start_response)
        return self._not_in_memory(path, environ, start_response)

    def _made_anew(self, environ: dict[str, Any], start_response: Any) -> Any:
        """By Django, for this reader only.

        What is not public, or is only read from the disk, waits for no turn; nor does what brings a body, which is
        refused unread or bounded: somebody who sends it slowly must not hold a turn.
        """
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or self._door.is_at_hand(environ["PATH_INFO"]):
            return self._django(environ, start_response)
        with self._turns.one() as has_turn:
            if has_turn:
                return self._django(environ, start_response)
        return self._busy(environ, start_response)

    def _busy(self, environ: dict[str, Any], start_response: Any) -> Any:
        return self._django({**environ, BUSY: True}, start_response)

    def _not_in_memory(self, path: str, environ: dict[str, Any], start_response: Any) -> Any:
        number, compared, until = self._board.read()  # before anything is asked: what changes meanwhile is not missed
        number = number if time.time() < until else NONE
        kept = self._newest(path)
        if kept and kept.number == number != NONE:
            self._memory.put(path, kept)
            return _send(kept, environ, start_response, is_away=compared == NEVER)
        if kept and compared == NEVER:
            return _send(kept, environ, start_response, is_away=True)
        with self._turns.one_for_a_page() as has_turn:
            if not has_turn:
                return self._busy(environ, start_response)
            made = self._memory.get(path)
            if made and made.number == number != NONE:  # by somebody who had a turn before
                return _send(made, environ, start_response)
            said = ask(self._django, path, environ.get(KEY, ""))
            if said.may_be_kept:
                made = answer(said, number, kept)
                self._memory.put(path, made)
                return _send(made, environ, start_response)
        if kept and said.get(MARK) == AWAY:
            return _send(kept, environ, start_response, is_away=True)
        self._memory.drop(path)
        return _pass_on(said, environ, start_response)

    def _newest(self, path: str) -> Answer | None:
        """What is kept for an address, of whatever age."""
        found = [one for one in (self._files.get(path), self._memory.get(path)) if one]
        return max(found, key=lambda one: one.at, default=None)


def _send(kept: Answer, environ: dict[str, Any], start_response: Any, *, is_away: bool = False) -> list[bytes]:
    sent = kept.sent(compression.accepted(environ.get("HTTP_ACCEPT_ENCODING", "")))
    known = environ.get("HTTP_IF_NONE_MATCH")
    is_known = bool(known) and kept.status.startswith("200") and _is_among(sent.etag, known)
    headers = sent.short if is_known else sent.headers
    start_response(NOT_MODIFIED if is_known else kept.status, _marked(headers, kept) if is_away else headers)
    return [] if is_known or environ["REQUEST_METHOD"] == "HEAD" else [sent.body]


def _is_among(etag: str, known: str) -> bool:
    """Whether a browser that names these ETags has this one (RFC 9110, section 13.1.2: compared weakly)."""
    return known.strip() == "*" or etag in [one.strip().removeprefix("W/") for one in known.split(",")]


def _marked(headers: Headers, kept: Answer) -> Headers:
    """The headers of an answer that could not be compared with the database: what it is, and how old."""
    rest = [(name, value) for name, value in headers if name != "Cache-Control"]
    age = str(max(0, int(time.time() - kept.at)))
    return [*rest, ("Cache-Control", f"public, max-age={AWAY_AGE}"), (MARK, AWAY), ("Age", age)]


def _pass_on(said: Said, environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """An answer that is not kept, such as “not found”, in the coding that this reader accepts."""
    coding = compression.accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body, headers = said.body, [pair for pair in said.headers if pair[0].lower() != "content-length"]
    if coding and compression.is_worth_it(said.get("content-type"), body):
        body, headers = compression.packed(body, coding), [*headers, ("Content-Encoding", coding)]
    start_response(said.status, [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
