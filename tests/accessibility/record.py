"""``python -m tests.accessibility.record``: run every check of accessibility and, if nothing is found, keep the record.

The statement at /accessibility/ is made from it. Writes nothing if a test fails or is left out.
"""

import json
import os
import sys
from datetime import date

import pytest

from conditions.accessibility import CHECKS, RECORD

from .modes import MODES
from .pages import PAGES


class Notes:
    """What the tests say of themselves while they run (pytest's ``record_property``)."""

    def __init__(self) -> None:
        self.not_passed: list[str] = []
        self.checks: set[str] = set()
        self.said: dict[str, list] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.checks.add(report.nodeid.split("::")[0].rpartition("/")[2].removesuffix(".py"))
        elif not report.passed:
            self.not_passed.append(report.nodeid)
        for name, value in report.user_properties if report.when == "call" else ():
            self.said.setdefault(name, []).append(value)


def record(notes: Notes) -> dict[str, object]:
    """Raises KeyError if a test has not told what it was made with."""
    rules = {rule for said in notes.said["axe"] for rule in said["passed"]}
    return {
        "on": date.today().isoformat(),
        "chromium": notes.said["chromium"][0],
        "axe": notes.said["axe"][0]["version"],
        "validator": notes.said["validator"][0],
        "pages": sorted(PAGES),
        "examples": sum(len(examples) for examples in PAGES.values()),
        "modes": [mode for mode in MODES if mode in {said["mode"] for said in notes.said["axe"]}],
        "checks": [check for check in CHECKS if check in notes.checks],
        "rules": len(rules),
        "violations": 0,
    }


def main() -> int:
    if not os.environ.get("NU_HTML_CHECKER"):
        print("Set NU_HTML_CHECKER to the vnu.jar of the Nu Html Checker first; .ci/run tells where it is from.")
        return 2
    notes = Notes()
    status = pytest.main(
        [
            "tests/accessibility",
            "-n",
            "2",
            "--dist",
            "worksteal",
            "-p",
            "no:cacheprovider",
            "--deselect",
            "tests/accessibility/test_record.py",
        ],
        [notes],
    )
    if status or notes.not_passed:
        print("The record stays as it was: not everything passed.", *notes.not_passed, sep="\n  ")
        return 1
    RECORD.write_text(json.dumps(record(notes), indent=1) + "\n", encoding="utf-8")
    print(f"Written: {RECORD}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
