"""Editors' Markdown: safe HTML, plain text, citations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.content.markup import Text, keys_cited, links_in, without_citations

CITED = {"SP": 1, "BB": 2}


def test_text_becomes_paragraphs_and_lists():
    text = Text("One **two**.\n\n- a\n- b")
    assert text.html == "<p>One <strong>two</strong>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"


def test_citation_becomes_a_numbered_link_to_the_source():
    assert Text("Harmless. [@SP; @BB]", CITED).inline == (
        'Harmless.<sup class="cite"><a href="#source-SP" aria-label="Source 1">1</a>, '
        '<a href="#source-BB" aria-label="Source 2">2</a></sup>'
    )


def test_plain_keeps_lists_numbers_and_citations():
    text = Text("Do this:\n\n1. Wash. [@SP]\n2. Wait.\n\nThen [rest](https://example.org/).", CITED)
    assert text.plain == "Do this:\n\n1. Wash. [1]\n2. Wait.\n\nThen rest (https://example.org/)."


def test_bare_is_one_line_without_citations():
    assert Text("Do not\npop it. [@SP]\n\nEver.", CITED).bare == "Do not pop it. Ever."
    assert str(Text("Do not pop it. [@SP]", CITED)) == "Do not pop it."


def test_keys_cited_come_in_order_and_citations_can_be_taken_out():
    assert keys_cited("A [@SP; @BB]. B [@SP]") == ["SP", "BB", "SP"]
    assert without_citations("A [@SP; @BB]. B") == "A. B"


def test_unknown_source_is_not_linked():
    assert Text("A. [@NO]", CITED).inline == "A."


def test_heading_of_any_level_is_a_third_level_heading():
    assert Text("# One\n\n#### Two").html == "<h3>One</h3>\n<h3>Two</h3>\n"


def test_links_in_gives_every_address():
    assert list(links_in("[a](/x/) and [b](https://y.org)")) == ["/x/", "https://y.org"]


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "<a href='javascript:alert(1)'>x</a>",
    "![x](javascript:alert(1))",
    "<svg/onload=alert(1)>",
    "<style>*{}</style>",
    "<iframe src=//evil.example>",
    '[x](/a/ "onmouseover=alert(1)")',
    "[@SP<script>]",
    "<http://javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "<!--><script>alert(1)</script>-->",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_markup_never_becomes_a_tag_or_an_active_link(payload):
    for html in (Text(payload, CITED).html, Text(payload, CITED).inline):
        lowered = html.lower()
        assert "<script" not in lowered and "<img" not in lowered and "<svg" not in lowered
        assert "<iframe" not in lowered and "<style" not in lowered
        assert 'href="javascript' not in lowered and 'href="data' not in lowered and 'href="vbscript' not in lowered
        assert " onerror=" not in lowered.replace("&lt;img src=x onerror=", "")


@given(st.text(max_size=200))
def test_any_text_renders_without_error_and_without_tags_of_its_own(text):
    rendered = Text(text, CITED)
    assert "<script" not in rendered.html.lower()
    assert isinstance(rendered.plain, str) and "\n" not in rendered.bare


@pytest.mark.parametrize("text", ["[" * 5000, "*" * 5000, "- " * 3000, "[a](" * 2000, "[@SP;" * 2000, "`" * 5000])
def test_pathological_text_renders_in_bounded_time(text):
    assert Text(text, CITED).html is not None


@given(
    st.sampled_from(["Do not pop it.", "Never share it.", "Do **not** touch.", "You cannot catch it."]),
    st.integers(0, 3),
)
def test_no_output_loses_the_negation(sentence, items):
    text = Text("\n".join([f"- {sentence} [@SP]"] * items) or f"{sentence} [@SP]", CITED)
    wanted = sentence.replace("**", "")
    assert wanted in text.bare and wanted in " ".join(text.plain.split())
    assert sum(word in text.html for word in ("not", "Never", "cannot")) > 0
