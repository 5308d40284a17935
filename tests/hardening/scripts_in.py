"""What in a page could run: tags that load or do something, handlers, and addresses that are scripts.

Text that is merely shown (``&lt;script&gt;``), and whatever stands inside the quotes of an attribute, is none of it.
"""

import re
from html import unescape

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_TAG = re.compile(r"<([a-z][^\s/>]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>?", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*(?:=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_LOADS = {
    "script",
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "base",
    "meta",
    "link",
    "style",
    "math",
    "video",
    "audio",
    "body",
    "marquee",
    "foreignobject",
    "animate",
    "set",
    "keygen",
    "xml",
    "xss",
    "x",
}
_ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "xlink:href"}
_SCRIPT = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)


def what_runs(page: str) -> set[str]:
    """Tags that load something with the names of their attributes, handlers, and addresses that are scripts."""
    found: set[str] = set()
    for tag, rest in _TAG.findall(_STYLE.sub("", page)):
        attributes = [(name.lower(), value.strip("\"'")) for name, value in _ATTRIBUTE.findall(rest)]
        if tag.lower() in _LOADS:
            found.add(" ".join([tag.lower(), *(name for name, _value in attributes)]))
        for name, value in attributes:
            address = re.sub(r"[\x00-\x20]", "", unescape(value))
            if name.startswith("on") or (name in _ADDRESSES and _SCRIPT.match(address)):
                found.add(f"{tag} {name}={address[:60]}")
    return found
