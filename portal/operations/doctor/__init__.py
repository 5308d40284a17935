"""What is wrong with an installation, in sentences that say how to mend it. Nothing is changed by asking.

One module for each part that can be ill. Each yields findings; what needs the database is asked only if it answers.
"""

from collections.abc import Iterator

from django.db import DatabaseError

from . import database, files, people, set_up
from .finding import Finding

__all__ = ["Finding", "examine"]


def examine() -> Iterator[tuple[str, list[Finding]]]:
    """The name of each part, with what was found there."""
    yield "Settings", list(set_up.findings())
    yield "Files and folders", list(files.findings())
    found = list(database.findings())
    yield f"The database ({database.kind()})", found
    if any(finding in (database.AWAY, database.NOT_MADE) for finding in found):
        return
    try:
        yield "People, clinic and content", list(people.findings())
    except DatabaseError:  # its tables are not those of this release, which was told above
        return
