"""Choosing one of our own drawings: it is seen beside the words that say what it shows."""

from django.contrib import admin
from django.templatetags.static import static
from django.utils.html import format_html

from conditions.models import DrawingShown
from conditions.vocabulary import DRAWING_SIZE, Drawing

from .parts import Rows


class DrawingRows(Rows):
    model = DrawingShown
    fields = ("shown", "drawing", "alt", "caption", "position")
    readonly_fields = ("shown",)

    @admin.display(description="as readers see it")
    def shown(self, row: DrawingShown) -> str:
        if not row.pk:
            return "Shown here after you save."
        return format_html(
            '<img class="desk-picture" src="{}" alt="{}" width="{}" height="{}">',
            static(Drawing(row.drawing).file),
            row.alt or "No words for this drawing yet",
            *DRAWING_SIZE,
        )
