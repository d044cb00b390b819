"""A Markdown source's outermost blocks, and the definitions that any of them may need."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from markdown_it.token import Token

from blog.document.markdown_tokens import Parsed


class Kind(Enum):
    """What an outermost block becomes."""

    PROSE = auto()
    HEADING = auto()
    CODE = auto()
    FIGURE = auto()
    FOOTNOTE = auto()


@dataclass(frozen=True)
class Item:
    """One outermost block: its kind, its lines (`end` excluded) and its tokens."""

    kind: Kind
    start: int
    end: int
    tokens: list[Token]


@dataclass(frozen=True)
class Definition:
    """A footnote or a link's reference: where it stands, its source and what it needs."""

    start: int
    text: str
    needs: frozenset[str]
    is_repeated: bool = False

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
                yield Item(_kind(opened), *first.map, opened)
            opened = []


def read_definitions(parsed: Parsed, lines: list[str]) -> dict[str, Definition]:
    """Return definitions by what needs them: `^label` for footnotes, else the label."""
    definitions = {
        label: Definition(
            start=reference["map"][0],
            text=_definition_text(lines, *reference["map"], indent=""),
            needs=frozenset(),
            is_repeated=label in parsed.repeated,
        )
        for label, reference in parsed.references.items()
    }
    opened: list[tuple[int, Token]] = []
    for position, token in enumerate(parsed.tokens):
        if token.type == "footnote_reference_open":
            opened.append((position, token))
        elif token.type == "footnote_reference_close":
            begin, first = opened.pop()
            definitions[f"^{first.meta['label']}"] = Definition(
                start=first.map[0],
                text=_definition_text(lines, *first.map, indent="    "),
                needs=needs(parsed.tokens[begin:position]),
            )
    return definitions


def needs(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the definitions that links, images and footnote marks among the tokens use."""
    return frozenset(_needs(tokens))


def _needs(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "footnote_ref":
            yield f"^{token.meta['label']}"
        elif token.type in ("link_open", "image") and "label" in token.meta:
            yield token.meta["label"]
        if token.children:
            yield from _needs(token.children)


def _kind(tokens: list[Token]) -> Kind:
    match tokens[0].type:
        case "fence":
            return Kind.CODE
        case "heading_open":
            return Kind.HEADING
        case "footnote_reference_open":
            return Kind.FOOTNOTE
        case "paragraph_open" if _only_picture(tokens[1]):
            return Kind.FIGURE
    return Kind.PROSE


def _only_picture(inline: Token) -> bool:
    children = inline.children or []
    return len(children) == 1 and "picture" in children[0].meta


def _definition_text(lines: list[str], start: int, end: int, *, indent: str) -> str:
    """Return a definition's source; one inside a quote or list leaves its marks behind."""
    first, *rest = lines[start:end]
    outer, bracket, text = first.partition("[")
    if outer.strip():
        rest = [indent + re.sub(r"^[\s>]+", "", line) for line in rest]
    return "\n".join([bracket + text, *rest]).rstrip()
