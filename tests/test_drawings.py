"""The drawings that stand in leaflets: files by hand, which nothing but a browser reads."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from conditions.vocabulary import Drawing

FOLDER = Path(settings.BASE_DIR) / "static" / "img" / "drawings"
NAMES = Drawing.values
SEQUENCES = ("trapped-keratin", "oil-gland", "blocked-pore", "blister")
SVG = "{http://www.w3.org/2000/svg}"
WHITE_SKIN, BROWN_SKIN = "#fbe3d3", "#a86f48"
MOST_BYTES = 6 * 1024


def _drawing(name: str) -> ElementTree.Element:
    return ElementTree.fromstring((FOLDER / f"{name}.svg").read_text())


def test_every_drawing_is_there_and_no_other():
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(f"{name}.svg" for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_drawing_has_the_shape_that_the_page_keeps_free_for_it(name):
    root = _drawing(name)
    assert root.tag == f"{SVG}svg" and root.get("viewBox") == "0 0 390 260"


@pytest.mark.parametrize("name", NAMES)
def test_drawing_is_light_enough_for_a_bad_signal(name):
    assert (FOLDER / f"{name}.svg").stat().st_size < MOST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_drawing_runs_nothing_loads_nothing_and_needs_no_style_that_our_content_policy_refuses(name):
    for element in _drawing(name).iter():
        assert element.tag not in {f"{SVG}{tag}" for tag in ("script", "style", "foreignObject", "image", "a")}
        for attribute, value in element.attrib.items():
            assert attribute != "style" and not attribute.startswith("on"), attribute
            if attribute.endswith("href"):
                assert value.startswith("#"), value
            assert "url(" not in value or re.fullmatch(r"url\(#[\w-]+\)", value), value


@pytest.mark.parametrize("name", NAMES)
def test_drawing_uses_only_parts_that_it_has(name):
    root = _drawing(name)
    names = [element.get("id") for element in root.iter() if element.get("id")]
    used = re.findall(r'(?:href="|url\()#([\w-]+)', (FOLDER / f"{name}.svg").read_text())
    assert sorted(names) == sorted(set(names)) and set(used) == set(names)


@pytest.mark.parametrize("name", NAMES)
def test_drawing_shows_white_and_brown_skin(name):
    text = (FOLDER / f"{name}.svg").read_text()
    assert WHITE_SKIN in text and BROWN_SKIN in text


@pytest.mark.parametrize("name", NAMES)
def test_drawing_has_no_words_only_the_numbers_of_a_sequence(name):
    texts = list(_drawing(name).iter(f"{SVG}text"))
    assert [text.text for text in texts] == (["1", "2"] if name in SEQUENCES else [])
