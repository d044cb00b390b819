"""Who may see a page."""

from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction


def restrict(page: Page, kind: str) -> Page:
    """Put a page under a view restriction of one kind: login, groups or password."""
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="open-sesame"
    )
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name="Editors"))
    return page
