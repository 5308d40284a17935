"""Every kind of page that a patient can come to, with examples: one row for every public address.

A row is missing or too many: ``test_pages`` fails. What stands in braces is filled in by ``library``.
"""

from typing import NamedTuple


class Example(NamedTuple):
    address: str
    status: int = 200


def at(*addresses: str) -> list[Example]:
    return [Example(address) for address in addresses]


# Answers that are no page. Sheets of paper have tests of their own, in tests/handouts.
NO_PAGE = frozenset(
    {
        *(
            f"{kind}-{sort}"
            for kind in ("condition", "treatment", "guide")
            for sort in ("json", "text", "pdf", "version-pdf", "clear")
        ),
        *("handout-qr-svg", "handout-qr-png", "handout-pdf"),
        *(
            "connect-service",
            "picture",
            "schema",
            "sitemap",
            "robots",
            "security-txt",
            "compare-text",
            "search-suggest",
            "live",
            "ready",
        ),
    }
)

PAGES: dict[str, list[Example]] = {
    "home": at("/"),
    "condition-index": at("/conditions/"),
    "treatment-index": at("/treatments/"),
    "guide-index": at("/guides/"),
    "condition": [*at("/conditions/milia/", "/conditions/every-part/"), Example("/conditions/taken-down/", 410)],
    "treatment": at("/treatments/leave-it-alone/", "/treatments/scrubs/"),
    # The fragment is a step: a page of its own to whoever reads it.
    "guide": at("/guides/what-is-this-bump/", "/guides/what-is-this-bump/#a1", "/guides/what-is-this-bump/#o-now"),
    "condition-history": at("/conditions/every-part/revisions/", "/conditions/taken-down/revisions/"),
    "treatment-history": at("/treatments/leave-it-alone/revisions/"),
    "guide-history": at("/guides/what-is-this-bump/revisions/"),
    "condition-version": at("/conditions/every-part/revisions/{version}/"),
    "treatment-version": at("/treatments/leave-it-alone/revisions/{version}/"),
    "guide-version": at("/guides/what-is-this-bump/revisions/{version}/"),
    "condition-thanks": at("/conditions/milia/thank-you/"),
    "treatment-thanks": at("/treatments/leave-it-alone/thank-you/"),
    "guide-thanks": at("/guides/what-is-this-bump/thank-you/"),
    "guide-sources": at("/guides/what-is-this-bump/sources/"),
    "number": [*at("/n/"), Example("/n/?number=2040819", 404)],
    "handout": [*at("/n/{one}/", "/n/{several}/"), Example("/n/{withdrawn}/", 410), Example("/n/{unknown}/", 404)],
    "infobutton": at(
        "/infobutton?mainSearchCriteria.v.dn=Milk+spots",
        "/infobutton?mainSearchCriteria.v.c=B00.4",
    ),
    "connect-application": at("/connect/application?mainSearchCriteria.v.dn=No+such+thing"),
    "body-site": at("/body/face/"),
    "age-group": at("/age/newborn/", "/age/older-adult/"),
    "compare": at("/compare/", "/compare/?condition=acne&condition=milia", "/compare/?condition=nothing"),
    "dont-pop-it": at("/dont-pop-it/"),
    "questions": at("/questions/"),
    "sources": at("/sources/"),
    "search": at("/search/", "/search/?q=milia", "/search/?q=qqqqqqqq", "/search/?q=baby+blisters+fever"),
    "leave": at("/leave/"),
    "about": at("/about/"),
    "linking": at("/about/linking/"),
    "privacy": at("/privacy/"),
    "accessibility": at("/accessibility/"),
    # What is answered when nothing of the above fits.
    "error-400": [Example("/fault/400/", 400)],
    "error-403": [Example("/fault/403/", 403)],
    "error-404": [Example("/nowhere/", 404), Example("/conditions/milium/", 404)],
    "error-500": [Example("/fault/500/", 500)],
}
