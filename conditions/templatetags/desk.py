"""For templates of the editors' desk."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.filter
def change_page(row: Any) -> str:
    """The address of the page on which a document or source is changed."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
