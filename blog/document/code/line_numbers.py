"""Reads which lines of a code listing an editor names, `1,3-5`, and which bear a note, `# <1>`."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# "1,3-5" for code of any sensible length.
MAX_CHARACTERS = 100

# At the end of a line, in any language's comment, as Quarto has it; no line is read whole.
_MARK = re.compile(
    r"[ \t]*(?:#|//|--|%|;;?|!|/\*|<!--|\(\*)[ \t]?(?P<numbers>(?:<\d{1,2}>[ \t]?){1,9})"
    r"(?:\*/|-->|\*\))?\Z"
)
_MAX_MARK = 80
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


def part_marks(code: str, notes: int) -> tuple[str, dict[int, tuple[int, ...]]]:
    """Return code without the marks of its notes, and the notes' numbers by line, both from 1.

    Of a line that names a note beyond the last one, the mark stays as it was typed.
    """
    lines, found = code.split("\n"), {}
    for place, line in enumerate(lines):
        text = line.rstrip()
        mark = _MARK.search(text, max(0, len(text) - _MAX_MARK)) if "<" in text else None
        numbers = tuple(map(int, re.findall(r"\d+", mark["numbers"]))) if mark else ()
        if mark and all(1 <= number <= notes for number in numbers):
            lines[place], found[place + 1] = text[: mark.start()], numbers
    return "\n".join(lines), found


def marks_in(code: str) -> set[int]:
    """Return the numbers of all notes that some line of code names."""
    marks = part_marks(code, 99)[1] if "<" in code else {}
    return {number for numbers in marks.values() for number in numbers}


def note_faults(code: str, notes: int) -> list[str]:
    """Return the marks of notes that are not there, and of notes that no line names."""
    wrong = marks_in(code) ^ set(range(1, notes + 1))
    return [f"<{number}>" for number in sorted(wrong)]


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
