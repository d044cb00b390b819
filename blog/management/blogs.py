"""Finds the blog that a command is asked to work on."""

from django.core.management.base import CommandError
from django.db import DatabaseError

from blog.editor.permissions import tree_of_sites
from blog.models import BlogIndexPage


def find_blog(slug: str | None) -> BlogIndexPage:
    """Return the blog with this slug, or the only one there is; raises `CommandError`."""
    # None of those in the bin.
    try:
        indexes = BlogIndexPage.objects.descendant_of(tree_of_sites()).order_by("path")
        found = list((indexes.filter(slug=slug) if slug else indexes)[:20])
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        raise CommandError(f"The database can't be used: {reason}. Is it migrated?") from error
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"There is no blog “{slug}”." if slug else "There is no blog yet.")
    names = ", ".join(index.slug for index in found)
    raise CommandError(f"There are several blogs; name one with --blog: {names}.")
