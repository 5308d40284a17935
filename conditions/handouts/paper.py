"""A sheet as PDF/UA-1 (ISO 14289-1), made once and kept; the only importer of typst.

It is kept under a digest of everything that it is made from: the words, the clinic's numbers, the paper, the template,
the fonts, the program. So a new version or another telephone number makes another file, and nothing ever has to be
thrown away because it is out of date; the oldest go when there are too many.
"""

import hashlib
import json
import logging
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from .glyphs import FONTS, printable

TEMPLATE = Path(__file__).parent / "leaflet.typ"
MOST_KEPT, KEPT_AFTER_CLEARING = 4_000, 3_000  # files, of some 60 KB each
AT_ONCE, WAIT = 2, 10  # sheets of one process, seconds: each takes a core and some 50 MB for a moment
_ENDS = b"%%EOF"
_turns = threading.BoundedSemaphore(AT_ONCE)
_logger = logging.getLogger(__name__)


class Busy(Exception):
    """Too many sheets are being made; try again in a few seconds."""


def pdf(sheet: dict[str, Any]) -> bytes:
    """The sheet as a tagged PDF; the same bytes each time. Raises Busy."""
    written = json.dumps(_printable(sheet), ensure_ascii=False, sort_keys=True)
    kept = Path(settings.PAPER_DIR) / f"{_digest(written)}.pdf"
    found = _read(kept)
    if found:
        return found
    with _turn():
        made = _read(kept) or typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"sheet": written},
            pdf_standards="ua-1",
            timestamp=0,
        )
    _keep(kept, made)
    return made


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=WAIT):
        raise Busy
    try:
        yield
    finally:
        _turns.release()


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: inner if key == "code" else _printable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_printable(inner) for inner in value]
    return _whole_numbers(printable(value)) if isinstance(value, str) else value


def _whole_numbers(text: str) -> str:
    """A telephone number or the number of a handout stays on one line."""
    return re.sub(r"(?<=\d) (?=\d)", "\N{NO-BREAK SPACE}", text)


def _digest(written: str) -> str:
    return hashlib.sha256(f"{_maker()}\n{written}".encode()).hexdigest()


@cache
def _maker() -> str:
    """What besides the words decides how a sheet looks."""
    parts = [typst.__version__.encode(), TEMPLATE.read_bytes(), *(f.read_bytes() for f in sorted(FONTS.glob("*.ttf")))]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _read(kept: Path) -> bytes:
    """A kept file, if it is whole: a power cut may have left half of one."""
    try:
        found = kept.read_bytes()
        os.utime(kept)
    except OSError:
        return b""
    return found if found.startswith(b"%PDF-") and found.rstrip().endswith(_ENDS) else b""


def _keep(kept: Path, made: bytes) -> None:
    """Whoever cannot keep it still hands it out: a full disk is the operator's problem, not the patient's."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, suffix=".part", delete=False) as part:
            part.write(made)
        Path(part.name).replace(kept)
        _clear(kept.parent)
    except OSError:
        _logger.warning("A sheet could not be kept in PAPER_DIR; it is made anew each time.")


def _clear(folder: Path) -> None:
    files = [entry for entry in os.scandir(folder) if entry.name.endswith(".pdf")]
    if len(files) > MOST_KEPT:
        for entry in sorted(files, key=lambda entry: entry.stat().st_mtime)[: len(files) - KEPT_AFTER_CLEARING]:
            Path(entry.path).unlink(missing_ok=True)
