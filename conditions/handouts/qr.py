"""QR codes of addresses; the only importer of segno.

ISO/IEC 18004: a quiet zone of four modules; capitals, digits and : / . - take 5.5 bits a sign instead of 8.
"""

import io
import re
from typing import Any

import segno

QUIET = 4  # modules
_NARROWEST = 300  # pixels
_NUMBERED = re.compile(r"(?i)^https?://[^/]+/n/[0-9]{7}/?$")


def qr_svg(address: str, *, title: str) -> str:
    """A drawing, a millimetre a module, black on white also on a dark page. ``title`` is what a screen reader says."""
    drawing = _written(address, kind="svg", unit="mm", title=title, xmldecl=False, svgclass=None, lineclass=None)
    return drawing.decode().replace("<svg ", '<svg role="img" ', 1).strip()


def qr_png(address: str) -> bytes:
    """A picture of at least 300 pixels, each module a square of whole pixels."""
    modules, _ = _code(address).symbol_size(border=QUIET)
    return _written(address, kind="png", scale=-(-_NARROWEST // modules))


def printed_side(address: str, *, smallest: float) -> float:
    """The side of the whole drawing in millimetres, so that its modules without the quiet zone take ``smallest``."""
    with_zone, _ = _code(address).symbol_size(border=QUIET)
    return smallest * with_zone / (with_zone - 2 * QUIET)


def in_capitals(address: str) -> str:
    """HTTPS://HOST/N/2040818, which makes a smaller code. An address without a number stays: its path has a case."""
    return address.upper() if _NUMBERED.match(address) else address


def _written(address: str, **more: Any) -> bytes:
    drawn = io.BytesIO()
    _code(address).save(drawn, border=QUIET, dark="#000", light="#fff", **more)
    return drawn.getvalue()


def _code(address: str) -> segno.QRCode:
    """Level M: a seventh of it may be damaged. Level Q, a quarter, where that takes no more modules."""
    content = in_capitals(address)
    medium, better = (segno.make_qr(content, error=level, boost_error=False) for level in "mq")
    return better if better.version == medium.version else medium
