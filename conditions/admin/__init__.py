"""The editors' desk: forms, buttons and pages. It calls ``publishing`` and prints its answer; it owns no rule."""

from . import clinic, condition, record, source, staff, treatment

__all__ = ["clinic", "condition", "record", "source", "staff", "treatment"]
