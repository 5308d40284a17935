"""One thing that is not as it should be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A sentence, and what to do about it. ``is_grave``: to mend; otherwise only worth knowing."""

    sentence: str
    mend: str
    is_grave: bool = True
