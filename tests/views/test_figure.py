"""The picture of the body: the same links as the list of places, and no more."""

import gzip
import re

import pytest
from django.template.loader import render_to_string

from conditions.vocabulary import BodySite

pytestmark = pytest.mark.django_db

MOST_BYTES = 2500


def _figure(page: str) -> str:
    return re.search(r'<svg class="figure".*?</svg>', page, re.DOTALL).group()


def _places(page: str) -> str:
    return re.search(r'<ul class="chips">.*?</ul>', page, re.DOTALL).group()


def _links(part: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="([^"]+)"[^>]*>(?:<title>)?([^<]+)<', part)


def _read(part: str) -> str:
    return render_to_string(f"components/{part}.html", {"sites": list(BodySite), "newborn": "/age/newborn/"})


@pytest.mark.parametrize("address", ["/", "/body/face/", "/body/lips/"])
def test_figure_links_to_what_the_list_links_to_in_the_same_order(client, library, draft_only, address):
    page = client.get(address).content.decode()
    assert _links(_figure(page)) == _links(_places(page))
    assert ("/body/chest-back/", "Chest, back and shoulders") in _links(_figure(page))
    assert "/body/lips/" not in _figure(page), "only a draft is about lips"


def test_figure_says_which_place_is_shown(client, library):
    assert 'href="/body/face/" aria-current="page"' in _figure(client.get("/body/face/").content.decode())
    assert "aria-current" not in _figure(client.get("/").content.decode())


def test_figure_can_show_every_place_and_a_newborn_baby():
    figure = _figure(_read("figure"))
    assert _links(figure) == _links(_places(_read("body_sites")))
    assert [address for address, _ in _links(figure)] == [f"/body/{site}/" for site in BodySite] + ["/age/newborn/"]
    assert set(re.findall(r'<use href="#([^"]+)"', figure)) == set(re.findall(r' id="([^"]+)"', figure))


def test_figure_is_left_out_when_no_leaflet_is_about_a_place(client):
    assert 'class="figure"' not in client.get("/").content.decode()


def test_figure_is_light_and_has_nothing_inline():
    figure = _read("figure")
    assert len(gzip.compress(figure.encode())) < MOST_BYTES
    assert "style=" not in figure and "<script" not in figure
