"""Finds a Markdown source's outermost blocks, and what each of them becomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from markdown_it.token import Token

from blog.importing.markdown.media_paragraphs import (
    is_only_embed,
    is_only_interactive,
    is_only_picture,
    read_video,
)
from blog.markdown.line_notes import notes_of
from blog.markdown.tokens import Parsed


class Kind(Enum):
    """What an outermost block becomes."""

    PROSE = auto()
    HEADING = auto()
    CODE = auto()
    FIGURE = auto()
    FOOTNOTE = auto()
    EMBED = auto()
    VIDEO = auto()
    INTERACTIVE = auto()


@dataclass(frozen=True)
class Item:
    """One outermost block: its kind, its lines (`end` excluded) and its tokens."""

    kind: Kind
    start: int
    end: int
    tokens: list[Token]


def read_items(parsed: Parsed) -> Iterator[Item]:
    """Yield the outermost blocks in order."""
    opened: list[Token] = []
    for token in parsed.tokens:
        opened.append(token)
        if token.level == 0 and token.nesting <= 0:
            first = opened[0]
            if first.map is not None:
                yield Item(_kind_of(opened), *first.map, opened)
            opened = []


def _kind_of(tokens: list[Token]) -> Kind:
    match tokens[0].type:
        # One with notes stays with the list that holds them.
        case "fence" if not notes_of(tokens[0]):
            return Kind.CODE
        case "heading_open":
            return Kind.HEADING
        case "footnote_reference_open":
            return Kind.FOOTNOTE
        case "paragraph_open" if is_only_picture(tokens[1]):
            return Kind.FIGURE
        case "paragraph_open" if is_only_embed(tokens[1]):
            return Kind.EMBED
        case "paragraph_open" if read_video(tokens[1]):
            return Kind.VIDEO
        case "paragraph_open" if is_only_interactive(tokens[1]):
            return Kind.INTERACTIVE
    return Kind.PROSE


def plain(tokens: list[Token]) -> str:
    """Return inline tokens as one line of text without markup."""
    parts = [
        plain(token.children)
        if token.children
        else token.content
        if token.type in ("text", "code_inline")
        else " " * (token.type in ("softbreak", "hardbreak"))
        for token in tokens
    ]
    return " ".join("".join(parts).split())
