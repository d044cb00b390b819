"""Finds a Markdown source's outermost blocks, and the definitions that any of them may need."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from markdown_it.token import Token

from blog.html.addresses import player_url
from blog.html.files.videos import CAPTIONS, VIDEO_TYPES
from blog.markdown.line_notes import notes_of
from blog.markdown.syntax.attribute_lists import attributes_of
from blog.markdown.syntax.attributes import INVERTING
from blog.markdown.tokens import Parsed

_PICTURE = "picture"
_FILE = "file"
# An interactive figure's.
FIGURE = ("html",)


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


@dataclass(frozen=True)
class Definition:
    """A footnote or a link's reference: the lines it begins on, its source and what it needs.

    A contested one is the first of several that do not say the same, and the one that counts.
    """

    starts: tuple[int, ...]
    text: str
    needs: frozenset[str]
    is_contested: bool = False

    @property
    def is_footnote(self) -> bool:
        return self.text.startswith("[^")


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


def read_definitions(parsed: Parsed, lines: list[str]) -> dict[str, Definition]:
    """Return definitions by what needs them: `^label` for footnotes, else the label."""
    repeats = defaultdict(list)
    for each in parsed.duplicates:
        repeats[each["label"]].append(each)
    definitions = {
        label: _link_definition(lines, reference, repeats[label])
        for label, reference in parsed.references.items()
    }
    opened: list[tuple[int, Token]] = []
    for position, token in enumerate(parsed.tokens):
        if token.type == "footnote_reference_open":
            opened.append((position, token))
        elif token.type == "footnote_reference_close":
            begin, first = opened.pop()
            definition = Definition(
                starts=(first.map[0],),
                text=_definition_text(lines, *first.map, indent="    "),
                needs=needs(parsed.tokens[begin:position]),
            )
            # Of two of one label the first counts, as on the page.
            definitions.setdefault(f"^{first.meta['label']}", definition)
    return definitions


def _link_definition(
    lines: list[str], first: dict[str, Any], repeats: list[dict[str, Any]]
) -> Definition:
    is_contested = any(
        (each["href"], each["title"]) != (first["href"], first["title"]) for each in repeats
    )
    alike = [first] if is_contested else [first, *repeats]
    return Definition(
        starts=tuple(each["map"][0] for each in alike),
        text=_definition_text(lines, *first["map"], indent=""),
        needs=frozenset(),
        is_contested=is_contested,
    )


def needs(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the definitions that links, images and footnote references among the tokens use."""
    return frozenset(_labels_used(tokens))


def _labels_used(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "footnote_ref":
            yield f"^{token.meta['label']}"
        elif token.type in ("link_open", "image") and "label" in token.meta:
            yield token.meta["label"]
        if token.children:
            yield from _labels_used(token.children)


def _kind_of(tokens: list[Token]) -> Kind:
    match tokens[0].type:
        # One with notes stays with the list that holds them.
        case "fence" if not notes_of(tokens[0]):
            return Kind.CODE
        case "heading_open":
            return Kind.HEADING
        case "footnote_reference_open":
            return Kind.FOOTNOTE
        case "paragraph_open" if _is_only_picture(tokens[1]):
            return Kind.FIGURE
        case "paragraph_open" if _is_only_embed(tokens[1]):
            return Kind.EMBED
        case "paragraph_open" if read_video(tokens[1]):
            return Kind.VIDEO
        case "paragraph_open" if _is_only_interactive(tokens[1]):
            return Kind.INTERACTIVE
    return Kind.PROSE


def number_picture(image: Token, number: int) -> None:
    """Write on an image's token which of the entry's pictures it is."""
    image.meta[_PICTURE] = number


def picture_number(image: Token) -> int | None:
    """Return which of the entry's pictures an image is; None for one that is not brought along."""
    return image.meta.get(_PICTURE)


def set_file(link: Token, placeholder: str, suffix: str) -> None:
    """Write on a link's token which attachment it leads to, and how that one's name ends."""
    link.meta[_FILE] = placeholder, suffix


def file_of(link: Token, suffixes: Container[str]) -> str:
    """Return the placeholder of the attachment that a link leads to, if its name ends so."""
    placeholder, suffix = link.meta.get(_FILE, ("", ""))
    return placeholder if suffix in suffixes else ""


@dataclass(frozen=True)
class VideoLinks:
    """A paragraph that is a link to a video file: its tokens, and the placeholders of its files."""

    link: Token
    words: list[Token]
    file: str
    captions: str = ""

    @property
    def poster(self) -> Token | None:
        """The picture that stands for the link, where it is one of the entry's."""
        is_one = len(self.words) == 1 and picture_number(self.words[0]) is not None
        return self.words[0] if is_one else None


def read_video(inline: Token) -> VideoLinks | None:
    """Return a paragraph's video: one link to a file, behind it perhaps one to its captions."""
    links, outside = _links_in(inline.children or [])
    if not 1 <= len(links) <= 2 or outside.strip():
        return None
    link, words = links[0]
    video = VideoLinks(link, words, file_of(link, VIDEO_TYPES))
    if len(links) == 2:
        video = replace(video, captions=file_of(links[1][0], (CAPTIONS,)))
    has_picture = any(each.type == "image" for each in words)
    is_whole = len(links) == 1 or bool(video.captions)
    return video if video.file and is_whole and bool(video.poster) == has_picture else None


def _links_in(children: list[Token]) -> tuple[list[tuple[Token, list[Token]]], str]:
    """Return a line's links, each with what stands in it, and the text outside of them."""
    links: list[tuple[Token, list[Token]]] = []
    outside, is_open = "", False
    for child in children:
        if child.type == "link_open":
            links.append((child, []))
            is_open = True
        elif child.type == "link_close":
            is_open = False
        elif is_open:
            links[-1][1].append(child)
        else:
            outside += child.content or (" " if child.type.endswith("break") else "\ufffc")
    return links, outside


def _is_only_picture(inline: Token) -> bool:
    """Tell whether a paragraph is one picture, with nothing behind it but that it is inverted."""
    picture, *rest = inline.children or [Token("", "", 0)]
    is_alone = not rest or (len(rest) == 1 and is_inverted(rest[0]))
    return is_alone and picture_number(picture) is not None


def is_inverted(token: Token) -> bool:
    """Tell whether a token is a list of attributes that only has a picture inverted at night."""
    attributes = attributes_of(token)
    if attributes is None or attributes.id:
        return False
    return attributes.is_inverted and not attributes.unread(*INVERTING)


def _is_only_embed(inline: Token) -> bool:
    """Tell whether a paragraph is one link, in words, to a player elsewhere."""
    children = inline.children or [Token("", "", 0)]
    types = [child.type for child in children]
    is_link = types[0] == "link_open" and types.index("link_close") == len(types) - 1
    return is_link and "image" not in types and bool(player_url(children[0].attrs["href"]))


def _is_only_interactive(inline: Token) -> bool:
    """Tell whether a paragraph is one picture that leads, by a link with a title, to a figure."""
    children = [*(inline.children or ())]
    if len(children) == 4 and is_inverted(children[2]):
        del children[2]
    if [child.type for child in children] != ["link_open", "image", "link_close"]:
        return False
    link, image, _end = children
    has_file = bool(file_of(link, FIGURE) and link.attrs.get("title"))
    return has_file and picture_number(image) is not None


def _definition_text(lines: list[str], start: int, end: int, *, indent: str) -> str:
    """Return a definition's source; without the signs of a quote or list around it."""
    first, *rest = lines[start:end]
    outer, bracket, text = first.partition("[")
    if outer.strip():
        rest = [indent + re.sub(r"^[\s>]+", "", line) for line in rest]
    return "\n".join([bracket + text, *rest]).rstrip()


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
