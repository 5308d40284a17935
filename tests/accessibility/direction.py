"""A page as a language that is written from right to left would have it."""

import re


def mirrored(html: str) -> str:
    """The same page, with the direction that its root element then has."""
    return re.sub(r"<html\b", '<html dir="rtl"', html, count=1)
