"""A live library with the codes of the reference, published through the workflow."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from conditions.models import Publication
from tests import builders


def code(system: str, value: str, **more) -> dict:
    return {"system": system, "code": value, "display": "", "status": "verified", "note": "", **more}


ACNE = [code("icd10cm", "L70", below=True, excluded="L70.2"), code("icd10cm", "L70.0"), code("snomed", "11381005")]
COLD_SORES = [code("icd10cm", "B00.1"), code("snomed", "1475003"), code("mesh", "D006560")]
GENITAL_HERPES = [code("icd10cm", "A60.01"), code("icd9cm", "054.10")]


@pytest.fixture
def publish(author: User, reviewer: User) -> Callable[..., Publication]:
    def run(slug: str, title: str, codes: list[dict] = (), names: tuple[str, ...] = ()) -> Publication:
        also = [{"name": name, "search_only": False} for name in names]
        words = {"slug": slug, "title": title, "codes": list(codes), "also_known_as": also}
        return builders.published(builders.make_condition(author, **words), author=author, reviewer=reviewer)

    return run


@pytest.fixture
def shelf(publish, author, reviewer) -> dict[str, Publication]:
    """Acne, cold sores, genital herpes, milia, Fordyce spots and a treatment."""
    treatment = builders.published(
        builders.make_treatment(author, slug="benzoyl-peroxide", title="Benzoyl peroxide"),
        author=author,
        reviewer=reviewer,
    )
    return {
        "acne": publish("acne", "Acne", ACNE, ("Acne vulgaris", "Spots")),
        "cold-sores": publish("cold-sores", "Cold sores", COLD_SORES, ("Herpes labialis",)),
        "genital-herpes": publish("genital-herpes", "Genital herpes", GENITAL_HERPES, ("Herpes",)),
        "milia": publish("milia", "Milia", [code("icd10cm", "L72.0", status="to_confirm")], ("Milk spots",)),
        "fordyce-spots": publish("fordyce-spots", "Fordyce spots", [], ("Fordyce granules",)),
        "benzoyl-peroxide": treatment,
    }
