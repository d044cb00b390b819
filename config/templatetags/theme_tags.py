"""Writes what makes the colours: the script of the scheme as policies allow it, the sheet."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from blog.colours.oklch import HEX
from blog.models import SiteIdentity
from config.responses.site_sheet import sheet_url
from config.responses.theme import THEME_SCRIPT

register = template.Library()


@register.simple_tag
def theme_script() -> SafeString:
    """Return the script element; a byte more or less in it and browsers would not run it."""
    return format_html("<script>{}</script>", mark_safe(THEME_SCRIPT))


@register.simple_tag
def site_sheet(identity: SiteIdentity | None) -> str:
    """Return the address of the style sheet in a site's colours; those of all in no site."""
    accent = identity.accent if identity else ""
    return sheet_url(accent if HEX.fullmatch(accent) else "")
