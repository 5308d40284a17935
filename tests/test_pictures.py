"""Pictures: bounded, decoded, re-encoded, named by their bytes."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from conditions.pictures import NotAPicture, read_bytes, store, store_as_is
from tests import hostile_pictures


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
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    content = read_bytes(store(encoded("JPEG", exif=exif)).name)
    assert b"Jane" not in content and not Image.open(io.BytesIO(content)).getexif()


def test_wide_upload_is_made_as_wide_as_a_page_needs():
    assert store(encoded(size=(4000, 100))).width == 1600


@pytest.mark.parametrize("name", hostile_pictures.REFUSED)
def test_anything_but_a_readable_picture_is_refused_in_a_sentence(name, settings):
    kept_before = [*Path(settings.MEDIA_ROOT).rglob("*")]
    with pytest.raises(NotAPicture) as refused:
        store(hostile_pictures.REFUSED[name]())
    assert str(refused.value).endswith(".")
    assert [*Path(settings.MEDIA_ROOT).rglob("*")] == kept_before


@pytest.mark.parametrize(
    "name", [name for name in hostile_pictures.REFUSED if "x 65,535" in name or "pixel bomb" in name]
)
def test_bomb_of_pixels_is_called_too_large(name):
    with pytest.raises(NotAPicture, match="more than 25 million pixels"):
        store(hostile_pictures.REFUSED[name]())


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_animation_is_stored_as_its_first_picture(kind):
    content = read_bytes(store(hostile_pictures.animation(kind, 50, (100, 100))).name)
    assert getattr(Image.open(io.BytesIO(content)), "n_frames", 1) == 1


def test_what_stands_behind_a_picture_is_not_stored():
    for behind in (b"<script>alert(1)</script>", hostile_pictures.zip_of(a=b"x"), b"<?php system('id') ?>"):
        content = read_bytes(store(encoded() + behind).name)
        assert behind not in content


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
