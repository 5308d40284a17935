"""What is stored: fields, constraints and querysets. No workflow: only ``publishing`` writes history."""

from .append_only import AppendOnly, HistoryIsFixed
from .clinic import Clinic
from .condition import (
    AffectedAge,
    AffectedSite,
    ClinicalCode,
    Condition,
    Fact,
    LookAlike,
    Myth,
    TreatmentOption,
    TypeOf,
)
from .event import Event
from .governed import FormerAddress, Governed
from .guide import Guide
from .parts import AdviceItem, AlsoKnownAs, CareCard, Question, Section
from .picture import Picture
from .publication import Publication
from .review import Review
from .revision import Revision
from .source import Citation, Source
from .treatment import Caution, Treatment

__all__ = [
    "AdviceItem",
    "AffectedAge",
    "AffectedSite",
    "AlsoKnownAs",
    "AppendOnly",
    "CareCard",
    "Caution",
    "Citation",
    "Clinic",
    "ClinicalCode",
    "Condition",
    "Event",
    "Fact",
    "FormerAddress",
    "Governed",
    "Guide",
    "HistoryIsFixed",
    "LookAlike",
    "Myth",
    "Picture",
    "Publication",
    "Question",
    "Review",
    "Revision",
    "Section",
    "Source",
    "Treatment",
    "TreatmentOption",
    "TypeOf",
]
