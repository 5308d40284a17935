"""What a revision is found by, and the permanent number of a document: written beside the history, never changed."""

import secrets
import unicodedata
from typing import Any

from conditions.content.clinical_codes import excluded_codes, written
from conditions.content.search_terms import MADE_AS, found_by
from conditions.content.short_codes import check_digit
from conditions.models import (
    DOCUMENTS,
    Governed,
    Handout,
    Revision,
    RevisionCode,
    RevisionName,
    RevisionWords,
    ShortCode,
)
from conditions.vocabulary import CodeStatus

_MOST_TRIES = 100


class NoNumberLeft(Exception):
    """A hundred random numbers in a row were taken: the installation has used up most of its million."""


def index(revision: Revision) -> None:
    """Write the rows by which record systems and readers find a revision."""
    document = revision.content
    RevisionCode.objects.bulk_create(
        RevisionCode(
            revision=revision,
            system=code["system"],
            code=written(code["system"], code["code"]),
            below=code.get("below", False),
            excluded=" ".join(excluded_codes(code["system"], code.get("excluded", ""))),
        )
        for code in document.get("codes", [])
        if code["status"] == CodeStatus.VERIFIED
    )
    names = {folded(name) for name in names_of(document)} - {""}
    RevisionName.objects.bulk_create(RevisionName(revision=revision, name=name) for name in sorted(names))
    keep_words(revision)


def ensure_findings() -> None:
    """Write what an older release did not: after every migrate, for revisions and documents that have none yet."""
    for revision in Revision.objects.filter(names__isnull=True).iterator():
        index(revision)
    for revision in Revision.objects.exclude(words__made_as=MADE_AS).iterator():
        keep_words(revision)
    for model in DOCUMENTS.values():
        unnumbered = model.objects.filter(short_code__isnull=True, revisions__publications__isnull=False)
        for document in unnumbered.only("pk").distinct():  # not the columns that a later migration adds
            give_number(document)


def keep_words(revision: Revision) -> None:
    """Write what the search finds a revision by; what another release wrote is replaced."""
    made = {"found_by": found_by(revision.content), "made_as": MADE_AS}
    RevisionWords.objects.update_or_create(revision=revision, defaults=made)


def names_of(document: dict[str, Any]) -> list[str]:
    """The title and every other name, also those that are only searched for."""
    return [document["title"], *(other["name"] for other in document.get("also_known_as", []))]


def folded(name: str) -> str:
    """Small letters, no accents, single spaces: how names are compared."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())[:160]


def give_number(to: Governed | Handout) -> ShortCode:
    """The number of a handout or document; made at random the first time, then for ever the same."""
    field = to._meta.model_name
    found = ShortCode.objects.filter(**{field: to}).first()
    return found or ShortCode.objects.create(code=_unused(), **{field: to})


def _unused() -> str:
    for _attempt in range(_MOST_TRIES):
        digits = f"{secrets.randbelow(1_000_000):06d}"
        code = digits + check_digit(digits)
        if not ShortCode.objects.filter(code=code).exists():
            return code
    raise NoNumberLeft
