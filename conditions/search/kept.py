"""The index of a large library as a file, so that a process need not read all its words from the database to start.

It only saves time: whoever reads it compares it with the live publications, and reads what it lacks. It is written
whole or not at all, and signed with the key of the installation, so that nothing else is taken for it.
"""

import hashlib
import logging
import marshal
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from conditions.content.search_terms import MADE_AS

from .index import Index
from .language import language

_SIGNATURE = 32  # bytes
_logger = logging.getLogger(__name__)


def read(code: str) -> Index | None:
    """The index that some process kept; None if there is none that this release wrote."""
    try:
        found = _file(code).read_bytes()
    except OSError:
        return None
    packed = found[_SIGNATURE:]
    if not constant_time_compare(found[:_SIGNATURE], _signature(packed)):
        return None
    return Index.unpacked(marshal.loads(packed), language(code))  # noqa: S302  we signed it


def keep(code: str, index: Index) -> None:
    """Put it beside the old one and then in its place. A full disk is the operator's problem, not the reader's."""
    packed, kept = marshal.dumps(index.packed()), _file(code)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, suffix=".part", delete=False) as part:
            part.write(_signature(packed) + packed)
        Path(part.name).replace(kept)
    except OSError:
        _logger.warning("The search index could not be kept in SEARCH_DIR; each process makes it anew.")


def _file(code: str) -> Path:
    return Path(settings.SEARCH_DIR) / f"{hashlib.sha256(code.encode()).hexdigest()[:16]}.index"


def _signature(packed: bytes) -> bytes:
    return salted_hmac(f"conditions.search.kept {_release()}", packed, algorithm="sha256").digest()


@cache
def _release() -> str:
    """What besides the words decides what is in an index."""
    parts = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    return hashlib.sha256(b"".join([str(MADE_AS).encode(), *parts])).hexdigest()
