"""Markdown to stream blocks: prose, code and figures, in the order they were written."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it.token import Token

from blog.document.highlight import PLAIN, canonical_language
from blog.document.line_numbers import known_lines
from blog.document.listing import read_fence
from blog.document.markdown import MAX_CHARACTERS, MAX_OPEN_BRACKETS, is_oversized
from blog.exchange.fields import cut
from blog.exchange.markdown_items import Definition, Item, Kind, needs
from blog.exchange.marks import picture_mark

MAX_CAPTION = 500
MAX_FILE_NAME = 120
# No editor opens a body of thousands of blocks; past this many cuts a text stays whole.
MAX_CUTS = 1_000

# A block inside one of these would fall out of it if it became a block of its own.
_CONTAINER = re.compile(r"<(/?)(?:blockquote|details|dl|ol|pre|table|ul)\b", re.IGNORECASE)
# One that never closes runs to the end, or a thousand of them would take minutes.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# `python`, `{.python}`, and MyST's `{code-cell} python`.
_LANGUAGE = re.compile(r"\s*(?:\{(?:code|code-block|code-cell)\}\s*)?[{.\s]*([\w+#-]+)")
_PLAIN = {"none", "output", "plain", "plaintext", "txt"}

Block = dict[str, Any]


class Splitter:
    """One source's blocks; `notes` says what could not be kept as it was."""

    def __init__(self, lines: list[str], definitions: dict[str, Definition]) -> None:
        self.lines = lines
        self.definitions = definitions
        self.notes: list[tuple[str, str]] = []

    def blocks(self, items: list[Item]) -> Iterator[Block]:
        """Yield raw stream blocks, one for each run of prose, listing or figure."""
        run: list[Item] = []
        for item in _uncontained(items):
            if item.kind not in (Kind.CODE, Kind.FIGURE):
                run.append(item)
                continue
            yield from self._prose(run)
            run = []
            yield from self._code(item.tokens[0]) if item.kind is Kind.CODE else self._figure(item)
        yield from self._prose(run)

    def _code(self, fence: Token) -> Iterator[Block]:
        match = _LANGUAGE.match(fence.info)
        name = match[1].lower() if match else PLAIN
        language = PLAIN if name in _PLAIN else canonical_language(name)
        if language is None:
            self.notes.append((f"code in “{name[:40]}”, kept as plain text", ""))
        if fence.content.strip():
            listing, label = read_fence(fence.content.rstrip("\n"), fence.info)
            value = {
                "language": language or PLAIN,
                "code": listing.code,
                "file_name": cut(listing.file_name, MAX_FILE_NAME),
                "lines": listing.lines if known_lines(listing.lines) else "",
                "is_numbered": listing.is_numbered,
                "caption": cut(listing.caption, MAX_CAPTION),
                "label": label,
            }
            yield {"type": "code", "value": {name: each for name, each in value.items() if each}}

    def _figure(self, item: Item) -> Iterator[Block]:
        image = item.tokens[1].children[0]
        alt = plain(image.children or [])
        picture = {
            "image": picture_mark(image.meta["picture"]),
            "alt_text": alt,
            "decorative": not alt,
        }
        caption = cut(str(image.attrs.get("title", "")), MAX_CAPTION)
        value = {"image": picture, "caption": caption, "is_wide": False}
        yield {"type": "figure", "value": value}

    def _prose(self, run: list[Item]) -> Iterator[Block]:
        for part in self._parts(_trimmed(run)):
            text = self._text(part)
            if not text.strip():
                continue
            if is_oversized(text):
                self.notes.append(
                    ("a paragraph, list or table too long to render, kept as code",
                     f"line {part[0].start + 1}")
                )  # fmt: skip
                yield {"type": "code", "value": {"language": "markdown", "code": text}}
            else:
                yield {"type": "markdown", "value": text}

    def _parts(self, run: list[Item]) -> Iterator[list[Item]]:
        """Yield a run as it is, or cut between its blocks where it is too long for one."""
        if not run or not is_oversized(self._text(run)):
            yield from [run] if run else []
            return
        part: list[Item] = []
        characters = brackets = 0
        for item in run:
            text = self._lines(item.start, item.end)
            characters, brackets = characters + len(text), brackets + text.count("[")
            # Half of the limits: the definitions that are added need room.
            if part and (characters > MAX_CHARACTERS // 2 or brackets > MAX_OPEN_BRACKETS // 2):
                yield part
                part, characters, brackets = [], len(text), text.count("[")
            part.append(item)
        yield part

    def _text(self, run: list[Item]) -> str:
        """Return a run's source and the definitions it uses that stand elsewhere."""
        start, end = run[0].start, run[-1].end
        missing = [
            definition
            for key in sorted(self._needed(run))
            if (definition := self.definitions.get(key))
            and not start <= definition.start < end
        ]  # fmt: skip
        return "\n\n".join(
            filter(
                None,
                [
                    # Of two definitions of one label the first counts.
                    "\n".join(entry.text for entry in missing if entry.is_repeated),
                    self._lines(start, end).strip("\n"),
                    "\n".join(
                        entry.text
                        for entry in missing
                        if not entry.is_repeated and not entry.is_footnote
                    ),
                    "\n".join(entry.text for entry in missing if entry.is_footnote),
                ],
            )
        )

    def _needed(self, run: list[Item]) -> set[str]:
        found: set[str] = set()
        wanted = [key for item in run for key in needs(item.tokens)]
        while wanted:
            key = wanted.pop()
            if key not in found:
                found.add(key)
                wanted += self.definitions[key].needs if key in self.definitions else ()
        return found

    def _lines(self, start: int, end: int) -> str:
        return "\n".join(self.lines[start:end])


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


def _trimmed(run: list[Item]) -> list[Item]:
    """Return a run without the footnotes at its ends, which go where they are used."""
    prose = [place for place, item in enumerate(run) if item.kind is not Kind.FOOTNOTE]
    return run[prose[0] : prose[-1] + 1] if prose else []


def _uncontained(items: list[Item]) -> Iterator[Item]:
    """Yield the items, those inside an HTML container as prose."""
    is_whole = sum(item.kind in (Kind.CODE, Kind.FIGURE) for item in items) > MAX_CUTS
    depth = 0
    for item in items:
        if item.tokens[0].type == "html_block":
            html = _COMMENT.sub("", item.tokens[0].content)
            depth += sum(-1 if close else 1 for close in _CONTAINER.findall(html))
            depth = max(depth, 0)
        is_kept = depth or is_whole
        yield Item(Kind.PROSE, item.start, item.end, item.tokens) if is_kept else item
