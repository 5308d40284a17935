"""What was tested for accessibility, how and when: the record that ``python -m tests.accessibility.record`` writes.

Nobody writes it by hand, and no ordinary run of the tests changes it. The statement at ``/accessibility/`` is made
from it, so it cannot claim what no test has shown.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

RECORD = Path(__file__).with_suffix(".json")

# By the name under which a test notes it.
MODES = {
    "phone": _("on a phone, 390 pixels wide"),
    "desktop": _("on a computer, 1,280 pixels wide"),
    "dark": _("in dark colours"),
    "forced_colours": _("in the colours that a reader's own system forces"),
    "zoomed": _("enlarged to 400%"),
    "right_to_left": _("laid out from right to left"),
}
CHECKS = {
    "test_axe": _("The rules of axe, with the contrast of level AAA for text."),
    "test_structure": _("Headings, named parts of the page, titles, and the link past the menu."),
    "test_targets": _("Everything that is pressed is at least 44 pixels high and wide, but for links in a sentence."),
    "test_keyboard": _("Everything can be reached and used with a keyboard, and the place where you are can be seen."),
    "test_comfort": _("Larger text, wider spacing and no motion: nothing is lost, and nothing scrolls sideways."),
    "test_print": _("On paper: every warning, in black on white."),
    "test_direction": _("From right to left, as in Arabic: the layout is the mirror image."),
    "test_shift": _("Nothing moves while a page arrives on a slow line."),
    "test_gettext": _("Every word of the interface can be translated."),
    "test_html": _("The HTML is valid."),
}


@dataclass(frozen=True)
class Tested:
    """One run of all checks, in which nothing was found."""

    on: date
    chromium: str
    axe: str
    validator: str
    pages: tuple[str, ...]
    examples: int
    modes: tuple[str, ...]
    checks: tuple[str, ...]
    rules: int
    violations: int

    @property
    def ways(self) -> list[str]:
        return [str(MODES[mode]) for mode in self.modes]

    @property
    def checked(self) -> list[str]:
        return [str(CHECKS[check]) for check in self.checks]


@cache
def tested() -> Tested:
    """The run that is on record."""
    kept = json.loads(RECORD.read_text(encoding="utf-8"))
    lists = {name: tuple(kept[name]) for name in ("pages", "modes", "checks")}
    return Tested(**{**kept, **lists, "on": date.fromisoformat(kept["on"])})
