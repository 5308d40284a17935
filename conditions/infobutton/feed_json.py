"""A feed as JSON: HL7's mapping, and the shape that MedlinePlus Connect's clients read; either also as a script.

HL7's mapping (SOA guide, section 3): attributes become members, text stands under ``_value``, what may repeat is always
a list; the author is an object all the same, as in every published example.
"""

import json
import re
from typing import Any

from .feed import Category, Entry, Feed, Link
from .request import KnowledgeRequest

JSON_TYPE = "application/json; charset=utf-8"
SCRIPT_TYPE = "application/javascript; charset=utf-8"
_NOT_IN_HTML = {sign: f"\\u{ord(sign):04x}" for sign in "<>=&'"}


def hl7(feed: Feed) -> dict[str, Any]:
    return {
        "feed": {
            "base": feed.base,
            "lang": feed.language,
            "title": _said(feed.title),
            "subtitle": _said(feed.subtitle),
            "author": _author(feed),
            "updated": {"_value": feed.updated},
            "category": _categories(feed.categories),
            "id": {"_value": feed.id},
            "link": [_link(feed.link)],
            "entry": [_entry(entry, feed) for entry in feed.entries],
        }
    }


def connect(feed: Feed, request: KnowledgeRequest) -> dict[str, Any]:
    """The members that MedlinePlus Connect sends, in what its clients read; ``entry`` is empty if nothing matches."""
    return {
        "feed": {
            "base": feed.base,
            "lang": feed.language,
            "xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "title": _said(feed.title),
            "updated": {"_value": feed.updated},
            "id": {"_value": feed.id},
            "author": _author(feed),
            "subtitle": _said(feed.subtitle),
            "category": _categories(connect_categories(request)),
            "entry": [_connect_entry(entry) for entry in feed.entries],
        }
    }


def connect_categories(request: KnowledgeRequest) -> tuple[Category, ...]:
    """The code, its system by MedlinePlus Connect's own name where that is known, the name, and who it is for."""
    asked = []
    for criterion in request.criteria:
        name = f"mainSearchCriteria.v.{{}}{criterion.number}"
        system = criterion.system
        asked += [
            (name.format("c"), criterion.code),
            (name.format("cs"), (system.connect or system.oid) if system else ""),
            (name.format("dn"), criterion.parts.get("dn", "")),
        ]
    return (*asked, ("informationRecipient", request.recipient or "PAT"))


def dumped(value: Any) -> str:
    """JSON in ASCII that a browser cannot take for HTML: < > = & ' and quotes in texts as their numbers."""
    text = json.dumps(value, ensure_ascii=True)
    text = re.sub(r"\\(.)", lambda pair: "\\u0022" if pair[1] == '"' else pair[0], text)
    return "".join(_NOT_IN_HTML.get(sign, sign) for sign in text)


def script(callback: str, value: Any) -> str:
    """JSON-P. The empty comment keeps a stranger's page from reading the answer as something else than a script."""
    return f"/**/{callback}({dumped(value)});"


def _said(text: str, of_type: str = "text") -> dict[str, str]:
    return {"type": of_type, "_value": text}


def _author(feed: Feed) -> dict[str, Any]:
    return {"name": {"_value": feed.publisher}, "uri": {"_value": feed.base}}


def _categories(categories: tuple[Category, ...]) -> list[dict[str, str]]:
    return [{"scheme": scheme, "term": term} for scheme, term in categories]


def _link(link: Link) -> dict[str, str]:
    return {"href": link.href, "rel": link.rel, "type": link.type, "hreflang": link.language, "title": link.title}


def _entry(entry: Entry, feed: Feed) -> dict[str, Any]:
    return {
        "lang": entry.language,
        "title": _said(entry.title),
        "link": [_link(link) for link in entry.links],
        "id": {"_value": entry.id},
        "updated": {"_value": entry.updated},
        "author": _author(feed),
        "summary": _said(entry.html, "html"),
        "category": _categories(entry.categories),
    }


def _connect_entry(entry: Entry) -> dict[str, Any]:
    return {
        "lang": entry.language,
        "title": _said(entry.title),
        "link": [{**_link(entry.links[0]), "type": "html"}],
        "id": {"_value": entry.id},
        "updated": {"_value": entry.updated},
        "summary": _said(entry.html, "html"),
    }
