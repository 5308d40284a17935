"""Drafts back into a folder that ``import_pack`` reads to the same digests."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from conditions.content.schema import SOURCE_REGISTER, completed, pack_schema
from conditions.models import Governed, Synonym
from conditions.pictures import read_bytes
from conditions.publishing.snapshot import snapshot
from conditions.vocabulary import Kind

from .reader import FOLDERS, SEARCH_WORDS, PackError, PackRefused
from .yaml_files import written


def export_pack(drafts: Iterable[Governed], about: dict[str, Any], folder: Path) -> int:
    """Write the drafts as a pack; returns how many documents. The folder must be new, empty or a pack."""
    _require_free(folder)
    documents = [snapshot(draft) for draft in drafts]
    # Read before anything is written: a picture that is missing must not leave half a pack.
    pictures = {
        picture["file"]: read_bytes(picture["file"]) for found in documents for picture in found.get("pictures", [])
    }
    _write(folder / "pack.yaml", about)
    _write(folder / "sources.yaml", _register(documents))
    search_words = Synonym.objects.filter(language=about["language"]).order_by("said").values("said", "means")
    if search_words:
        _write(folder / SEARCH_WORDS, list(search_words))
    written_now = {_write_document(folder, document) for document in documents}
    for name, content in pictures.items():
        (folder / "pictures").mkdir(exist_ok=True)
        (folder / "pictures" / name).write_bytes(content)
    _remove_others(folder, written_now)
    return len(documents)


def _write_document(folder: Path, document: dict[str, Any]) -> Path:
    path = folder / f"{document['kind']}s" / f"{document['slug']}.yaml"
    _write(path, _as_pack_file(document))
    return path


def _remove_others(folder: Path, kept: set[Path]) -> None:
    """Documents of an earlier export that are not in this one."""
    for name in FOLDERS:
        for old in set((folder / name).glob("*.yaml")) - kept:
            old.unlink()


def _require_free(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise PackRefused([PackError(str(folder), 0, "", "This is a file, not a folder.")])
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "pack.yaml").is_file():
        raise PackRefused([PackError(str(folder), 0, "", "The folder is not empty and holds no pack.")])


def _as_pack_file(document: dict[str, Any]) -> dict[str, Any]:
    entry = {
        **document,
        "sources": [{"source": source["key"], "says": source["says"]} for source in document["sources"]],
    }
    if document["kind"] == Kind.CONDITION:
        entry["treatments"] = [
            {key: option[key] for key in ("treatment", "advice", "note")} for option in document["treatments"]
        ]
    rules = pack_schema(document["kind"])
    return _without_defaults({key: entry[key] for key in rules["properties"] if key in entry}, rules)


def _register(documents: list[dict[str, Any]]) -> dict[str, Any]:
    by_key = {source["key"]: source for document in documents for source in document["sources"]}
    details = SOURCE_REGISTER["additionalProperties"]
    return {
        key: _without_defaults({name: by_key[key][name] for name in details["properties"]}, details)
        for key in sorted(by_key)
    }


def _without_defaults(value: Any, rules: dict[str, Any]) -> Any:
    """The value without the entries that ``completed`` would put back."""
    if isinstance(value, dict):
        known = rules.get("properties", {})
        pruned = {key: _without_defaults(item, known.get(key, {})) for key, item in value.items()}
        return {
            key: item
            for key, item in pruned.items()
            if not (
                "default" in known.get(key, {})
                and completed(item, known[key]) == completed(known[key]["default"], known[key])
            )
        }
    if isinstance(value, list):
        return [_without_defaults(item, rules.get("items", {})) for item in value]
    return value


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(value), encoding="utf-8", newline="\n")
