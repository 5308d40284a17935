"""The page of a treatment."""

from django.contrib import admin

from conditions.models import Treatment, TreatmentOption

from .document import DocumentAdmin
from .parts import (
    CareCardRows,
    CautionRows,
    CitationRows,
    DontRows,
    DoRows,
    NameRows,
    QuestionRows,
    SectionRows,
    WordRows,
)
from .picture import PictureRows
from .stale import DraftForm
from .writing import Writing


@admin.register(Treatment)
class TreatmentAdmin(Writing, DocumentAdmin):
    form = DraftForm
    fieldsets = (
        ("Title", {"fields": ("title", "slug", "sensitive")}),
        ("Opening", {"fields": ("summary",)}),
        ("Who can do it", {"fields": ("setting", "who_can_do_it")}),
        ("Does it work?", {"fields": ("evidence_rating", "evidence_text", "time_to_work", "effort")}),
        (
            "Questions to ask",
            {"fields": ("questions_to_ask",), "description": "A list that readers take to their appointment."},
        ),
        ("Review and owner", {"fields": ("review_months", "owner")}),
    )
    inlines = (
        NameRows,
        CautionRows,
        CareCardRows,
        SectionRows,
        DoRows,
        DontRows,
        QuestionRows,
        WordRows,
        PictureRows,
        CitationRows,
    )

    parts = (
        ("Content", ("Title", "Opening"), (NameRows, SectionRows, WordRows)),
        ("Who can do it and does it work?", ("Who can do it", "Does it work?"), ()),
        ("Safety", (), (CautionRows, CareCardRows, DoRows, DontRows)),
        ("Questions", ("Questions to ask",), (QuestionRows,)),
        ("Pictures", (), (PictureRows,)),
        ("Sources", (), (CitationRows,)),
        ("Review and owner", ("Review and owner",), ()),
    )

    def used_by(self, row: Treatment) -> list[str]:
        return list(TreatmentOption.objects.filter(treatment=row).values_list("condition__title", flat=True))
