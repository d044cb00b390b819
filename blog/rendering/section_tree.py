"""Puts the sections of a Document into each other, by the levels of their headings."""

from dataclasses import replace
from typing import NamedTuple

from blog.document.document import Section


class _Parent(NamedTuple):
    """A section that deeper ones may still join, and those that did."""

    section: Section
    inner: list[Section]

    def whole(self) -> Section:
        return replace(self.section, sections=tuple(self.inner))


def section_tree(sections: list[Section]) -> Section:
    """Return sections in reading order as a tree: each holds the deeper ones that follow it."""
    stack: list[_Parent] = []

    def close(level: int) -> None:
        while len(stack) > 1 and stack[-1].section.level >= level:
            closed = stack.pop()
            stack[-1].inner.append(closed.whole())

    for section in sections:
        close(section.level)
        stack.append(_Parent(section, []))
    close(0)
    return stack[0].whole()
