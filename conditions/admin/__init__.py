"""The editors' desk: forms, buttons and pages. It calls ``publishing`` and prints its answer; it owns no rule."""

from . import clinic, condition, guide, handout, plain_word, record, role, search, source, staff, step, treatment

__all__ = [
    "clinic",
    "condition",
    "guide",
    "handout",
    "plain_word",
    "record",
    "role",
    "search",
    "source",
    "staff",
    "step",
    "treatment",
]
