"""Files that somebody might upload as a picture to break the reader, small to write and large to read."""

import io
import struct
import zipfile
import zlib
from functools import cache

from PIL import Image

PNG = b"\x89PNG\r\n\x1a\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **more)
    return out.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *chunks: bytes, bits: int = 8, colour: int = 2) -> bytes:
    """A PNG that claims a size, whatever it holds."""
    return PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)) + b"".join(chunks)


def pixel_bomb() -> bytes:
    """30,000 x 30,000 pixels of one bit in 0.1 MB: whole, and 900 million pixels when it is decoded."""
    packer, row = zlib.compressobj(9), b"\0" * (1 + 30_000 // 8)
    body = b"".join(packer.compress(row) for _line in range(30_000)) + packer.flush()
    return png(30_000, 30_000, chunk(b"IDAT", body), chunk(b"IEND", b""), bits=1, colour=0)


def text_bomb(name: bytes, before: bytes) -> bytes:
    """A small picture with compressed text of 200 MB."""
    whole = picture()
    return whole[:33] + chunk(name, before + _two_hundred_megabytes()) + whole[33:]


@cache
def _two_hundred_megabytes() -> bytes:
    return zlib.compress(b"\0" * 200_000_000, 1)


def animation(kind: str, frames: int, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    images = [Image.new("RGB", size, (number % 256, number // 256, 0)) for number in range(frames)]
    images[0].save(out, kind, save_all=True, append_images=images[1:])
    return out.getvalue()


def zip_of(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def noise(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(out, kind)
    return out.getvalue()


def claiming(jpeg: bytes) -> bytes:
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + b"\xff\xff\xff\xff" + jpeg[at + 4 :]


WHOLE = picture()
REFUSED = {
    "empty": lambda: b"",
    "text": lambda: b"hello",
    "svg with a script": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "svg with an entity": lambda: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    "entities that double": lambda: b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
    "html": lambda: b"<script>alert(1)</script>",
    "html after the first bytes of a PNG": lambda: PNG + b"<script>alert(1)</script>",
    "program after the first bytes of a PNG": lambda: PNG + b"<?php system('id') ?>",
    "program after the first bytes of a JPEG": lambda: b"\xff\xd8\xff\xe0<?php system('id') ?>",
    "Windows program": lambda: b"MZ" + b"\0" * 200,
    "Linux program": lambda: b"\x7fELF" + b"\0" * 200,
    "PDF": lambda: b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n(/etc/passwd) (r) file",
    "ImageMagick script": lambda: b"push graphic-context\nfill 'url(https://127.0.0.1/\"|id\")'\npop graphic-context",
    "zip": lambda: zip_of(a=b"x"),
    "zip that leads out": lambda: zip_of(**{"../../../manage.py": b"x"}),
    "zip of 200 MB": lambda: zip_of(a=b"\0" * 200_000_000),
    "zip of 20,000 files": lambda: zip_of(**{f"a{number}": b"" for number in range(20_000)}),
    "zip in a zip": lambda: zip_of(a=zip_of(a=zip_of(a=b"\0" * 1_000_000))),
    "pickle": lambda: b"cos\nsystem\n(S'id'\ntR.",
    "YAML object": lambda: b"!!python/object/apply:os.system [id]",
    "deep JSON": lambda: b"[" * 100_000,
    "fixture with a user": lambda: b'[{"model": "auth.user", "fields": {"is_superuser": true}}]',
    "GIF": lambda: picture("GIF"),
    "animated GIF": lambda: animation("GIF", 50, (40, 30)),
    "BMP": lambda: picture("BMP"),
    "TIFF": lambda: picture("TIFF"),
    "icon": lambda: picture("ICO", (16, 16)),
    "JPEG 2000": lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 100,
    "cut in its pixels": lambda: picture(size=(400, 300))[:-60],
    "cut in its header": lambda: WHOLE[:20],
    "JPEG cut in its pixels": lambda: picture("JPEG", (400, 300))[:800],
    "WebP cut in its pixels": lambda: noise("WEBP")[:2000],
    "no pixels": lambda: png(0, 0),
    "pixels missing": lambda: png(100, 100, chunk(b"IEND", b"")),
    "broken pixels": lambda: png(100, 100, chunk(b"IDAT", b"x" * 50), chunk(b"IEND", b"")),
    "a chunk that claims 2 GB": lambda: PNG + b"\x7f\xff\xff\xffIHDR" + b"\0" * 30,
    "pixel bomb": pixel_bomb,
    "pixel bomb in one row": lambda: png(2_000_000_000, 1, chunk(b"IDAT", zlib.compress(b"\0")), chunk(b"IEND", b"")),
    "JPEG that claims 65,535 x 65,535": lambda: claiming(picture("JPEG")),
    "zTXt bomb": lambda: text_bomb(b"zTXt", b"a\0\0"),
    "iTXt bomb": lambda: text_bomb(b"iTXt", b"a\0\1\0\0\0"),
    "colour profile bomb": lambda: text_bomb(b"iCCP", b"a\0\0"),
    "more than 10 MB": lambda: WHOLE + b"\0" * (10 * 1024 * 1024),
}
