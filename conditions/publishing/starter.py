"""The starter outline in a new draft: the headings that every leaflet needs, with nothing under them yet."""

from conditions.content.outline import CARDS, REVIEW_MONTHS, SECTIONS
from conditions.models import CareCard, Governed, Section


def start_from_outline(draft: Governed) -> None:
    """Add the sections and care cards of the outline that the draft does not have; what it has stays as it is."""
    owner = {draft.kind.value: draft}
    kinds = set(draft.section_rows.values_list("kind", flat=True))
    urgencies = set(draft.carecard_rows.values_list("urgency", flat=True))
    parts = [part for part in SECTIONS[draft.kind] if part.kind not in kinds]
    cards = [card for card in CARDS[draft.kind] if card.urgency not in urgencies]
    Section.objects.bulk_create(
        Section(**owner, kind=part.kind, title=part.heading, position=position)
        for position, part in enumerate(parts, start=len(kinds) + 1)
    )
    CareCard.objects.bulk_create(
        CareCard(**owner, urgency=card.urgency, heading=card.heading, position=position)
        for position, card in enumerate(cards, start=len(urgencies) + 1)
    )
    if draft.review_months is None:
        draft.review_months = REVIEW_MONTHS
        draft.save(update_fields=["review_months"])
