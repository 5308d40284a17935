"""What readers answered to “Was this clear?”, for the desk. No number below five is ever shown."""

from collections.abc import Iterable

from django.utils import timezone

from conditions.clarity import FEW, Answers, answers
from conditions.models import Publication, Revision


def told(given: Answers) -> str:
    """For example “41 yes, 7 partly, fewer than 5 no”. The total stays untold: it would give a small number away."""
    if given.total < FEW:
        return f"fewer than {FEW} answers so far"
    pressed = {"yes": given.yes, "partly": given.partly, "no": given.no}
    if max(pressed.values()) < FEW:
        return f"fewer than {FEW} of each answer so far"
    return ", ".join(f"{number if number >= FEW else f'fewer than {FEW}'} {word}" for word, number in pressed.items())


def told_by_version(revisions: Iterable[Revision]) -> dict[int, str]:
    """``told`` of those versions that patients have read, by their keys, in two queries."""
    keys = [revision.pk for revision in revisions]
    given = answers(keys)
    begun = Publication.objects.begun(timezone.now()).filter(revision__in=keys)
    return {key: told(given.get(key, Answers())) for key in begun.values_list("revision", flat=True)}
