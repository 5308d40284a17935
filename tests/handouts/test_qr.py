"""QR codes as a camera reads them: decoded again by another library."""

import io

import pytest
import zxingcpp
from PIL import Image

from conditions.handouts.qr import QUIET, in_capitals, qr_png, qr_svg

ADDRESS = "https://leaflets.example.org/n/2040818/"


def decoded(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


def test_png_is_read_as_the_address_in_capitals():
    image = Image.open(io.BytesIO(qr_png(ADDRESS)))
    assert decoded(image) == ["HTTPS://LEAFLETS.EXAMPLE.ORG/N/2040818/"]
    assert min(image.size) >= 300


@pytest.mark.parametrize("host", ["h.uk", "patients.a-very-long-name-of-a-hospital-trust.example.org:8443"])
def test_short_and_long_hosts_are_read(host):
    address = f"https://{host}/n/0000013/"
    assert decoded(Image.open(io.BytesIO(qr_png(address)))) == [in_capitals(address)]


def test_png_is_read_on_a_bad_copy():
    """Smaller, grey and blurred, as after a photocopier."""
    image = Image.open(io.BytesIO(qr_png(ADDRESS))).convert("L")
    small = image.resize((110, 110), Image.Resampling.BILINEAR).point(lambda value: 90 + value // 3)
    assert decoded(small) == [in_capitals(ADDRESS)]


def test_quiet_zone_of_four_modules_is_white():
    image = Image.open(io.BytesIO(qr_png(ADDRESS))).convert("L")
    finder = image.getbbox() and next(x for x in range(image.width) if image.getpixel((x, x)) == 0)
    module = next(x for x in range(finder, image.width) if image.getpixel((x, finder + 1)) == 255) - finder
    assert finder >= QUIET * module // 7  # the corner pattern is seven modules wide
    assert image.crop((0, 0, image.width, finder)).getextrema() == (255, 255)


def test_address_without_a_number_keeps_its_small_letters():
    assert in_capitals("https://leaflets.example.org/guides/a/") == "https://leaflets.example.org/guides/a/"


def test_svg_has_a_title_and_no_style_or_script():
    svg = qr_svg(ADDRESS, title='QR code of "204 0818" <b>')
    assert "<title>QR code of" in svg and "<b>" not in svg
    assert "style" not in svg and "script" not in svg
    assert 'xmlns="http://www.w3.org/2000/svg"' in svg
