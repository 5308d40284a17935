"""Imports point down. Each package may import those that stand below it, and nothing else of ours."""

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "conditions"

# Top to bottom. A package may import any that stands in a later row, and itself.
LAYERS = [
    {"portal"},
    {"urls", "management"},
    {"views", "admin", "templatetags"},
    {"search", "packs", "handouts", "infobutton"},
    {"apps"},
    {"entries"},
    {"library", "checks", "stylesheets", "clarity", "accessibility"},
    {"publishing"},
    {"freshness"},
    {"models", "pictures", "addresses", "bucket"},
    {"guides"},
    {"content"},
    {"vocabulary", "request_number"},
]
ORDER = {name: row for row, names in enumerate(LAYERS) for name in names}
ONE_IMPORTER = {
    "markdown_it": "content/markup.py",
    "nh3": "content/markup.py",
    "jsonschema": "content/schema.py",
    "yaml": "packs/yaml_files.py",
    "PIL": "pictures.py",
    "rapidfuzz": "search/vocabulary.py",
    "segno": "handouts/qr.py",
    "typst": "handouts/paper.py",
    "fontTools": "handouts/glyphs.py",
}


def files() -> list[Path]:
    return [path for path in PRODUCT.rglob("*.py") if "migrations" not in path.parts]


def layer_of(path: Path) -> str:
    return path.relative_to(PRODUCT).parts[0].removesuffix(".py")


def imported(path: Path) -> list[str]:
    """Full names of the modules that a file imports, relative ones resolved."""
    package = ["conditions", *path.relative_to(PRODUCT).parts[:-1]]
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names += [f"{module}.{alias.name}" if module == "conditions" else module for alias in node.names]
    return names


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PRODUCT)))
def test_imports_point_down(path):
    own = layer_of(path)
    if own == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "portal":
            pytest.fail(f"{name}: the product does not know the installation")
        if parts[0] != "conditions" or len(parts) == 1:
            continue
        assert parts[1] in ORDER, f"{parts[1]} has no place in the layers"
        assert parts[1] == own or ORDER[parts[1]] > ORDER[own], f"{own} must not import {parts[1]}"


@pytest.mark.parametrize("package", ["content", "guides"])
def test_plain_values_see_neither_models_nor_requests(package):
    for path in (PRODUCT / package).rglob("*.py"):
        for name in imported(path):
            assert not name.startswith(("django.db", "django.http", "conditions.models")), f"{path.name}: {name}"


@pytest.mark.parametrize("library", ONE_IMPORTER)
def test_each_library_has_one_importer(library):
    importers = {
        str(path.relative_to(PRODUCT))
        for path in files()
        if any(name.split(".")[0] == library for name in imported(path))
    }
    assert importers == {ONE_IMPORTER[library]}


def test_only_the_workflow_writes_history():
    """Nobody else creates a revision, review, publication or event."""
    writers = Counter()
    for path in files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"create", "bulk_create"}
            ):
                named = ast.unparse(node.func.value)
                if named.split(".")[0] in {"Revision", "Review", "Publication", "Event"}:
                    writers[str(path.relative_to(PRODUCT))] += 1
    assert set(writers) == {"publishing/workflow.py"}
    makers = [path.name for path in files() if "Event(" in path.read_text() and "models" not in path.parts]
    assert makers == ["record.py"]
