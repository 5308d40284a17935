"""What is stored: fields, constraints and querysets. No workflow: only ``publishing`` writes history."""

from conditions.vocabulary import Kind

from .append_only import AppendOnly, HistoryIsFixed
from .clear_count import ClearCount
from .clinic import Clinic
from .comment import Comment
from .condition import (
    AffectedAge,
    AffectedSite,
    ClinicalCode,
    Condition,
    DrawingShown,
    Fact,
    LookAlike,
    Myth,
    TreatmentOption,
    TypeOf,
)
from .event import BEGINNING, Event, RecordHead
from .finding import RevisionCode, RevisionName
from .governed import FormerAddress, Governed
from .guide import ExampleJourney, Guide, Option, OutcomeLeaflet, Step
from .handout import Handout, HandoutPart, ShortCode
from .opened import Opened
from .parts import AdviceItem, AlsoKnownAs, CareCard, Question, Section, WordExplained
from .picture import Picture
from .plain_word import PlainWord
from .publication import Publication
from .reminder import Reminder
from .review import Review
from .revision import Revision
from .role import Role
from .search import MissedWord, RevisionWords, ShownFirst, Synonym
from .source import Citation, Source
from .treatment import Caution, Treatment

# The table of each kind of document.
DOCUMENTS: dict[str, type[Governed]] = {Kind.CONDITION: Condition, Kind.TREATMENT: Treatment, Kind.GUIDE: Guide}

__all__ = [
    "BEGINNING",
    "DOCUMENTS",
    "AdviceItem",
    "AffectedAge",
    "AffectedSite",
    "AlsoKnownAs",
    "AppendOnly",
    "CareCard",
    "Caution",
    "Citation",
    "ClearCount",
    "Clinic",
    "ClinicalCode",
    "Comment",
    "Condition",
    "DrawingShown",
    "Event",
    "ExampleJourney",
    "Fact",
    "FormerAddress",
    "Governed",
    "Guide",
    "Handout",
    "HandoutPart",
    "HistoryIsFixed",
    "LookAlike",
    "MissedWord",
    "Myth",
    "Opened",
    "Option",
    "OutcomeLeaflet",
    "Picture",
    "PlainWord",
    "Publication",
    "Question",
    "RecordHead",
    "Reminder",
    "Review",
    "Revision",
    "RevisionCode",
    "RevisionName",
    "RevisionWords",
    "Role",
    "Section",
    "ShortCode",
    "ShownFirst",
    "Source",
    "Step",
    "Synonym",
    "Treatment",
    "TreatmentOption",
    "TypeOf",
    "WordExplained",
]
