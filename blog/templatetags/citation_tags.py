"""Gives templates of blocks the citations in their plain texts."""

from django import template

from blog.document.manuscript import Manuscript

register = template.Library()


@register.filter
def cited(text: str | None, manuscript: Manuscript) -> str:
    """Return a caption, not escaped yet, with placeholders for the sources that it cites."""
    return manuscript.cited(text or "")
