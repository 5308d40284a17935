"""The styles that stand in a page: the whole of a page's style, allowed by their digest, and by nothing else."""

import base64
import hashlib
import re

import pytest
from django.conf import settings

from conditions.stylesheets import SHEETS, allowed, sheet
from portal.middleware import CONTENT_POLICY


def test_policy_allows_each_sheet_by_its_digest_and_no_other_style():
    named = re.search(r"style-src ([^;]+)", CONTENT_POLICY)[1].split()
    assert named == ["'self'", *allowed()]
    for name, digest in zip(SHEETS, allowed(), strict=True):
        assert digest == f"'sha256-{base64.b64encode(hashlib.sha256(sheet(name).encode()).digest()).decode()}'"


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_has_no_comment_and_no_line_break_and_cannot_end_its_element(name):
    assert not re.search(r"/\*|\n|</", sheet(name))
    assert sheet(name).count("{") == sheet(name).count("}")


def test_unknown_sheet_is_refused():
    with pytest.raises(KeyError):
        sheet("nothing")


@pytest.mark.parametrize("path", sorted((settings.BASE_DIR / "static/css").glob("*.css")), ids=lambda path: path.name)
def test_words_in_a_sheet_hold_nothing_that_packing_would_change(path):
    without_comments = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    words = re.findall(r'"([^"]*)"', without_comments)
    assert not [word for word in words if re.search(r"\s\s|[{};]|[:,] ", word)]
