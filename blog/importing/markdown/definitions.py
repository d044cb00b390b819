"""Finds a Markdown source's footnotes and link references, which any of its blocks may need."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from blog.markdown.tokens import Parsed


@dataclass(frozen=True)
class Definition:
    """A footnote or a link's reference: its source and the lines it begins on.

    `needs` are the keys of others that it uses. A contested one is the first of several that do
    not say the same, and the one that counts.
    """

    starts: tuple[int, ...]
    text: str
    needs: frozenset[str]
    is_contested: bool = False

    @property
    def is_footnote(self) -> bool:
        return self.text.startswith("[^")


def read_definitions(parsed: Parsed, lines: list[str]) -> dict[str, Definition]:
    """Return definitions by their keys: `^label` for a footnote, else the label."""
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
                needs=keys_used(parsed.tokens[begin:position]),
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


def keys_used(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the keys of what links, images and footnote references among the tokens use."""
    return frozenset(_labels_used(tokens))


def _labels_used(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "footnote_ref":
            yield f"^{token.meta['label']}"
        elif token.type in ("link_open", "image") and "label" in token.meta:
            yield token.meta["label"]
        if token.children:
            yield from _labels_used(token.children)


def _definition_text(lines: list[str], start: int, end: int, *, indent: str) -> str:
    """Return a definition's source; without the signs of a quote or list around it."""
    first, *rest = lines[start:end]
    outer, bracket, text = first.partition("[")
    if outer.strip():
        rest = [indent + re.sub(r"^[\s>]+", "", line) for line in rest]
    return "\n".join([bracket + text, *rest]).rstrip()
