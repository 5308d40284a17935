"""Addresses that machines and finders of faults expect: the sitemap, robots.txt and security.txt."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from conditions import library
from conditions.entries import Entry, ages_used, entries, sites_used
from conditions.models import Clinic
from conditions.vocabulary import Kind

from .rendering import absolute, cached

# Less than a year, as the standard recommends; a page made today is made anew long before.
SECURITY_CONTACT_HOLDS = timedelta(days=180)
PAGES = (
    "home",
    "guide-index",
    "compare",
    "condition-index",
    "treatment-index",
    "dont-pop-it",
    "questions",
    "sources",
    "about",
    "linking",
    "privacy",
    "accessibility",
)


def sitemap(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.current()
    conditions = entries(Kind.CONDITION, clinic)
    paths = [reverse(name) for name in PAGES]
    paths += ways_in(conditions)
    paths += [entry.url for entry in conditions]
    paths += [link.url for kind in (Kind.TREATMENT, Kind.GUIDE) for link in library.links(kind).values()]
    urls = "".join(f"<url><loc>{absolute(path)}</loc></url>" for path in paths)
    body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return cached(HttpResponse(body, "application/xml"))


def ways_in(conditions: list[Entry]) -> list[str]:
    """The pages that lead to some live condition by its place on the body, or by age."""
    places = [reverse("body-site", args=[site]) for site in sites_used(conditions)]
    return places + [reverse("age-group", args=[group]) for group in ages_used(conditions)]


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /infobutton",
        "Disallow: /connect/",
        f"Sitemap: {absolute('/sitemap.xml')}",
    ]
    return cached(HttpResponse("\n".join(lines) + "\n", "text/plain"))


def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a security fault (RFC 9116). Without SECURITY_CONTACT: where it says how to reach the clinic."""
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + SECURITY_CONTACT_HOLDS
    lines = [
        f"Contact: {settings.SECURITY_CONTACT or absolute(reverse('about'))}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {absolute(reverse('security-txt'))}",
    ]
    return cached(HttpResponse("\n".join(lines) + "\n", "text/plain; charset=utf-8"))
