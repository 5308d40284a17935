"""What the templates of leaflets cannot say by themselves. Small, and without rules of their own."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from conditions.content.document import Source
from conditions.content.explained import Explained
from conditions.content.explained import explained as with_words_explained
from conditions.content.guide import Guide, Step
from conditions.content.leaflet import ConditionLeaflet, Leaflet, Section
from conditions.content.markup import Text, without_citations
from conditions.content.placeholders import FALLBACKS

register = template.Library()

_TELEPHONE = re.compile(r"^\+?[0-9][0-9 ()\-]{1,24}$")
_MOST_COMPARED = 4


@register.simple_tag
def linked_data(value: Any) -> SafeString:
    """A JSON-LD data block. Nothing in it can end the script element or open a comment."""
    encoded = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    safe = encoded.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')


@register.simple_tag
def explained(leaflet: Leaflet) -> Explained:
    """The leaflet with a link from the first use of each medical word to its meaning."""
    return with_words_explained(leaflet)


@register.filter
def anchored(sections: Iterable[Section]) -> Iterator[tuple[str, Section]]:
    """(anchor, section): the anchor names the kind, so that it stays the same from version to version."""
    seen: Counter[str] = Counter()
    for section in sections:
        name = str(section.kind).replace("_", "-")
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}-{seen[name]}"), section


@register.filter
def uncited(text: Text) -> SafeString:
    """Paragraphs without citations, for a page that has no list of sources."""
    return Text(without_citations(text.source)).html


@register.filter
def uncited_line(text: Text) -> SafeString:
    """One line without citations."""
    return Text(without_citations(text.source)).inline


@register.filter
def compare_address(leaflet: ConditionLeaflet) -> str:
    """The look-alike table of this condition and of the look-alikes that have a leaflet; empty if there are none."""
    slugs = _compared(leaflet)
    return f"{reverse('compare')}?{urlencode([('condition', slug) for slug in slugs])}" if len(slugs) > 1 else ""


@register.filter
def compared(leaflet: ConditionLeaflet) -> int:
    """How many conditions stand side by side at ``compare_address``."""
    return len(_compared(leaflet))


def _compared(leaflet: ConditionLeaflet) -> list[str]:
    others = (alike.condition for alike in leaflet.look_alikes if alike.condition)
    return list(dict.fromkeys([leaflet.slug, *others]))[:_MOST_COMPARED]


@register.filter
def cited_by_step(guide: Guide) -> list[tuple[Step, list[Source]]]:
    """The steps that cite something, each with its sources."""
    cited = ((step, guide.sources_of(step)) for step in guide.steps)
    return [(step, sources) for step, sources in cited if sources]


@register.filter
def leaflets_in(step: Step, links: Mapping[str, Any]) -> list[Any]:
    """Links to those leaflets of an outcome that are live."""
    return [links[slug] for slug in step.conditions if slug in links] if links else []


@register.filter
def dialled(number: str) -> SafeString | str:
    """A telephone number as a link that dials; any other words as they are.

    In a language that is written from right to left its groups of digits would change places.
    """
    if not _TELEPHONE.match(number):
        return number
    return format_html('<a href="tel:{}" dir="ltr">{}</a>', re.sub(r"[^0-9+]", "", number), number)


@register.filter
def dialling(heading: str, clinic: Any) -> SafeString | str:
    """A plain heading in which the clinic's own telephone numbers are links that dial."""
    numbers = {
        value for value in (getattr(clinic, name, "") for name in FALLBACKS) if value and _TELEPHONE.match(value)
    }
    if not numbers:
        return heading
    longest_first = "|".join(
        re.escape(str(conditional_escape(number))) for number in sorted(numbers, key=len, reverse=True)
    )
    return mark_safe(
        re.sub(
            rf"(?<![\w+])({longest_first})(?!\w)",
            lambda found: str(dialled(found.group(1))),
            str(conditional_escape(heading)),
        )
    )


@register.filter
def as_date(written: str) -> date | None:
    """The date of an ISO string; None for an empty one."""
    return date.fromisoformat(written) if written else None


@register.filter
def sample_share(pages: Sequence[Any]) -> str:
    """How much of a page is sample content: "all", "some" or ""."""
    unread = sum(page.is_sample for page in pages)
    return "" if not unread else "all" if unread == len(pages) else "some"
