"""The Nu Html Checker, which browsers' makers use, finds no error and no warning in any page.

It needs Java, so it has a step of its own in .ci/run. NU_HTML_CHECKER names its vnu.jar.
"""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .opened import Opened

CHECKER = os.environ.get("NU_HTML_CHECKER")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CHECKER, reason="NU_HTML_CHECKER does not name the checker; .ci/run does"),
]


def checker(*arguments: str | Path) -> str:
    told = subprocess.run(
        ["java", "-jar", CHECKER, "--stdout", *arguments], capture_output=True, text=True, check=False
    )
    return told.stdout


def test_every_page_is_valid(pages: list[Opened], tmp_path: Path, record_property: Callable[[str, Any], None]) -> None:
    for number, opened in enumerate(pages):
        (tmp_path / f"{number}-{opened.kind}.html").write_text(opened.html, encoding="utf-8")
    found = json.loads(checker("--format", "json", tmp_path))["messages"]
    version = subprocess.run(["java", "-jar", CHECKER, "--version"], capture_output=True, text=True, check=True)
    record_property("validator", version.stdout.split()[0])
    assert [(Path(one["url"]).stem, one["message"], one.get("extract")) for one in found] == []


def test_checker_finds_what_is_wrong(tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>x</title><p><div></p></div>")
    assert json.loads(checker("--format", "json", tmp_path))["messages"]
