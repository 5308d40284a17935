"""Formatted text for record systems: the words of the plain text in simple tags."""

import re

from conditions.content import guide_text, plain_text
from conditions.content.leaflet import leaflet
from conditions.content.simple_html import simple_html
from tests.builders import condition_document, guide_document


def html_of(**changes) -> str:
    return simple_html(
        plain_text.parts_of(leaflet(condition_document(**changes)), address="https://c.example/n/2040818")
    )


def words(text: str) -> list[str]:
    return re.sub(r"<[^>]+>|={3,}|-{3,}|(?<!\S)(-|\d+\.)(?= )", " ", text).split()


def test_headings_paragraphs_and_lists():
    assert simple_html([["MILIA", "====="], ["Small.", "", "- One", "- Two", "", "1. First", "2. Second"]]) == (
        "<h2>MILIA</h2>\n<p>Small.</p>\n<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\n"
        "<ol>\n<li>First</li>\n<li>Second</li>\n</ol>\n"
    )


def test_leaflet_has_the_words_of_its_plain_text_in_the_same_order():
    document = leaflet(condition_document())
    assert words(html_of()) == words(plain_text.plain_text(document, address="https://c.example/n/2040818"))


def test_guide_has_the_words_of_its_plain_text_in_the_same_order():
    document = leaflet(guide_document())
    assert words(simple_html(guide_text.parts_of(document))) == words(guide_text.guide_text(document))


def test_every_do_not_item_is_complete_by_itself():
    assert "<li>Do not squeeze, pick or poke milia. It can scar. [1]</li>" in html_of()


def test_simple_tags_only_and_no_classes():
    html = html_of()
    assert set(re.findall(r"<(\w+)", html)) <= {"h2", "h3", "p", "ul", "ol", "li", "a"}
    assert set(re.findall(r"\s(\w+)=\"", html)) == {"href"}


def test_address_is_a_link():
    parts = [["See https://c.example/a?b=1&c=2.", "(https://d.example/x)"]]
    assert simple_html(parts) == (
        '<p>See <a href="https://c.example/a?b=1&amp;c=2">https://c.example/a?b=1&amp;c=2</a>.</p>\n'
        '<p>(<a href="https://d.example/x">https://d.example/x</a>)</p>\n'
    )


def test_markup_in_words_is_text():
    assert simple_html([["<script>alert(1)</script>"]]) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
