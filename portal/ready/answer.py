"""An answer of Django as finished bytes: pressed once in each coding, with its headers and a strong ETag for each."""

import hashlib
import sys
import time
from dataclasses import dataclass, field

from portal import compression

Headers = list[tuple[str, str]]

KEPT = {200, 302, 410}  # a page, the way from a document's own number to it, and what was withdrawn
LARGEST = 1024 * 1024  # bytes
HEADERS_ROOM = 4000  # bytes that an answer needs in memory beside its bodies, about
# What an answer says about its bytes, and is said anew for each coding.
_OF_BYTES = {"etag", "vary", "content-length", "content-encoding"}


@dataclass(frozen=True)
class Said:
    """What Django answered, in no coding."""

    status: str
    headers: Headers
    body: bytes

    def get(self, name: str) -> str:
        return next((value for header, value in self.headers if header.lower() == name.lower()), "")

    @property
    def may_be_kept(self) -> bool:
        """Whether it is the same for everybody, now and until the board says otherwise."""
        control = self.get("cache-control")
        return (
            int(self.status[:3]) in KEPT
            and "public" in control
            and "no-store" not in control
            and not self.get("set-cookie")
            and self.get("vary").lower() in {"", "accept-encoding"}
            and len(self.body) <= LARGEST
        )


@dataclass(frozen=True)
class Sent:
    """An answer in one coding: its headers, those of the “304 Not Modified” in its place, and its body."""

    headers: Headers
    short: Headers
    etag: str
    body: bytes


@dataclass
class Answer:
    """``bodies`` by coding; under “” alone what is too short to press or was pressed already, such as a picture.
    ``number`` is the one that the board showed when it was made, ``at`` when it was last known to be right (seconds
    since 1970), ``words`` the SHA-256 of the body in no coding."""

    status: str
    headers: Headers
    words: str
    bodies: dict[str, bytes]
    number: int = 0
    at: float = 0.0
    _sent: dict[str, Sent] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values())) + HEADERS_ROOM

    def sent(self, coding: str) -> Sent:
        """For a reader who accepts this coding; “” for one who accepts none."""
        coding = coding if coding in self.bodies else ""
        found = self._sent.get(coding)
        if found is None:
            found = self._made(coding)
            if coding in self.bodies:
                self._sent[coding] = found
        return found

    def _made(self, coding: str) -> Sent:
        body = self.bodies[coding] if coding in self.bodies else compression.unpacked(self.bodies["gzip"])
        etag = f'"{self.words[:24]}{coding}"'
        tags = [("ETag", etag), ("Vary", "Accept-Encoding")]
        packed = [("Content-Encoding", coding)] if coding else []
        headers = [*self.headers, *tags, *packed, ("Content-Length", str(len(body)))]
        short = [*((name, value) for name, value in self.headers if name.lower() != "content-type"), *tags]
        return Sent(headers, short, etag, body)


def answer(said: Said, number: int, before: Answer | None = None) -> Answer:
    """Press what Django said; or take over what was pressed ``before``, when the words are the same."""
    words = hashlib.sha256(said.body).hexdigest()
    if before and before.words == words:
        bodies = before.bodies
    elif compression.is_worth_it(said.get("content-type"), said.body):
        bodies = {coding: compression.pressed(said.body, coding) for coding in compression.CODINGS}
    else:
        bodies = {"": said.body}
    own = [(name, value) for name, value in said.headers if name.lower() not in _OF_BYTES]
    return Answer(said.status, shared(own), words, bodies, number, time.time())


def shared(headers: Headers) -> Headers:
    """The same headers, each word once in memory: all pages carry nearly the same 2 kB."""
    return [(sys.intern(name), sys.intern(value)) for name, value in headers]
