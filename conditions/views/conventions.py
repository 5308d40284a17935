"""Addresses that machines expect: the sitemap and robots.txt."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from conditions import library
from conditions.models import Clinic
from conditions.vocabulary import Kind

from .body import sites_with_pages
from .rendering import absolute, cached

PAGES = (
    "home",
    "guide-index",
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
    conditions = library.pages(Kind.CONDITION, clinic)
    paths = [reverse(name) for name in PAGES]
    paths += [reverse("body-site", args=[site]) for site in sites_with_pages(conditions)]
    paths += [page.url for page in [*conditions, *library.pages(Kind.TREATMENT, clinic)]]
    paths += [link.url for link in library.links(Kind.GUIDE).values()]
    urls = "".join(f"<url><loc>{absolute(path)}</loc></url>" for path in paths)
    body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return cached(HttpResponse(body, "application/xml"))


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
