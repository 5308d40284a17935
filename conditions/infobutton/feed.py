"""The answer as a value: one feed with an entry for each leaflet, best first; not yet in any format.

Members and their order: HL7 SOA Implementation Guide, Release 1, section 3 (Atom, RFC 4287). No match is a feed without
an entry, never an error.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.html import conditional_escape, escape
from django.utils.translation import gettext as _

from conditions.library import Page
from conditions.models import Clinic

from .match import Match
from .request import KnowledgeRequest

Category = tuple[str, str]  # (name of a parameter, its value)


@dataclass(frozen=True)
class Link:
    href: str
    rel: str
    type: str
    language: str
    title: str


@dataclass(frozen=True)
class Entry:
    """A leaflet. ``id`` stays the same through new versions and new addresses."""

    id: str
    title: str
    language: str
    links: tuple[Link, ...]
    updated: str
    text: str
    html: str
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Feed:
    id: str
    base: str
    language: str
    title: str
    subtitle: str
    publisher: str
    updated: str
    categories: tuple[Category, ...]
    link: Link
    entries: tuple[Entry, ...]


def feed(
    request: KnowledgeRequest, found: Sequence[Match], clinic: Clinic, *, language: str, path: str, now: datetime
) -> Feed:
    """``path`` is the address that was asked; the feed's link to itself repeats only the parameters that were used."""
    base = f"{settings.SITE_URL}/"
    asked = f"?{urlencode(request.echo)}" if request.echo else ""
    return Feed(
        id=uuid.uuid4().urn,
        base=base,
        language=language,
        title=_("%(clinic)s: leaflets for patients") % {"clinic": publisher(clinic)},
        subtitle=request.shown if found else _("No leaflet for %(asked)s") % {"asked": _asked_for(request)},
        publisher=publisher(clinic),
        updated=_time(now),
        categories=request.echo,
        link=Link(f"{settings.SITE_URL}{path}{asked}", "self", "application/atom+xml", language, _("This answer")),
        entries=tuple(_entry(match, request) for match in found),
    )


def publisher(clinic: Clinic) -> str:
    return clinic.clinic_name or _("This clinic")


def _asked_for(request: KnowledgeRequest) -> str:
    asked = (criterion.shown_code or criterion.shown for criterion in request.criteria)
    return ", ".join(dict.fromkeys(asked))


def _entry(match: Match, request: KnowledgeRequest) -> Entry:
    page = match.page
    recipient = [pair for pair in request.echo if pair[0] == "informationRecipient"]
    return Entry(
        id=_permanent(page),
        title=page.leaflet.title,
        language=page.leaflet.language,
        links=tuple(_links(page)),
        updated=_time(page.live_at),
        text=summary_text(page),
        html=summary_html(page),
        categories=(*match.criterion.echo, *recipient, ("relevanceScore", str(match.relevance))),
    )


def _links(page: Page) -> list[Link]:
    """The page first: clients that show one link show the first."""
    language, title = page.leaflet.language, page.leaflet.title
    address = f"{settings.SITE_URL}{page.url}"
    plain, paper = _("%(title)s (text)") % {"title": title}, _("%(title)s (to print)") % {"title": title}
    return [
        Link(address, "alternate", "text/html", language, title),
        Link(f"{address.rstrip('/')}.pdf", "alternate", "application/pdf", language, paper),
        Link(f"{address.rstrip('/')}.txt", "alternate", "text/plain", language, plain),
    ]


def _permanent(page: Page) -> str:
    """A tag (RFC 4151) of the permanent number, because an address may change when a leaflet gets a better name."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},2026:n/{page.code}" if page.code else f"tag:{host},2026:{page.leaflet.kind}/{page.leaflet.slug}"


def summary_text(page: Page) -> str:
    """What it is and what not to do, in two or three sentences, and how far they were checked."""
    return " ".join(filter(None, [page.notice, page.leaflet.summary.bare, _warning(page)]))


def summary_html(page: Page) -> str:
    """The same with other names and, before the warning, every sign that means: get help today."""
    leaflet = page.leaflet
    names = ", ".join(leaflet.other_names)
    parts = [
        _paragraph(page.notice),
        _paragraph(_("Also called: %(names)s") % {"names": names} if names else ""),
        _paragraph(leaflet.summary.bare),
        *map(_card, leaflet.red_flags),
        f"<p><strong>{escape(_warning(page))}</strong></p>" if _warning(page) else "",
    ]
    return "".join(parts)


def _warning(page: Page) -> str:
    callout: Any = getattr(page.leaflet, "callout", None)
    return f"{callout.heading.rstrip('.')}." if callout and callout.heading else ""


def _card(card: Any) -> str:
    items = "".join(f"<li>{escape(item.bare)}</li>" for item in card.items)
    return f"<p>{escape(card.urgency.label)}. {escape(card.heading)}</p><ul>{items}</ul>"


def _paragraph(text: str) -> str:
    return f"<p>{conditional_escape(text)}</p>" if text else ""


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
