"""Pictures: decoded, bounded, re-encoded, stored under the SHA-256 of their bytes; the only importer of Pillow.

What is stored is WebP that we made: no metadata (a camera writes where it was), no script, no second file inside.
"""

import hashlib
import io
import re
import warnings
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LARGEST_UPLOAD = 10 * 1024 * 1024  # bytes
MOST_PIXELS = 25_000_000
WIDEST = 1600  # pixels; twice the width of a leaflet
FORMATS = ("JPEG", "PNG", "WEBP")
NAME = re.compile(r"^[0-9a-f]{64}\.webp$")


class NotAPicture(ValueError):
    """The bytes are not a picture that we take; the message says why."""


@dataclass(frozen=True)
class Stored:
    name: str
    width: int
    height: int


def store(upload: bytes) -> Stored:
    """Re-encode an uploaded JPEG, PNG or WebP and keep it. Raises NotAPicture."""
    picture = _decoded(upload)
    picture.thumbnail((WIDEST, WIDEST * 4))
    encoded = io.BytesIO()
    picture.save(encoded, "WEBP", quality=82, method=4)
    return _keep(encoded.getvalue(), picture.size)


def store_as_is(name: str, content: bytes) -> Stored:
    """Keep a picture of a pack byte for byte, so that its digest stays. Raises NotAPicture unless its name is true."""
    if NAME.match(name) is None or hashlib.sha256(content).hexdigest() != name[:64]:
        raise NotAPicture(_("The picture is not the one that its name stands for."))
    picture = _decoded(content)
    if picture.info.get("exif") or picture.info.get("xmp"):
        raise NotAPicture(_("The picture carries metadata, which may tell where and of whom it was taken."))
    return _keep(content, picture.size)


def read_bytes(name: str) -> bytes:
    """The stored bytes. Raises FileNotFoundError for a name that is not ours or not there."""
    if not NAME.match(name):
        raise FileNotFoundError(name)
    with default_storage.open(_path(name)) as file:
        return file.read()


def _decoded(content: bytes) -> Image.Image:
    if len(content) > LARGEST_UPLOAD:
        raise NotAPicture(_("The picture is larger than 10 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            # The header is enough to refuse a bomb: nothing has been decoded yet.
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            ImageOps.exif_transpose(picture, in_place=True)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture(_("The picture has more than 25 million pixels.")) from None
    except Exception as error:  # Pillow raises many kinds for broken files; each means the same to an editor
        raise NotAPicture(_("This is not a JPEG, PNG or WebP picture that can be read.")) from error
    mode = "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"
    # Each copy of 25 million pixels is 100 MB.
    converted = picture if picture.mode == mode and "transparency" not in picture.info else picture.convert(mode)
    converted.info = {key: picture.info[key] for key in ("exif", "xmp") if picture.info.get(key)}
    return converted


def _keep(content: bytes, size: tuple[int, int]) -> Stored:
    name = f"{hashlib.sha256(content).hexdigest()}.webp"
    if default_storage.exists(_path(name)) and read_bytes(name) != content:
        default_storage.delete(_path(name))  # half written when the machine stopped
    if not default_storage.exists(_path(name)):
        default_storage.save(_path(name), ContentFile(content))
    return Stored(name, *size)


def _path(name: str) -> str:
    return f"pictures/{name}"
