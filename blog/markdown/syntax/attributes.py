"""Reads attribute lists as Pandoc, Quarto and kramdown write them: `{#id .class key=value}`."""

import re
from dataclasses import dataclass

from blog.document.labels import LABEL
from blog.html.sanitising import INVERTED

_VALUE = r"""(?:"[^"{}\n]{0,500}"|'[^'{}\n]{0,500}'|[^\s"'{}]{1,200})"""
_ID = r"""\#[^\s{}#.="'][^\s{}="']{0,199}"""
_ITEM = rf"(?:{_ID}|\.[^\W\d][\w-]{{0,99}}|[A-Za-z][\w-]{{0,99}}={_VALUE})"
# `{-}` is Pandoc's `{.unnumbered}`; kramdown has a colon at the beginning.
PATTERN = rf"\{{:?[ \t]*(?:-|{_ITEM}(?:[ \t]+{_ITEM}){{0,20}})[ \t]*\}}"

_LIST = re.compile(PATTERN)
_EACH = re.compile(_ITEM)
_LABEL = re.compile(LABEL)
# True of all that they can stand at, so there is nothing to tell.
_GRANTED = {".unnumbered", ".unlisted"}
# What themes and wikis call it too.
INVERTED_CLASS = f".{INVERTED}"
INVERTING = frozenset({INVERTED_CLASS, ".dark-invert", ".skin-invert", ".skin-invert-image"})


@dataclass(frozen=True)
class Attributes:
    """A list as it was typed: its last id, its classes with their dots, and its pairs."""

    typed: str
    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """The id where it can be referred to as `[@id]`; else nothing."""
        return self.id if _LABEL.fullmatch(self.id) else ""

    def unread(self, *read: str) -> list[str]:
        """Return what was not honoured: all but ids, what is granted and what is named here.

        That is keys, and classes with their dots.
        """
        pairs = [f"{key}={value}" for key, value in self.pairs if key not in read]
        classes = (each for each in self.classes if each not in _GRANTED and each not in read)
        return [*classes, *pairs]

    @property
    def is_inverted(self) -> bool:
        """Whether a picture with these changes light and dark in the dark scheme."""
        return not INVERTING.isdisjoint(self.classes)


def match_attributes(text: str, position: int = 0) -> re.Match[str] | None:
    """Return the list that begins at a place of a text."""
    return _LIST.match(text, position)


def read_attributes(typed: str) -> Attributes:
    """Read a list that `match_attributes` found."""
    items = _EACH.findall(typed)
    pairs = [each.partition("=") for each in items if each[0] not in "#."]
    return Attributes(
        typed=typed,
        id=next((each[1:] for each in reversed(items) if each[0] == "#"), ""),
        classes=tuple(each for each in items if each[0] == "."),
        pairs=tuple((key, value.strip("\"'")) for key, _sign, value in pairs),
    )
