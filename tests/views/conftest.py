"""A small live library: two conditions, a treatment, written and published through the workflow."""

from collections.abc import Callable

import pytest

from conditions.models import Condition, Publication
from tests import builders

MAKE = {
    "condition": builders.make_condition,
    "treatment": builders.make_treatment,
    "guide": builders.make_guide,
}


@pytest.fixture
def publish(author, reviewer) -> Callable[..., Publication]:
    """Publish a condition, a treatment or a guide, or new words of one."""

    def run(kind: str = "condition", change_note: str = "First version.", **changes) -> Publication:
        draft = MAKE[kind](author, **changes)
        return builders.published(draft, author=author, reviewer=reviewer, change_note=change_note)

    return run


@pytest.fixture
def library(publish) -> dict[str, Publication]:
    option = {
        "treatment": "leave-it-alone",
        "title": "Leave it alone",
        "advice": "advised",
        "note": "It is safe. [@SP]",
    }
    return {
        "leave-it-alone": publish("treatment"),
        "milia": publish(treatments=[option]),
        "acne": publish(
            slug="acne",
            title="Acne",
            also_known_as=[{"name": "Spots", "search_only": False}],
            summary="Acne is blocked, sore skin. [@SP]",
            body_sites=["face", "chest-back"],
        ),
    }


@pytest.fixture
def draft_only(author) -> Condition:
    """A draft whose words must never be seen in public."""
    return builders.make_condition(
        author, slug="secret", title="Zebrapox", summary="Zebrapox is a secret. [@SP]", body_sites=["lips"]
    )
