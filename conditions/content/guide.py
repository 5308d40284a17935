"""A guided FAQ as a frozen value: what its page, its text and its print are made from.

How the steps hang together is the business of ``conditions.guides``; here are the words that a patient reads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from conditions.vocabulary import QuestionRole, StepKind, Urgency

from .document import Document, Source
from .markup import Text, keys_cited


@dataclass(frozen=True)
class Option:
    """An answer, and the name of the step that it leads to."""

    label: str
    next: str
    not_sure: bool


@dataclass(frozen=True)
class Step:
    """A question with its options, or an outcome with what to do. ``name`` is its fragment in the address."""

    name: str
    kind: StepKind
    title: str
    help: Text
    role: QuestionRole
    options: tuple[Option, ...]
    urgency: Urgency | None
    may_be: Text
    do_now: tuple[Text, ...]
    why_not: Text
    come_back: tuple[Text, ...]
    conditions: tuple[str, ...]

    @property
    def is_outcome(self) -> bool:
        return self.kind == StepKind.OUTCOME

    def texts(self) -> Iterator[Text]:
        yield from (self.help, self.may_be, *self.do_now, self.why_not, *self.come_back)


@dataclass(frozen=True)
class SharedCallout:
    """The don't-pop callout of every outcome; each outcome adds its own reason."""

    heading: str
    why: Text


@dataclass(frozen=True)
class ComeBack:
    """When to get help after all, on every outcome."""

    heading: str
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Guide(Document):
    intro: Text
    emergency: Text
    callout: SharedCallout
    come_back: ComeBack
    steps: tuple[Step, ...]

    @property
    def start(self) -> Step | None:
        """The first question: where everybody starts."""
        return next((step for step in self.steps if not step.is_outcome), None)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of each step by its name."""
        return {step.name: step.title for step in self.steps}

    def sources_of(self, step: Step) -> list[Source]:
        """The sources that a step cites, in the order of the list of sources."""
        keys = {key for text in step.texts() for key in keys_cited(text.source)}
        return [source for source in self.sources if source.key in keys]
