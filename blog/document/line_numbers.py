"""Reads the lines of a code listing as an editor names them: `1,3-5`."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# "1,3-5" for code of any sensible length.
MAX_CHARACTERS = 100

_RANGE = re.compile(r"\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*)?", re.ASCII)


def read_lines(text: str | None) -> frozenset[int]:
    """Return the lines that a text such as `1,3-5` names, counted from 1.

    Raises `ValidationError` for anything else; no text names no line.
    """
    if not (text or "").strip():
        return frozenset()
    if len(text) > MAX_CHARACTERS:
        raise ValidationError(_("Name lines in at most 100 characters."), code="lines")
    return frozenset(line for part in text.split(",") for line in _read_range(part))


def known_lines(text: str | None) -> frozenset[int]:
    """Return the lines that a text names, none where it is not understood."""
    try:
        return read_lines(text)
    except ValidationError:
        return frozenset()


def _read_range(part: str) -> range:
    match = _RANGE.fullmatch(part)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last:
        raise ValidationError(
            _("“%(part)s” names no lines: write numbers and ranges such as 1,3-5."),
            code="lines",
            params={"part": part.strip()},
        )
    return range(first, last + 1)
