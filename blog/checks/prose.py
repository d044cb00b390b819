"""Checks prose: what was left to be done, and the order of headings."""

import re
from collections.abc import Iterable, Iterator

from blog.checks.finding import Finding
from blog.checks.parts import Heading, Prose

# As a word of a sentence ("a TODO list", "every TODO in the code") it is the subject, not a note.
_LEFTOVER = re.compile(
    r"(?<![\w#/.-])(?<!\b[Aa]\s)(?<!\b[Aa]n\s)(?<!\b[Tt]he\s)(?<!\b[Nn]o\s)(?<!\b[Mm]y\s)"
    r"(?<!\b[Ee]ach\s)(?<!\b[Ee]very\s)(?<!\b[Tt]his\s)(?<!\b[Tt]hat\s)(?<!\b[Aa]nd\s)"
    r"(?<!\b[Oo]r\s)(?<!\b[Oo]ld\s)(?<!\b[Yy]our\s)(?<!['\"“‘])"
    r"(?:TODO|FIXME|XXX)(?![\w-])"
    r"(?!\s+(?:lists?|apps?|items?|comments?|notes?|markers?|applications?|examples?|MVC)\b)"
    r"(?!['\"”’]|,? (?:and|or) (?:TODO|FIXME|XXX))"
)


def leftovers(prose: Prose) -> Iterator[Finding]:
    """Yield a TODO, FIXME or XXX of a text, once a line."""
    for number, line in enumerate(prose.text.split("\n")):
        if _LEFTOVER.search(line):
            place = prose.line + number if prose.line else 0
            yield Finding("leftover", line.strip()[:120], "", prose.block_id, place)


def skipped_levels(headings: Iterable[Heading]) -> Iterator[Finding]:
    """Yield each heading that stands more than one level below the one before."""
    last = 0
    for heading in headings:
        if last and heading.level > last + 1:
            yield Finding("level", heading.text[:120], "", heading.block_id, heading.line)
        last = heading.level
