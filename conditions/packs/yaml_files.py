"""YAML that strangers wrote, read with care; the only importer of yaml.

Plain values only: no aliases (a small file could grow without end), no tags (they can name Python objects), no key
twice, no deep nesting, no large file. Every value remembers its line, so that an error can name it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

LARGEST_FILE = 512 * 1024  # bytes; the longest leaflet we know has 60 kB
DEEPEST = 12

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp")
}

Place = tuple[str | int, ...]


class NotReadable(Exception):
    """The file is not plain YAML. ``line`` counts from 1; 0 if none is to blame."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.sentence, self.line = sentence, line


@dataclass
class Yaml:
    """A value and the line at which each part of it stands."""

    value: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest part that encloses it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(path: Path) -> Yaml:
    """Read one file. Raises NotReadable with a sentence and a line."""
    if path.is_symlink():
        raise NotReadable("This is a link to another file; packs hold plain files only.")
    if path.exists() and not path.is_file():
        raise NotReadable("This is not a plain file.")  # reading a pipe would never end
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise NotReadable(f"The file cannot be read: {error.strerror}.") from error
    if len(raw) > LARGEST_FILE:
        raise NotReadable(f"The file is larger than {LARGEST_FILE // 1024} kB.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable("The file is not UTF-8 text.", raw[: error.start].count(b"\n") + 1) from error
    return parse(text)


def parse(text: str) -> Yaml:
    """Read YAML text. Raises NotReadable with a sentence and a line."""
    try:
        _require_plain(text)
        node = yaml.compose(text, Loader=_Loader)
        if node is None:
            raise NotReadable("The file is empty.")
        result = Yaml(None)
        result.value = _value(node, (), result.lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise NotReadable(f"This is not YAML: {error.problem}.", line) from error
    except (yaml.YAMLError, ValueError) as error:
        raise NotReadable(f"This is not YAML: {str(error).splitlines()[0]}.") from error
    return result


def _require_plain(text: str) -> None:
    """Walk the events, which never nests, before anything is built."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise NotReadable("Aliases and anchors (& and *) are not allowed; write the text out.", line)
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise NotReadable(f"The entries are nested more than {DEEPEST} deep.", line)
        if documents > 1:
            raise NotReadable("One file holds one document; remove the second “---”.", line)
        tag = getattr(event, "tag", None)
        if tag and tag not in _PLAIN_TAGS:
            raise NotReadable(f"The tag {tag} is not allowed; packs hold plain values only.", line)


def _value(node: yaml.Node, place: Place, lines: dict[Place, int]) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return dict(_entries(node, place, lines))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, number), lines) for number, item in enumerate(node.value)]
    scalar = _constructed(node)
    return scalar.isoformat() if isinstance(scalar, date) else scalar


def _entries(node: yaml.MappingNode, place: Place, lines: dict[Place, int]) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
            raise NotReadable("The name of an entry must be plain text.", line)
        key = key_node.value
        if key in seen:
            raise NotReadable(f"“{key}” stands here twice.", line)
        seen.add(key)
        value = _value(value_node, (*place, key), lines)
        lines[(*place, key)] = line
        yield key, value


def _constructed(node: yaml.Node) -> Any:
    if node.tag == "tag:yaml.org,2002:int" and len(node.value) > 18:
        raise NotReadable("This number is too long.", node.start_mark.line + 1)
    constructor = yaml.SafeLoader("")
    try:
        return constructor.construct_object(node)
    except (ValueError, OverflowError) as error:
        raise NotReadable(f"“{node.value}” cannot be read; put it in quotes.", node.start_mark.line + 1) from error


class _PackDumper(_Dumper):
    """Block style; several paragraphs as a literal block, so that a reader of the file sees the words as they are."""


def _represent_text(dumper: Any, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_PackDumper.add_representer(str, _represent_text)


def written(value: Any) -> str:
    """The value as YAML text that ``parse`` reads back to the same value."""
    return yaml.dump(value, Dumper=_PackDumper, sort_keys=False, allow_unicode=True, width=110)
