"""Converts HTML as a test asks for it."""

from blog.importing.html.convert import markdown_of


def markdown(html: str) -> str:
    return markdown_of(html).markdown.rstrip("\n")
