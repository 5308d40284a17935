"""What is stored: fields, constraints and querysets. No workflow: only ``publishing`` writes history."""

from conditions.vocabulary import Kind

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
from .guide import ExampleJourney, Guide, Option, OutcomeLeaflet, Step
from .parts import AdviceItem, AlsoKnownAs, CareCard, Question, Section
from .picture import Picture
from .publication import Publication
from .review import Review
from .revision import Revision
from .source import Citation, Source
from .treatment import Caution, Treatment

# The table of each kind of document.
DOCUMENTS: dict[str, type[Governed]] = {Kind.CONDITION: Condition, Kind.TREATMENT: Treatment, Kind.GUIDE: Guide}

__all__ = [
    "DOCUMENTS",
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
    "ExampleJourney",
    "Fact",
    "FormerAddress",
    "Governed",
    "Guide",
    "HistoryIsFixed",
    "LookAlike",
    "Myth",
    "Option",
    "OutcomeLeaflet",
    "Picture",
    "Publication",
    "Question",
    "Review",
    "Revision",
    "Section",
    "Source",
    "Step",
    "Treatment",
    "TreatmentOption",
    "TypeOf",
]
