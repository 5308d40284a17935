"""Documents to give, written and published through the workflow."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from conditions.handouts.make import make_handout
from conditions.models import Handout, Publication
from tests import builders

MAKE = {
    "condition": builders.make_condition,
    "treatment": builders.make_treatment,
    "guide": builders.make_guide,
}


@pytest.fixture
def publish(author: User, reviewer: User) -> Callable[..., Publication]:
    """Publish a document, or new words of one; ``publishing`` goes to the verb."""

    def run(kind: str = "condition", publishing: dict | None = None, **changes) -> Publication:
        draft = MAKE[kind](author, **changes)
        return builders.published(draft, author=author, reviewer=reviewer, **(publishing or {}))

    return run


@pytest.fixture
def give(author: User) -> Callable[..., Handout]:
    """A handout by the author of what some publications published."""

    def run(*publications: Publication, size: str = "standard") -> Handout:
        documents = [publication.revision.document for publication in publications]
        return make_handout(documents, size=size, language="en", by=author)

    return run
