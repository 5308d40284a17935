"""One document, one sequence of bytes, one SHA-256: what a reviewer signs."""

import hashlib
import json
import unicodedata
from typing import Any


def normalised(value: Any) -> Any:
    """The value with every string in Unicode NFC and with plain line ends, so that equal words have equal bytes."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, list):
        return [normalised(item) for item in value]
    if isinstance(value, dict):
        return {key: normalised(item) for key, item in value.items()}
    return value


def canonical(document: dict[str, Any]) -> bytes:
    """The document as UTF-8 JSON with sorted keys and no spaces."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(document: dict[str, Any]) -> str:
    """SHA-256 of the canonical bytes, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(document)).hexdigest()
