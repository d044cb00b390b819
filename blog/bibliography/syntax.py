"""Reads citations in a text, as Pandoc defines them: `[see @key, p. 4; -@other]`, `@key`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blog.bibliography.locators import NOWHERE, Locator, split_locator
from blog.citations.keys import KEY, is_key

# What stands before or behind one key in brackets, in characters.
MAX_AROUND = 300

_KEY = rf"@(?:\{{(?P<braced>{KEY})\}}|(?P<key>{KEY}))"
# Not in an address of e-mail, nor in one of the web that ends in a name.
_IN_TEXT = re.compile(rf"(?<![\w/.]){_KEY}")
_PART = rf"(?:[^\[\];@]|(?<=\w)@){{0,{MAX_AROUND}}}"
_CITE = re.compile(rf"(?P<before>{_PART}?)(?<![\w/])(?P<minus>-?){_KEY}(?P<after>{_PART})")
_OPENING = re.compile(r"[\[@]")
_LOCATOR_BEHIND = re.compile(rf" \[([^\[\]@;]{{1,{MAX_AROUND}}})\](?![(\[:])")


@dataclass(frozen=True)
class Cite:
    """One source in a citation, with the texts around it; `has_author` where its author is told."""

    key: str
    before: str = ""
    locator: Locator = NOWHERE
    after: str = ""
    has_author: bool = True


@dataclass(frozen=True)
class Citation:
    """A place that cites: in brackets, or with the author as a word of the text."""

    cites: tuple[Cite, ...]
    typed: str
    is_in_text: bool = False

    @property
    def label(self) -> str:
        """The name in `[@name]`, which may be that of a figure or section too; else nothing."""
        cite = self.cites[0]
        return cite.key if self.typed in (f"[@{cite.key}]", f"[@{{{cite.key}}}]") else ""


def read_citation(text: str, start: int, end: int | None = None) -> Citation | None:
    """Return the citation that begins at a place of a text with `[` or `@`; None for none."""
    end = len(text) if end is None else end
    if text.startswith("[", start, end):
        # `[^@x]` is the label of a footnote.
        is_footnote = text.startswith("^", start + 1, end)
        return None if is_footnote else _read_brackets(text, start, end)
    match = _IN_TEXT.match(text, start, end)
    return _read_in_text(text, match, end) if match else None


def find_citations(text: str) -> Iterator[tuple[int, int, Citation]]:
    """Yield the citations of a plain text with their places, in their order."""
    position = 0
    while match := _OPENING.search(text, position):
        citation = read_citation(text, match.start())
        position = match.end()
        if citation:
            position = match.start() + len(citation.typed)
            yield match.start(), position, citation


def _read_brackets(text: str, start: int, end: int) -> Citation | None:
    cites = []
    position = start + 1
    while match := _CITE.match(text, position, end):
        cites.append(_cite(match))
        position = match.end() + 1
        sign = text[match.end() : position]
        if sign == "]" and position <= end:
            return Citation(tuple(cites), text[start:position]) if all(cites) else None
        if sign != ";":
            return None
    return None


def _cite(match: re.Match[str]) -> Cite | None:
    key = match["braced"] or match["key"]
    locator, after = split_locator(match["after"])
    return (
        Cite(key, match["before"].strip(), locator, after.rstrip(), not match["minus"])
        if is_key(key)
        else None
    )


def _read_in_text(text: str, match: re.Match[str], end: int) -> Citation | None:
    key = match["braced"] or match["key"]
    if not is_key(key):
        return None
    behind = _LOCATOR_BEHIND.match(text, match.end(), end)
    locator, after = split_locator(behind[1]) if behind else (NOWHERE, "")
    if behind is None or not locator.numbers:
        return Citation((Cite(key),), match[0], is_in_text=True)
    cite = Cite(key, "", locator, after.rstrip())
    return Citation((cite,), text[match.start() : behind.end()], is_in_text=True)
