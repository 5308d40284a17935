"""Advice that no document may give: the wrong, unsafe and unsupported rows of a claims ledger, as patterns.

A pack keeps them in ``forbidden_advice.yaml``. A sentence that negates the advice is what we want to read, and a myth
or a question may quote it; everywhere else it is a problem.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conditions.content.markup import Text, without_citations
from conditions.content.readability import sentences
from conditions.content.schema import completed, problems

from .yaml_files import NotReadable, Yaml, read

FILE_NAME = "forbidden_advice.yaml"

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "propertyNames": {"pattern": r"^[A-Z]{3}-\d+$"},
    "additionalProperties": {
        "type": "object",
        "properties": {
            "says": {"type": "string", "minLength": 1},
            "pattern": {"type": "string", "default": ""},
            "why_none": {"type": "string", "default": ""},
        },
        "required": ["says"],
        "additionalProperties": False,
    },
}
_NEGATED = re.compile(
    r"\b(?:not|never|no|nor|nobody|cannot|avoid|avoided|without|against|harm|hurt|rather than|web pages|is said to)\b",
    re.I,
)
# What is quoted or only named: myths and questions, names and addresses.
_QUOTED = {"claim", "question", "questions_to_ask", "name", "title", "slug", "treatment", "word"}


@dataclass(frozen=True)
class Forbidden:
    """One row: its id in the ledger, what it says, and how to recognise it (None where no pattern is possible)."""

    ledger: str
    says: str
    pattern: re.Pattern[str] | None
    why_none: str


@dataclass(frozen=True)
class Found:
    forbidden: Forbidden
    sentence: str


def read_forbidden(folder: Path) -> list[Forbidden]:
    """The rows of a pack; none if it has no such file. Raises NotReadable."""
    path = folder / FILE_NAME
    if not path.is_file():
        return []
    yaml = read_rules(path, _SCHEMA)
    return [_row(name, entry, yaml) for name, entry in yaml.value.items()]


def read_rules(path: Path, schema: dict[str, Any]) -> Yaml:
    """A file of rules, completed and checked by its schema. Raises NotReadable for the first problem."""
    yaml = read(path)
    yaml.value = completed(yaml.value, schema)
    for place, sentence in problems(yaml.value, schema):
        raise NotReadable(sentence, yaml.line(place))
    return yaml


def advice_found(document: dict[str, Any], rows: list[Forbidden]) -> Iterator[Found]:
    """Every sentence of a document that gives forbidden advice."""
    for sentence in _advising_sentences(document):
        for row in rows:
            if row.pattern and row.pattern.search(sentence):
                yield Found(row, sentence)


def _row(name: str, entry: dict[str, Any], yaml: Yaml) -> Forbidden:
    if bool(entry["pattern"]) == bool(entry["why_none"]):
        raise NotReadable("Give a pattern, or say why none is possible; not both.", yaml.line((name,)))
    try:
        pattern = re.compile(entry["pattern"], re.I) if entry["pattern"] else None
    except re.error as error:
        raise NotReadable(f"The pattern cannot be read: {error}.", yaml.line((name, "pattern"))) from error
    return Forbidden(name, entry["says"], pattern, entry["why_none"])


def _advising_sentences(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if key not in _QUOTED:
            yield from (part for part in sentences(_plain(value)) if not _NEGATED.search(part))
    elif isinstance(value, list):
        for item in value:
            yield from _advising_sentences(item, key)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name != "sources":
                yield from _advising_sentences(item, name)


def _plain(text: str) -> str:
    return Text(without_citations(text)).plain
