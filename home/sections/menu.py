"""Reads the main menu, the sections of a site, once per change."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from search.public.once_per_change import once_per_change
from search.public.visibility import expiries_passed, public_pages


@dataclass(frozen=True)
class Section:
    """A page that stands in the menu."""

    title: str
    url: str


def sections_of(site: Site) -> tuple[Section, ...]:
    """Return the public children of a site's root page that are in menus, in tree order."""
    return _read_sections(site.pk, site.root_page.path, expiries_passed())


@once_per_change
def _read_sections(site_id: int, root: str, expired: int) -> tuple[Section, ...]:
    site = Site(pk=site_id)  # addresses on the same site are short
    children = Page.objects.filter(path__startswith=root, depth=len(root) // Page.steplen + 1)
    pages = public_pages(children.in_menu()).order_by("path")
    return tuple(Section(page.title, page.relative_url(site) or "") for page in pages)
