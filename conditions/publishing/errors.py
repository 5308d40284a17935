"""Refusals, by name. Each carries sentences that an editor can act on."""

from collections.abc import Sequence

from .blockers import Blocker


class Refused(Exception):
    """A verb was not carried out; nothing has changed. ``sentences`` says why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


class NotAllowed(Refused):
    """This person may not do this."""


class NotReady(Refused):
    """The document is not in a state in which this makes sense."""


class Blocked(Refused):
    """The document has problems; ``blockers`` lists all of them."""

    def __init__(self, blockers: Sequence[Blocker]) -> None:
        super().__init__(*(str(blocker) for blocker in blockers))
        self.blockers = list(blockers)


class StaleDraft(Refused):
    """Somebody else saved this draft meanwhile. ``yours`` and ``theirs`` are both documents, whole."""

    def __init__(self, yours: dict, theirs: dict, saved_by: str) -> None:
        super().__init__(f"{saved_by} saved this while you were editing. Nothing is lost: both versions are below.")
        self.yours, self.theirs, self.saved_by = yours, theirs, saved_by
