"""A small pack on disk, with the documents of the builders."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conditions.packs.exporter import _as_pack_file
from conditions.packs.yaml_files import written
from tests.builders import SOURCE, condition_document, treatment_document

OPTION = {"treatment": "leave-it-alone", "title": "Leave it alone", "advice": "advised", "note": "It is safe. [@SP]"}


def write_pack(folder: Path, *documents: dict[str, Any], source: dict[str, Any] | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text("name: tried\ntitle: Tried\nversion: 1\nlanguage: en\n")
    details = {key: value for key, value in (source or SOURCE).items() if key not in {"key", "says"}}
    (folder / "sources.yaml").write_text(written({"SP": details}))
    for document in documents:
        file = folder / f"{document['kind']}s" / f"{document['slug']}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(written(_as_pack_file(document)))
    return folder


@pytest.fixture
def pack_of(tmp_path: Path) -> Callable[..., Path]:
    return lambda *documents, **more: write_pack(tmp_path / "pack", *documents, **more)


@pytest.fixture
def pack(pack_of: Callable[..., Path]) -> Path:
    """Milia, with one treatment."""
    return pack_of(condition_document(treatments=[OPTION]), treatment_document())
