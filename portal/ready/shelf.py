"""Where answers are kept: the ones asked for last in the memory of a process, the whole site in files of the host."""

import json
import os
import struct
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from urllib.parse import quote, unquote

from .answer import Answer, shared

_MADE = struct.Struct("=Q16s")  # the number of the board, and the software


class Memory:
    """Answers by path. Bounded in bytes: the one that was asked for longest ago makes room."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, path: str) -> Answer | None:
        """Without the lock, for which sixteen threads would queue: each step is one step of the interpreter."""
        found = self._answers.get(path)
        if found is not None:
            try:  # noqa: SIM105  suppress() takes longer than all the rest of this function
                self._answers.move_to_end(path)
            except KeyError:
                pass  # taken out this very moment
        return found

    def put(self, path: str, answer: Answer) -> None:
        with self._lock:
            self._take_out(path)
            self._answers[path] = answer
            self._size += answer.size
            while self._size > self._most:
                self._take_out(next(iter(self._answers)))

    def drop(self, path: str) -> None:
        with self._lock:
            self._take_out(path)

    def _take_out(self, path: str) -> None:
        taken = self._answers.pop(path, None)
        self._size -= taken.size if taken else 0


class Files:
    """One file for each address, whole or not there: a new one takes the old one's place in one step.

    A file begins with the number and the software that it was made under, so that a page whose words did not change
    is made current by writing these 24 bytes. A file that was cut or damaged counts as none.
    """

    def __init__(self, folder: Path, software: bytes) -> None:
        self._folder = folder
        self._software = software
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def get(self, path: str) -> Answer | None:
        """The answer, of any age. Its number is 0, which is never current, when other software made it."""
        try:
            with self._file(path).open("rb") as file:
                content, at = file.read(), os.fstat(file.fileno()).st_mtime
            number, software = _MADE.unpack_from(content)
            first, _line, bodies = content[_MADE.size :].partition(b"\n")
            said = json.loads(first)
            sizes = said["sizes"]
            if len(bodies) != sum(sizes.values()):
                return None
            at, read = 0, {}
            for coding, size in sizes.items():
                read[coding] = bodies[at : at + size]
                at += size
            headers = shared([(name, value) for name, value in said["headers"]])
            number = number if software == self._software else 0
            return Answer(said["status"], headers, said["words"], read, number, at)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error):
            return None

    def put(self, path: str, answer: Answer) -> None:
        """Raises OSError, for example on a full disk; what stood there then stays."""
        made = _MADE.pack(answer.number, self._software)
        before = self.get(path)
        if before and (before.words, before.headers) == (answer.words, answer.headers):
            with self._file(path).open("r+b") as file:
                file.write(made)
            return
        sizes = {coding: len(body) for coding, body in answer.bodies.items()}
        said = {"status": answer.status, "headers": answer.headers, "words": answer.words, "sizes": sizes}
        new = self._file(path).with_suffix(f".{os.getpid()}")
        try:
            new.write_bytes(made + json.dumps(said).encode() + b"\n" + b"".join(answer.bodies.values()))
            new.replace(self._file(path))
        except OSError:
            with suppress(OSError):
                new.unlink()
            raise

    def drop(self, path: str) -> None:
        self._file(path).unlink(missing_ok=True)

    def paths(self) -> Iterator[str]:
        return (unquote(file.stem) for file in self._folder.glob("*.page"))

    def _file(self, path: str) -> Path:
        return self._folder / f"{quote(path, safe='')}.page"
