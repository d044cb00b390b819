"""Provides what every page shows of the site: its main menu and the editors' bar."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils.encoding import iri_to_uri
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Site

from home.sections.menu import Section, sections_of

register = template.Library()


@dataclass(frozen=True)
class MenuItem:
    """One section of the site; `current` is the value of its link's `aria-current`, if any."""

    title: str
    url: str
    current: str | None


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[MenuItem]:
    """Return the public children of the site's root page that are in menus, in tree order.

    Reads the request alone, so it serves pages that Wagtail did not route, such as a 404.
    """
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    return [_menu_item(section, request) for section in sections_of(site)]


@register.simple_tag(takes_context=True)
def editor_bar(context: Context) -> str:
    """Return Wagtail's user bar, or nothing where the request carries no session.

    Wagtail's own tag reads the user, which makes every answer vary on the cookie.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return wagtailuserbar(context)


def _menu_item(section: Section, request: HttpRequest) -> MenuItem:
    current = None
    path = iri_to_uri(request.path)
    if section.url and path.startswith(section.url):
        current = "page" if path == section.url else "true"
    return MenuItem(title=section.title, url=section.url, current=current)
