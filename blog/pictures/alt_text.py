"""Offers an alternative text for an image of the library."""

import re
from pathlib import PurePath

from wagtail.images.models import AbstractImage

# A storage tells a file from one of the same name by such a suffix.
_SUFFIX = r"(?: [a-z0-9]{7})?"
_SEPARATORS = re.compile(r"[\W_]+")


def default_alt_text(image: AbstractImage) -> str:
    """Return the image's description, else its title; empty where that is the file's name.

    Wagtail titles an upload by its file, and would offer "plot" or "IMG 0042" to those who hear
    the page. Whoever uses the image then writes the text, or marks it as decorative.
    """
    if image.description:
        return image.description
    return "" if _is_file_name(image, image.title) else image.title


def _is_file_name(image: AbstractImage, title: str) -> bool:
    stem = re.escape(_words(title.removesuffix(PurePath(image.filename).suffix), image))
    return re.fullmatch(stem + _SUFFIX, _words(PurePath(image.filename).stem, image)) is not None


def _words(name: str, image: AbstractImage) -> str:
    """Return the words of a name as a stored file has them: in ASCII, without separators."""
    stored = PurePath(image.get_upload_to(f"{name or '_'}.x")).stem
    return _SEPARATORS.sub(" ", stored).strip().lower()
