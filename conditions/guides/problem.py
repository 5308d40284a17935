"""One thing that is wrong with a guide, in a nurse's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from .graph import Step

# More sentences of one kind than this help nobody: the first ones mended, most others are gone.
MOST_TOLD = 20

_SHOWN_OF_A_WAY = 3  # answers at each end of a long way


@dataclass(frozen=True)
class Problem:
    """What is wrong: the name of the step it concerns (empty: the whole guide), its place, and what to do."""

    step: str
    place: str
    sentence: str
    code: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


def of_step(step: Step, sentence: str, code: str) -> Problem:
    return Problem(step.name, f"{'Outcome' if step.is_outcome else 'Question'} “{step.title}”", sentence, code)


def of_guide(sentence: str, code: str) -> Problem:
    return Problem("", "Guide", sentence, code)


def way(words: Sequence[str]) -> str:
    """Answers or titles one after the other; a long way is shortened in the middle."""
    quoted = [f"“{word}”" for word in words]
    if len(quoted) > 2 * _SHOWN_OF_A_WAY + 1:
        quoted = [*quoted[:_SHOWN_OF_A_WAY], "…", *quoted[-_SHOWN_OF_A_WAY:]]
    return " > ".join(quoted)
