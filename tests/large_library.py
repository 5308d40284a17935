"""A library of thousands, for measuring: made from one condition that went through the whole workflow.

Written straight into the tables, because ten thousand reviews would take an hour; nothing else may do that. Titles,
names, summaries, facts, text and a danger sign of each card differ, in made-up words that are as unevenly common as the
words of a language, so that a search has a vocabulary to look through. The rest is the text of the one condition, word
for word: its words stand in every leaflet, which is the worst case for a search. Every run makes the same library.
"""

from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from django.db import connection

from conditions.content.canonical import digest
from conditions.content.search_terms import MADE_AS, found_by
from conditions.models import (
    Condition,
    Publication,
    Revision,
    RevisionCode,
    RevisionName,
    RevisionWords,
    ShortCode,
)
from conditions.publishing.finding import _unused

BATCH = 500
MOST_WORDS = 30_000  # in the made-up language


def fill(like: Publication, total: int) -> None:
    """Until there are ``total`` conditions: each with its own title, address, code, names and number, live since then."""
    first = Condition.objects.count()
    for start in range(first, total, BATCH):
        _batch(like, range(start, min(start + BATCH, total)))


def analyse() -> None:
    """What a database does by itself when it is left alone for a while; SQLite after ``manage.py migrate``."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _batch(like: Publication, numbers: range) -> None:
    content = like.revision.content
    words = [_varied(content, n) for n in numbers]
    documents = Condition.objects.bulk_create(
        Condition(slug=word["slug"], title=word["title"], summary=word["summary"]) for word in words
    )
    revisions = Revision.objects.bulk_create(
        Revision(condition=document, language="en", number=1, content=word, schema=1, digest=digest(word))
        for document, word in zip(documents, words, strict=True)
    )
    Publication.objects.bulk_create(
        Publication(revision=revision, basis="sample", live_at=like.live_at, change_note="Sample.")
        for revision in revisions
    )
    RevisionCode.objects.bulk_create(
        RevisionCode(revision=revision, system="icd10cm", code=f"Q{n % 100:02}.{n // 100}")
        for n, revision in zip(numbers, revisions, strict=True)
    )
    RevisionName.objects.bulk_create(
        RevisionName(revision=revision, name=name)
        for n, revision in zip(numbers, revisions, strict=True)
        for name in (f"skin sign {n}", f"sign of number {n}")
    )
    RevisionWords.objects.bulk_create(
        RevisionWords(revision=revision, found_by=found_by(revision.content), made_as=MADE_AS) for revision in revisions
    )
    for document in documents:
        ShortCode.objects.create(code=_unused(), condition=document)


@cache
def language() -> tuple[list[str], list[float]]:
    """Made-up words, and how often each is said: the second half as often as the first, and so on (Zipf)."""
    chance = Random(7)
    syllables = [
        a + b + c for a in "bdfglmnprstv" for b in ("a", "e", "i", "o", "u", "ea") for c in ("", "l", "n", "r")
    ]
    words: dict[str, None] = {}
    while len(words) < MOST_WORDS:
        words["".join(chance.choice(syllables) for _ in range(chance.choice((2, 2, 3, 3, 4))))] = None
    return list(words), list(accumulate(1 / rank for rank in range(1, MOST_WORDS + 1)))


def _varied(content: dict[str, Any], n: int) -> dict[str, Any]:
    words, weights = language()
    chance = Random(n)

    def said(count: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=count))

    return {
        **content,
        "slug": f"skin-sign-{n}",
        "title": f"{said(2).capitalize()} {n}",
        "also_known_as": [{"name": said(2), "search_only": position > 2} for position in range(6)],
        "summary": f"{said(14).capitalize()}.",
        "facts": {**content["facts"], "look": said(12), "feel": said(8), "where": said(8)},
        "care_cards": [
            {**card, "items": [f"{said(3)} and {card['items'][0]}", *card["items"][1:]]}
            for card in content["care_cards"]
        ],
        "sections": [*content["sections"][1:], {**content["sections"][0], "body": said(250)}],
    }
