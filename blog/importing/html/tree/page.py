"""Holds what the conversion of one HTML text knows and finds out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bs4 import Tag

from blog.importing.entry import Remark, Subject


@dataclass
class Page:
    """One HTML text: whose it is, what links in it lead to, and what could not be kept.

    `named` are the ids that links of the text itself name, `labels` the footnotes' labels by the
    `id()` of the tags that cite them, `embedded` the pictures that stand in the text as data.
    """

    path: str = ""
    named: frozenset[str] = frozenset()
    labels: dict[int, str] = field(default_factory=dict)
    embedded: dict[str, bytes] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    has_lines: bool = True

    def remark(
        self, what: str, detail: str = "", *, at: Tag, subject: Subject = Subject.MARKUP
    ) -> None:
        """Say what of the text could not be kept."""
        line = line_of(at) if self.has_lines else None
        self.remarks.append(Remark(self.path, what, detail[:200], subject=subject, line=line))


def line_of(node: Tag) -> int | None:
    """Return the line on which a tag, or the nearest around it that was not made by us, begins."""
    tag: Tag | None = node
    while tag is not None and tag.sourceline is None:
        tag = tag.parent
    return tag.sourceline if tag is not None else None


def living(tags: Iterable[Tag]) -> Iterator[Tag]:
    """Yield tags, without those that a step before took out of the tree with what held them."""
    return (tag for tag in tags if not tag.decomposed)


def classes(tag: Tag) -> list[str]:
    """Return a tag's classes."""
    value = tag.get("class") or []
    return value.split() if isinstance(value, str) else list(value)


def value(tag: Tag, name: str) -> str:
    """Return an attribute's value as one stripped line, empty for none."""
    text = tag.get(name) or ""
    return " ".join((text if isinstance(text, str) else " ".join(text)).split())
