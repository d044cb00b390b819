"""Writes on tokens which of the entry's own pictures and attachments they show or lead to."""

from collections.abc import Container

from markdown_it.token import Token

_PICTURE = "picture"
_FILE = "file"


def number_picture(image: Token, number: int) -> None:
    """Write on an image's token which of the entry's pictures it is."""
    image.meta[_PICTURE] = number


def picture_number(image: Token) -> int | None:
    """Return which of the entry's pictures an image is; None for one that is not brought along."""
    return image.meta.get(_PICTURE)


def set_file(link: Token, placeholder: str, suffix: str) -> None:
    """Write on a link's token which attachment it leads to, and how that one's name ends."""
    link.meta[_FILE] = placeholder, suffix


def file_of(link: Token, suffixes: Container[str]) -> str:
    """Return the placeholder of the attachment that a link leads to, if its name ends so."""
    placeholder, suffix = link.meta.get(_FILE, ("", ""))
    return placeholder if suffix in suffixes else ""
