"""A pack from its folder: everything is checked before anything is written, and every problem is told at once."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conditions.content.canonical import normalised
from conditions.content.markup import keys_cited
from conditions.content.schema import (
    SOURCE_REGISTER,
    completed,
    pack_schema,
    problems,
)
from conditions.pictures import LARGEST_UPLOAD
from conditions.vocabulary import AgeGroup, BodySite, Kind

from .guide_steps import wrong_steps
from .yaml_files import NotReadable, Place, Yaml, read

MOST_FILES = 5000
SEARCH_WORDS = "search_words.yaml"
FOLDERS = {"conditions": Kind.CONDITION.value, "treatments": Kind.TREATMENT.value, "guides": Kind.GUIDE.value}
_PICTURE_NAME = re.compile(r"^[0-9a-f]{64}\.webp$")

_PACK_FILE = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": r"^[a-z0-9_]{1,80}$"},
        "title": {"type": "string", "minLength": 1, "maxLength": 160},
        "version": {"type": "integer", "minimum": 1},
        "language": {"type": "string", "pattern": r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"},
        "licence": {"type": "string", "default": "", "maxLength": 160},
        "note": {"type": "string", "default": "", "maxLength": 600},
    },
    "required": ["name", "title", "version", "language"],
    "additionalProperties": False,
}

_SEARCH_WORDS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "said": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": r"[^\W\d_]"},
            "means": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"[^\W\d_]"},
        },
        "required": ["said", "means"],
        "additionalProperties": False,
    },
    "maxItems": 5000,
}


@dataclass(frozen=True)
class PackError:
    """One thing that is wrong: file, line, field, and a sentence."""

    file: str
    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        at = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{at}, {self.field}: {self.sentence}" if self.field else f"{at}: {self.sentence}"


class PackRefused(Exception):
    """The pack was not imported; ``errors`` lists everything that is wrong with it."""

    def __init__(self, errors: list[PackError]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = errors


@dataclass
class Pack:
    """A checked pack. Documents still name their sources and treatments by key."""

    about: dict[str, Any]
    sources: dict[str, dict[str, Any]]
    documents: list[dict[str, Any]]
    folder: Path
    pictures: set[str] = field(default_factory=set)
    search_words: dict[str, str] = field(default_factory=dict)  # what people type -> what the leaflets call it

    def of(self, kind: Kind) -> list[dict[str, Any]]:
        return [document for document in self.documents if document["kind"] == kind]


Addresses = Collection[tuple[str, str]]


def read_pack(folder: Path, *, addresses: Addresses = (), source_keys: Collection[str] = ()) -> Pack:
    """Read and check a pack folder.

    ``addresses`` and ``source_keys`` are the documents and sources that this installation has already and that the
    pack may refer to. Raises PackRefused with every error.
    """
    return _Reading(Path(folder), set(addresses), set(source_keys)).pack()


class _Reading:
    """One pass over a folder that collects errors instead of stopping at the first."""

    def __init__(self, folder: Path, addresses: set[tuple[str, str]], source_keys: set[str]) -> None:
        self.folder, self.addresses, self.source_keys = folder, addresses, source_keys
        self.errors: list[PackError] = []
        self.files: list[tuple[str, Yaml, dict[str, Any]]] = []

    def pack(self) -> Pack:
        if not self.folder.is_dir():
            raise PackRefused([PackError(str(self.folder), 0, "", "There is no such folder.")])
        for name in (*FOLDERS, "pictures"):
            if (self.folder / name).is_symlink():
                raise PackRefused([PackError(name, 0, "", "This is a link; a pack holds its own folders only.")])
        about = self._checked("pack.yaml", _PACK_FILE) or {}
        sources = self._checked("sources.yaml", SOURCE_REGISTER) or {}
        self.source_keys |= set(sources)
        search_words = self._search_words()
        self._read_documents()
        for name, yaml, document in self.files:
            self._check_references(name, yaml, document)
        if self.errors:
            raise PackRefused(self.errors)
        documents = [document for _name, _yaml, document in self.files]
        pictures = {picture["file"] for document in documents for picture in document.get("pictures", [])}
        return Pack(normalised(about), normalised(sources), documents, self.folder, pictures, search_words)

    def _search_words(self) -> dict[str, str]:
        """The optional list of what people type. What differs only in its capitals is the same."""
        if not (self.folder / SEARCH_WORDS).exists():
            return {}
        rows, found = self._checked(SEARCH_WORDS, _SEARCH_WORDS) or [], {}
        for number, row in enumerate(normalised(rows)):
            if row["said"].lower() in {said.lower() for said in found}:
                yaml = self._yaml(SEARCH_WORDS)
                self._error(SEARCH_WORDS, yaml, (number, "said"), f"“{row['said']}” is listed twice.")
            found[row["said"]] = row["means"]
        return found

    def _read_documents(self) -> None:
        paths = [path for folder in FOLDERS for path in sorted((self.folder / folder).glob("*.yaml"))]
        if len(paths) > MOST_FILES:
            raise PackRefused([PackError(str(self.folder), 0, "", f"A pack has at most {MOST_FILES} documents.")])
        for path in paths:
            name = f"{path.parent.name}/{path.name}"
            kind = FOLDERS[path.parent.name]
            yaml = self._yaml(name)
            if yaml is None:
                continue
            document = completed(yaml.value, pack_schema(kind))
            if self._fits(name, yaml, document, pack_schema(kind)):
                self._check_name(name, yaml, document, path.stem)
                self.files.append((name, yaml, normalised(_in_vocabulary_order(document))))
        self.addresses |= {(document["kind"], document["slug"]) for _name, _yaml, document in self.files}
        for stray in sorted(self.folder.iterdir()):
            if stray.name not in {
                *FOLDERS,
                "pictures",
                "pack.yaml",
                "sources.yaml",
                "forbidden_advice.yaml",
                "must_say.yaml",
                SEARCH_WORDS,
                "README.md",
            }:
                self._error(stray.name, None, (), "A pack has no such file or folder.")

    def _checked(self, name: str, schema: dict[str, Any]) -> Any:
        yaml = self._yaml(name)
        if yaml is None:
            return None
        value = completed(yaml.value, schema)
        return value if self._fits(name, yaml, value, schema) else None

    def _yaml(self, name: str) -> Yaml | None:
        try:
            return read(self.folder / name)
        except NotReadable as refused:
            self.errors.append(PackError(name, refused.line, "", refused.sentence))
            return None

    def _fits(self, name: str, yaml: Yaml, value: Any, schema: dict[str, Any]) -> bool:
        found = list(problems(value, schema))
        for place, sentence in found:
            self._error(name, yaml, place, sentence)
        return not found

    def _check_name(self, name: str, yaml: Yaml, document: dict[str, Any], stem: str) -> None:
        if document["slug"] != stem:
            self._error(name, yaml, ("slug",), f"The file is named {stem}, so this must be “{stem}”.")

    def _check_references(self, name: str, yaml: Yaml, document: dict[str, Any]) -> None:
        listed: set[str] = set()
        for number, entry in enumerate(document["sources"]):
            place = ("sources", number, "source")
            if entry["source"] not in self.source_keys:
                self._error(name, yaml, place, f"There is no source “{entry['source']}” in sources.yaml.")
            if entry["source"] in listed:
                self._error(name, yaml, place, f"The source “{entry['source']}” is listed twice.")
            listed.add(entry["source"])
        for place, text in _strings(document):
            for key in dict.fromkeys(keys_cited(text)):
                if key not in listed:
                    self._error(name, yaml, place, f"This cites [@{key}], which is not in the list of sources.")
        for place, address in _document_links(document):
            if address not in self.addresses:
                self._error(name, yaml, place, f"There is no {address[0]} “{address[1]}”.")
        for place, value in _repeated(document):
            self._error(name, yaml, place, f"“{value}” is listed twice.")
        for place, sentence in wrong_steps(document) if document["kind"] == Kind.GUIDE else ():
            self._error(name, yaml, place, sentence)
        for number, picture in enumerate(document.get("pictures", [])):
            file = self.folder / "pictures" / picture["file"]
            if not _PICTURE_NAME.match(picture["file"]) or file.is_symlink() or not file.is_file():
                self._error(name, yaml, ("pictures", number, "file"), "There is no such file in pictures/.")
            elif file.stat().st_size > LARGEST_UPLOAD:
                self._error(name, yaml, ("pictures", number, "file"), "The picture is larger than 10 MB.")

    def _error(self, name: str, yaml: Yaml | None, place: Place, sentence: str) -> None:
        line = yaml.line(place) if yaml else 0
        self.errors.append(PackError(name, line, _field(place), sentence))


def _field(place: Place) -> str:
    """A place as an editor reads it: sections 2, body."""
    parts: list[str] = []
    for part in place:
        if isinstance(part, int) and parts:
            parts[-1] += f" {part + 1}"
        else:
            parts.append(str(part))
    return ", ".join(parts)


def _strings(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _strings(item, (*place, number))


def _document_links(document: dict[str, Any]) -> Iterator[tuple[Place, tuple[str, str]]]:
    for number, option in enumerate(document.get("treatments", [])):
        yield ("treatments", number, "treatment"), (Kind.TREATMENT.value, option["treatment"])
    for number, row in enumerate(document.get("look_alikes", [])):
        if row["condition"]:
            yield ("look_alikes", number, "condition"), (Kind.CONDITION.value, row["condition"])
    for number, step in enumerate(document.get("steps", [])):
        for slug in step["conditions"]:
            yield ("steps", number, "conditions"), (Kind.CONDITION.value, slug)


def _repeated(document: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    for key, names in {"treatments": ("treatment",), "codes": ("system", "code")}.items():
        seen: set[tuple[str, ...]] = set()
        for number, entry in enumerate(document.get(key, [])):
            identity = tuple(entry[name] for name in names)
            if identity in seen:
                yield (key, number), " ".join(identity)
            seen.add(identity)


def _in_vocabulary_order(document: dict[str, Any]) -> dict[str, Any]:
    """Places and ages in the order of the vocabulary, which is the order that a snapshot has."""
    for key, vocabulary in {"body_sites": BodySite, "age_groups": AgeGroup}.items():
        if key in document:
            document[key] = [value for value in vocabulary.values if value in document[key]]
    return document
