"""The ways in which each page is looked at, by the names under which the statement tells of them."""

from typing import Any, NamedTuple

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
# 1280 by 900 pixels at 400% zoom (WCAG 2.2, success criterion 1.4.10).
ZOOMED = {"width": 320, "height": 225}


class Mode(NamedTuple):
    viewport: dict[str, int]
    options: dict[str, Any]


MODES = {
    "phone": Mode(PHONE, {"is_mobile": True, "has_touch": True}),
    "desktop": Mode(DESKTOP, {}),
    "dark": Mode(PHONE, {"color_scheme": "dark"}),
    "forced_colours": Mode(DESKTOP, {"forced_colors": "active"}),
    "zoomed": Mode(ZOOMED, {}),
    "right_to_left": Mode(PHONE, {}),
}
