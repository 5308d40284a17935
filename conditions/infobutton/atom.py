"""A feed as XML. The order of elements and the required attributes are those of HL7's knowledge response schema.

No prefix and the title before the link, because clients read the elements by their bare names, one after the other.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

from .feed import Category, Entry, Feed, Link

XML_TYPE = "text/xml; charset=utf-8"
_TYPES = ("text/xml", "application/xml")


def content_type(asked: str) -> str:
    """The type of XML that was asked for by name; else Atom's own."""
    asked = asked.strip().lower()
    return f"{asked if asked in _TYPES else 'application/atom+xml'}; charset=utf-8"


def atom(feed: Feed) -> bytes:
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:base": feed.base, "xml:lang": feed.language})
    _said(root, "title", feed.title)
    _said(root, "subtitle", feed.subtitle)
    _author(root, feed)
    SubElement(root, "updated").text = feed.updated
    _categories(root, feed.categories)
    SubElement(root, "id").text = feed.id
    _link(root, feed.link)
    for entry in feed.entries:
        _entry(root, entry, feed)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def error(sentence: str) -> bytes:
    root = Element("error")
    root.text = sentence
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(root: Element, entry: Entry, feed: Feed) -> None:
    element = SubElement(root, "entry", {"xml:lang": entry.language})
    _said(element, "title", entry.title)
    for link in entry.links:
        _link(element, link)
    SubElement(element, "id").text = entry.id
    SubElement(element, "updated").text = entry.updated
    _author(element, feed)
    _said(element, "summary", entry.text)
    _categories(element, entry.categories)


def _said(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name, {"type": "text"}).text = text


def _author(parent: Element, feed: Feed) -> None:
    author = SubElement(parent, "author")
    SubElement(author, "name").text = feed.publisher
    SubElement(author, "uri").text = feed.base


def _link(parent: Element, link: Link) -> None:
    told = {"href": link.href, "rel": link.rel, "type": link.type, "hreflang": link.language, "title": link.title}
    SubElement(parent, "link", told)


def _categories(parent: Element, categories: tuple[Category, ...]) -> None:
    for scheme, term in categories:
        SubElement(parent, "category", {"scheme": scheme, "term": term})
