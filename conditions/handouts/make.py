"""Make a handout: the versions that are live now, behind one number. It holds nothing about the patient."""

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from conditions.models import Governed, Handout, HandoutPart, Revision
from conditions.publishing import finding, rules, standing
from conditions.publishing.errors import NotReady
from conditions.vocabulary import Print

MOST_PARTS = 8


@transaction.atomic
def make_handout(documents: Sequence[Governed], *, size: str, language: str, by: AbstractBaseUser) -> Handout:
    """Keep the live version of each document, in the order given, behind a new number.

    Raises NotAllowed; or NotReady if there is nothing, too much, or something that is not live in this language.
    """
    rules.require(rules.may_give(by), "give leaflets to patients")
    chosen = list(dict.fromkeys(documents))
    _require_sensible(chosen, size)
    revisions = [_live(document, language) for document in chosen]
    handout = Handout.objects.create(language=language, size=size, made_by=by)
    HandoutPart.objects.bulk_create(
        HandoutPart(handout=handout, position=position, revision=revision)
        for position, revision in enumerate(revisions, start=1)
    )
    finding.give_number(handout)
    return handout


def _require_sensible(chosen: Sequence[Governed], size: str) -> None:
    if not chosen:
        raise NotReady("Choose at least one leaflet or guide.")
    if len(chosen) > MOST_PARTS:
        raise NotReady(f"You chose {len(chosen)}. Choose at most {MOST_PARTS}: nobody reads more.")
    if size not in Print.values:
        raise NotReady("Choose standard or large print.")


def _live(document: Governed, language: str) -> Revision:
    revision = standing.live_revision(document, language)
    if revision is None:
        raise NotReady(f"“{document}” is not live in this language, so it cannot be given.")
    return revision
