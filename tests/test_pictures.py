"""Pictures: bounded, decoded, re-encoded, named by their bytes."""

import hashlib
import io
import struct
import zlib

import pytest
from PIL import Image

from conditions.pictures import NotAPicture, read_bytes, store, store_as_is


def encoded(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_upload_is_stored_as_webp_under_the_digest_of_its_bytes(kind):
    stored = store(encoded(kind))
    content = read_bytes(stored.name)
    assert stored.name == hashlib.sha256(content).hexdigest() + ".webp"
    assert (stored.width, stored.height) == (40, 30) == Image.open(io.BytesIO(content)).size


def test_upload_loses_its_metadata():
    exif = Image.Exif()
    exif[0x010E] = "Jane Patient, ward 7"
    content = read_bytes(store(encoded("JPEG", exif=exif)).name)
    assert b"Jane" not in content and not Image.open(io.BytesIO(content)).getexif()


def test_wide_upload_is_made_as_wide_as_a_page_needs():
    assert store(encoded(size=(4000, 100))).width == 1600


def png_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


HOSTILE = {
    "empty": b"",
    "text": b"hello",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "html": b"<script>alert(1)</script>",
    "gif": encoded("GIF"),
    "bmp": encoded("BMP"),
    "tiff": encoded("TIFF"),
    "cut": encoded()[:60],
    "pixel bomb": png_header(30_000, 30_000),
    "zero": png_header(0, 0),
    "too large": b"\x89PNG" + b"0" * (10 * 1024 * 1024),
    "php after png header": b"\x89PNG\r\n\x1a\n<?php system('id') ?>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_anything_but_a_readable_picture_is_refused_in_a_sentence(name):
    with pytest.raises(NotAPicture) as refused:
        store(HOSTILE[name])
    assert str(refused.value).endswith(".")


def test_picture_of_a_pack_keeps_its_bytes():
    stored = store(encoded())
    content = read_bytes(stored.name)
    assert store_as_is(stored.name, content) == stored


def test_picture_of_a_pack_that_is_not_what_its_name_says_is_refused():
    content = encoded("WEBP")
    with pytest.raises(NotAPicture):
        store_as_is("0" * 64 + ".webp", content)
    with pytest.raises(NotAPicture):
        store_as_is("../" + hashlib.sha256(content).hexdigest() + ".webp", content)


def test_picture_of_a_pack_with_metadata_is_refused():
    exif = Image.Exif()
    exif[0x010E] = "Jane Patient"
    content = encoded("WEBP", exif=exif)
    with pytest.raises(NotAPicture, match="metadata"):
        store_as_is(hashlib.sha256(content).hexdigest() + ".webp", content)


@pytest.mark.parametrize("name", ["../../manage.py", "/etc/passwd", "x.webp", "0" * 64 + ".webp", "0" * 64 + ".svg"])
def test_only_our_own_names_are_read(name, client, db):
    with pytest.raises(FileNotFoundError):
        read_bytes(name)
    assert client.get(f"/pictures/{name}").status_code == 404


def test_picture_is_served_as_what_it_is_and_may_be_kept_for_ever(client, db):
    stored = store(encoded())
    response = client.get(f"/pictures/{stored.name}")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert "immutable" in response["Cache-Control"] and response.content == read_bytes(stored.name)
