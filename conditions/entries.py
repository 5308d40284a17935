"""What lists show of live documents, without reading or building whole leaflets.

What a list shows follows from the frozen words alone, so a process reads it once for each digest and keeps it. A list
of a thousand costs one query for what is live, however long the leaflets are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Subquery
from django.db.models.fields.json import KT
from django.utils import timezone

from conditions.content.markup import Text
from conditions.content.placeholders import filled
from conditions.library import address
from conditions.models import Clinic, Publication, Revision
from conditions.publishing.standing import approval_of
from conditions.vocabulary import SOURCE_LANGUAGE, AgeGroup, Basis, BodySite, Kind

MOST_KEPT = 20_000  # documents, about 2 kB each; then a process forgets those that it does not show
_AT_ONCE = 500  # documents in one query
_WORDS = tuple(KT(f"content__{key}") for key in ("title", "summary"))  # as text, also where the text is a number
_LISTS = tuple(f"content__{key}" for key in ("also_known_as", "callout", "body_sites", "age_groups", "look_alikes"))

_KEPT: dict[str, "Entry"] = {}  # by the digest of the words, before the clinic's numbers are filled in


@dataclass(frozen=True)
class Entry:
    """A live document in a list. ``warning`` is the heading of its don't-pop callout, empty if it has none."""

    title: str
    other_names: tuple[str, ...]
    summary: str
    warning: str
    body_sites: frozenset[str]
    age_groups: frozenset[str]
    look_alikes: tuple[str, ...]  # address names in the order of the leaflet
    slug: str = ""
    url: str = ""
    is_sample: bool = False


def entries(kind: Kind, clinic: Clinic, language: str = SOURCE_LANGUAGE) -> list[Entry]:
    """Every live condition or treatment, by title. One query, and more only for words that this process never read."""
    live = Publication.objects.live(kind, timezone.now()).filter(revision__language=language)
    approved_at = Subquery(approval_of("revision").values("created_at")[:1])
    rows = list(
        live.annotate(approved_at=approved_at).values_list(
            "revision__digest", "revision", f"revision__{kind}__slug", "basis", "approved_at"
        )
    )
    words = _words({digest: revision for digest, revision, *_rest in rows})
    numbers = clinic.numbers()
    found = [
        replace(
            words[digest],
            title=filled(words[digest].title, numbers),
            summary=filled(words[digest].summary, numbers),
            warning=filled(words[digest].warning, numbers),
            slug=slug,
            url=address(kind, slug),
            is_sample=basis == Basis.SAMPLE and approved is None,
        )
        for digest, _revision, slug, basis, approved in rows
    ]
    return sorted(found, key=lambda entry: entry.title.casefold())


def sites_used(found: Iterable[Entry]) -> list[BodySite]:
    """The places that some live leaflet is about, in the order of the vocabulary."""
    used = {site for entry in found for site in entry.body_sites}
    return [site for site in BodySite if site in used]


def ages_used(found: Iterable[Entry]) -> list[AgeGroup]:
    """The age groups that some live leaflet is about, youngest first."""
    used = {group for entry in found for group in entry.age_groups}
    return [group for group in AgeGroup if group in used]


def _words(revisions: dict[str, int]) -> dict[str, Entry]:
    """What lists show of some revisions, by digest: kept, or read now."""
    kept = {digest: _KEPT[digest] for digest in revisions if digest in _KEPT}
    missing = [revision for digest, revision in revisions.items() if digest not in kept]
    read = {}
    for start in range(0, len(missing), _AT_ONCE):
        rows = Revision.objects.filter(pk__in=missing[start : start + _AT_ONCE])
        read |= {digest: _entry(*shown) for digest, *shown in rows.values_list("digest", *_WORDS, *_LISTS)}
    words = kept | read
    if len(_KEPT) + len(read) > MOST_KEPT:
        _KEPT.clear()
    _KEPT.update(words)
    return words


def _entry(
    title: str,
    summary: str,
    names: list[dict],
    callout: dict | None,
    sites: list[str] | None,
    ages: list[str] | None,
    alike: list[dict] | None,
) -> Entry:
    """From the parts of a document; only conditions have the last four."""
    return Entry(
        title=title,
        other_names=tuple(dict.fromkeys(name["name"] for name in names if not name["search_only"])),
        summary=Text(summary).bare,
        warning=(callout or {}).get("heading", ""),
        body_sites=frozenset(sites or ()),
        age_groups=frozenset(ages or ()),
        look_alikes=tuple(dict.fromkeys(row["condition"] for row in alike or () if row["condition"])),
    )
