"""The styles that stand in a page, for its ``<style>`` element."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from conditions.stylesheets import sheet

register = template.Library()


@register.simple_tag
def stylesheet(name: str) -> SafeString:
    """The words of one of our own style sheets. Raises KeyError for an unknown name."""
    return mark_safe(sheet(name))
