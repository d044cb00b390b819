"""Writes the script of the colour scheme exactly as the policies allow it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from config.responses.theme import THEME_SCRIPT

register = template.Library()


@register.simple_tag
def theme_script() -> SafeString:
    """Return the script element; a byte more or less in it and browsers would not run it."""
    return format_html("<script>{}</script>", mark_safe(THEME_SCRIPT))
