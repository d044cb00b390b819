"""Checks pictures: their alternative text and their size."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from blog.checks.finding import Finding
from blog.checks.parts import Shown

# Half the text's column: below that a plot cannot be read on a screen of twice the density.
MIN_WIDTH = 320
MAX_SIDE = 6_000
MAX_BYTES = 10_000_000

_FILE_NAME = re.compile(
    r".*\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)"
    r"|(?:img|image|dsc|dscn|pic|picture|photo|screenshot|untitled|unbenannt|figure)[-_ ]?\d*"
    r"|(?:screenshot|screen shot|bildschirmfoto)[\d\s_.:-]+(?:at|from|um|vom)?[\d\s_.:apmAPM-]*",
    re.IGNORECASE,
)
# What storage adds to a name that is taken.
_SUFFIX = re.compile(r"_[A-Za-z0-9]{7}$")

Finder = Callable[[str], Any]  # by an address as in Markdown, the image or None


def missing_alt_text(shown: Shown, find: Finder) -> Iterator[Finding]:
    """Yield a picture without an alternative text, or with the name of a file for one."""
    image = shown.image or find(shown.address)
    name = _stem(getattr(image, "filename", "") or shown.address)
    if shown.is_decorative:
        return
    if not shown.alt.strip():
        yield Finding("alt", name or "?", "", shown.block_id, shown.line)
    elif _FILE_NAME.fullmatch(shown.alt.strip()) or _is_name_of(shown.alt, name):
        yield Finding("alt_name", shown.alt.strip()[:120], "", shown.block_id, shown.line)


def unfit_size(shown: Shown, find: Finder) -> Iterator[Finding]:
    """Yield a picture too small to be read, or larger than any screen needs."""
    image = shown.image or find(shown.address)
    width, height = getattr(image, "width", 0) or 0, getattr(image, "height", 0) or 0
    if not width or not height or getattr(image, "filename", "").endswith(".svg"):
        return
    size = f"{width} × {height}"
    title = str(getattr(image, "title", ""))[:120] or "?"
    if width < MIN_WIDTH:
        yield Finding("small", title, size, shown.block_id, shown.line)
    elif max(width, height) > MAX_SIDE or (image.file_size or 0) > MAX_BYTES:
        yield Finding("large", title, size, shown.block_id, shown.line)


def _stem(address: str) -> str:
    return PurePosixPath(address.partition("?")[0]).stem


def _is_name_of(alt: str, stem: str) -> bool:
    plain = _letters(alt)
    return bool(plain) and plain in (_letters(stem), _letters(_SUFFIX.sub("", stem)))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
