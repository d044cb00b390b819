"""Writes what makes the colours: the script of the scheme as policies allow it, the sheet."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from blog.colours.icons import icon_address
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
    return sheet_url(identity.colour if identity else "")


@register.simple_tag
def our_icon(name: str, identity: SiteIdentity | None) -> str:
    """Return the address of one of our icons in a site's colours; that of all in no site."""
    return icon_address(name, identity.colour if identity else "")
