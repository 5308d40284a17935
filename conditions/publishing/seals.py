"""What one row of the record says, as a SHA-256: of a version, review, comment or publication, and of an event itself.

The fields are listed, not asked of the model, so that a field added later does not break the seals of older rows.
"""

from datetime import UTC, datetime
from typing import Any

from conditions.content.canonical import digest

_SEALED = {
    "revision": (
        "condition_id",
        "treatment_id",
        "guide_id",
        "language",
        "number",
        "translates_id",
        "digest",  # stands for the words
        "submitted_by_id",
        "edited_by_id",
        "created_at",
    ),
    "review": ("revision_id", "reviewer_id", "decision", "comment", "submitted_by_id", "edited_by_id", "created_at"),
    "comment": ("review_id", "answers_id", "part", "text", "by_id", "created_at"),
    "publication": (
        "revision_id",
        "basis",
        "review_id",
        "live_at",
        "published_by_id",
        "created_at",
        "change_note",
        "about_safety",
        "reason",
        "replacement_condition_id",
        "replacement_treatment_id",
        "cancels_id",
    ),
}
_CHAINED = ("at", "actor", "verb", "kind", "slug", "language", "number", "sentence", "seal", "previous")


def seal(row: Any) -> str:
    """SHA-256 of a stored version, review, comment or publication, its number in the table included."""
    table = row._meta.model_name
    return digest({"table": table, "id": row.pk, **_values(row, _SEALED[table])})


def event_digest(event: Any) -> str:
    """SHA-256 of an event with the digest of the one before it."""
    return digest(_values(event, _CHAINED))


def _values(row: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: _plain(getattr(row, field)) for field in fields}


def _plain(value: Any) -> Any:
    """Equal for a value as it was written and as any database gives it back."""
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
