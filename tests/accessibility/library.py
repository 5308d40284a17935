"""A small library with a case of everything that a page can show. Everything goes through the workflow.

Small, because axe takes half a minute for the largest page of the pack that comes with the portal.
"""

import io
import itertools

from django.contrib.auth.models import User
from PIL import Image

from conditions.content.short_codes import check_digit
from conditions.handouts.make import make_handout
from conditions.models import Clinic, Governed, ShortCode
from conditions.pictures import store
from conditions.publishing import roles, workflow
from tests import builders
from tests.conftest import person

CLINIC = {
    "clinic_name": "Example Skin Clinic",
    "clinic_phone": "01632 960 000",
    "opening_hours": "Monday to Friday, 8am to 6pm",
    "emergency_number": "999",
}


def fill() -> dict[str, str]:
    """Fill an empty database. Returns the numbers of the sheets that were given, by their names in ``pages``."""
    Clinic.objects.update_or_create(pk=1, defaults=CLINIC)
    author, reviewer = person("ann", roles.AUTHOR), person("rob", roles.REVIEWER)
    for treatment in (
        builders.make_treatment(author),
        builders.make_treatment(author, slug="scrubs", title="Scrubs", setting="nobody", sensitive=True),
    ):
        _publish(treatment, author, reviewer)
    milia = _publish(builders.make_condition(author, body_sites=["face", "lips"]), author, reviewer)
    _publish(builders.make_condition(author, slug="acne", title="Acne"), author, reviewer)
    guide = _publish(builders.make_guide(author), author, reviewer)
    every_part = _publish(_every_part(author), author, reviewer)
    taken_down = _publish(builders.make_condition(author, slug="taken-down", title="An old leaflet"), author, reviewer)
    given = {"one": [every_part], "several": [milia, guide, every_part], "withdrawn": [taken_down]}
    numbers = {name: _give(documents, author) for name, documents in given.items()}
    workflow.withdraw(taken_down, by=reviewer, reason="It was out of date.", replacement=milia)
    _publish(_every_part(author, harmless="Yes. Most fade. [@SP]"), author, reviewer, about_safety=True)
    return {**numbers, "unknown": _unknown()}


def _every_part(author: User, **changes: str) -> Governed:
    """A sensitive leaflet with a picture that is shown and one that is asked for."""
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "#8d5a3b").save(picture, "PNG")
    stored = store(picture.getvalue())
    shown = {
        "file": stored.name,
        "width": stored.width,
        "height": stored.height,
        "alt": "A plain brown square. Shown on medium brown skin.",
        "caption": "This is what the bump looks like.",
        "long_description": "A square of one colour.",
        "skin_tone": "medium_brown",
        "licence": "CC0",
        "credit": "Example",
    }
    return builders.make_condition(
        author,
        **{
            "slug": "every-part",
            "title": "Every part of a leaflet",
            "sensitive": True,
            "codes": [],
            "pictures": [shown, {**shown, "sensitive": True}],
            "look_alikes": [{"name": "Milia", "condition": "milia", "difference": "They are harder. [@SP]"}],
            "treatments": [
                {"treatment": slug, "title": title, "advice": advice, "note": "Ask first. [@SP]"}
                for slug, title, advice in (
                    ("leave-it-alone", "Leave it alone", "advised"),
                    ("scrubs", "Scrubs", "avoid"),
                )
            ],
            **changes,
        },
    )


def _publish(draft: Governed, author: User, reviewer: User, **more: bool) -> Governed:
    builders.published(draft, author=author, reviewer=reviewer, change_note="Says more.", **more)
    return draft


def _give(documents: list[Governed], author: User) -> str:
    return make_handout(documents, size="standard", language="en", by=author).short_code.code


def _unknown() -> str:
    """A number without a slip that nothing has."""
    taken = set(ShortCode.objects.values_list("code", flat=True))
    numbers = (f"{number:06d}" + check_digit(f"{number:06d}") for number in itertools.count())
    return next(number for number in numbers if number not in taken)
