"""Finds shortcodes in a text of WordPress, and reads their attributes."""

import re
from collections.abc import Collection, Iterator
from html import unescape
from typing import NamedTuple

_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|"([^"]*)"|'([^']*)'|([^\s"'\]]+)"""
)


class Pair(NamedTuple):
    """A shortcode with its end: where it stands, its name, attributes and content."""

    start: int
    end: int
    name: str
    attributes: dict[str, str]
    content: str


def attributes_of(text: str) -> dict[str, str]:
    """Return a shortcode's attributes; those without a name by their number."""
    found: dict[str, str] = {}
    bare = 0
    for match in _ATTRIBUTE.finditer(text):
        text = unescape(next((each for each in match.groups()[1:] if each is not None), ""))
        if match[1]:
            found[match[1].lower()] = text
        else:
            found[str(bare)] = text.lstrip("=: ")
            bare += 1
    return found


def find_pairs(text: str, names: Collection[str]) -> Iterator[Pair]:
    """Yield the shortcodes of these names that have an end, the outermost of those that nest."""
    lower = text.lower()
    if len(lower) != len(text):  # of some letters lower case has two
        return
    alternatives = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    opening = re.compile(rf"\[({alternatives})((?:\s[^\]]{{0,1000}})?)\]", re.IGNORECASE)
    endless: set[str] = set()
    position = 0
    while match := opening.search(text, position):
        name = match[1].lower()
        end = -1 if name in endless else lower.find(f"[/{name}]", match.end())
        position = match.end()
        if end < 0:
            endless.add(name)
            continue
        content = text[match.end() : end]
        position = end + len(name) + 3
        yield Pair(match.start(), position, name, attributes_of(match[2]), content)


def with_lines_of(old: str, new: str) -> str:
    """Return what takes a text's place with as many line ends, so that lines stay countable."""
    return new + "\n" * max(0, old.count("\n") - new.count("\n"))
