"""What the frozen values of all three kinds of document share."""

from dataclasses import dataclass

from conditions.vocabulary import HowRead, Kind

from .markup import Text


@dataclass(frozen=True)
class Source:
    key: str
    title: str
    publisher: str
    url: str
    how_read: HowRead
    read_on: str
    note: str
    says: Text
    number: int = 0


@dataclass(frozen=True)
class Document:
    kind: Kind
    slug: str
    language: str
    title: str
    summary: Text
    sensitive: bool
    sources: tuple[Source, ...]
    review_months: int | None
