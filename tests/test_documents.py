"""What the documents say is shown by a test is shown by one that exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings

PROOF = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
HAZARDS = [f"H{number}" for number in range(1, 12)]


@pytest.mark.parametrize("document", ["docs/hazard-log.md", "docs/threat-model.md"])
def test_every_test_that_is_named_exists(document):
    named = PROOF.findall((settings.BASE_DIR / document).read_text())
    assert len(named) > 10
    missing = [(file, test) for file, test in named if not _is_there(settings.BASE_DIR / file, test)]
    assert missing == []


def _is_there(file: Path, test: str) -> bool:
    return file.is_file() and (not test or f"def {test}(" in file.read_text())


def test_every_hazard_has_a_control_and_a_proof():
    rows = re.findall(r"^\| (H\d+) \|(.*)\|$", (settings.BASE_DIR / "docs/hazard-log.md").read_text(), re.M)
    assert [name for name, _row in rows] == HAZARDS
    assert all(len(cells := row.split(" | ")) == 4 and all(cells) and PROOF.search(cells[-1]) for _name, row in rows)
