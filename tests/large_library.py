"""A library of thousands, for measuring: copies of one condition that went through the whole workflow.

Written straight into the tables, because ten thousand reviews would take an hour; nothing else may do that.
"""

from django.db import connection

from conditions.content.canonical import digest
from conditions.models import Condition, Publication, Revision, RevisionCode, RevisionName, ShortCode
from conditions.publishing.finding import _unused

BATCH = 500


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
    words = [{**content, "slug": f"skin-sign-{n}", "title": f"Skin sign {n}"} for n in numbers]
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
    for document in documents:
        ShortCode.objects.create(code=_unused(), condition=document)
