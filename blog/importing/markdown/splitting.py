"""Splits Markdown into stream blocks: prose, code and figures, in the order they were written."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from blog.document.code.highlighting import PLAIN, canonical_language
from blog.document.code.line_numbers import known_lines
from blog.importing.entry import Subject
from blog.importing.fields.values import cut
from blog.importing.markdown.definitions import Definition, keys_used
from blog.importing.markdown.diagrams import diagram_block, with_drawings
from blog.importing.markdown.items import Item, Kind
from blog.importing.markdown.long_html import OpenBoxes, cut_by_rows
from blog.importing.markdown.media_blocks import (
    Block,
    embed_block,
    figure_block,
    interactive_block,
    video_block,
)
from blog.importing.markdown.media_paragraphs import read_video
from blog.markdown.limits import MAX_CHARACTERS, MAX_OPEN_BRACKETS, is_oversized
from blog.markdown.syntax.callouts import callout_of
from blog.markdown.syntax.diagrams import INFOS, read_diagram_fence
from blog.markdown.syntax.fences import read_fence

MAX_CAPTION = 500
MAX_FILE_NAME = 120
MAX_TABS = 40
# No editor opens a body of thousands of blocks; past this many cuts a text stays whole.
MAX_CUTS = 1_000

# What becomes a block of its own.
CUTTING = (Kind.CODE, Kind.FIGURE, Kind.EMBED, Kind.VIDEO, Kind.INTERACTIVE)

# A block inside one of these would fall out of it if it became a block of its own.
_CONTAINER = re.compile(r"<(/?)(?:blockquote|details|dl|ol|pre|table|ul)\b", re.IGNORECASE)
# One that never closes runs to the end, or a thousand of them would take minutes.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_PLAIN = {"none", "output", "plain", "plaintext", "txt"}

TOO_LONG = "a paragraph, list or table too long to render, kept as code"


class Splitter:
    """One source's blocks; `remarks` say what could not be kept as it was."""

    def __init__(self, lines: list[str], definitions: dict[str, Definition]) -> None:
        self.lines = lines
        self.definitions = definitions
        # What, its detail, what it is about, and the line, from 0.
        self.remarks: list[tuple[str, str, Subject, int]] = []
        self._used: set[str] = set()

    def blocks(self, items: list[Item]) -> Iterator[Block]:
        """Yield raw stream blocks, one for each run of prose, code listing or figure."""
        return with_drawings(self._blocks(items))

    def _blocks(self, items: list[Item]) -> Iterator[Block]:
        run: list[Item] = []
        prose = [item for item in items if item.kind is not Kind.FOOTNOTE]
        self._used = self._needed_definitions(prose)
        for item in _containers_as_prose(items):
            if item.kind not in CUTTING:
                run.append(item)
                continue
            yield from self._prose_blocks(run)
            run = []
            match item.kind:
                case Kind.CODE:
                    yield from self._code_block(item.tokens[0])
                case Kind.FIGURE:
                    yield figure_block(item)
                case Kind.EMBED:
                    yield embed_block(item)
                case Kind.VIDEO if video := read_video(item.tokens[1]):
                    yield video_block(video)
                case Kind.INTERACTIVE:
                    yield interactive_block(item)
        yield from self._prose_blocks(run)

    def _tell(self, what: str, detail: str, line: int, subject: Subject = Subject.LEFT_OUT) -> None:
        self.remarks.append((what, detail, subject, line))

    def _code_block(self, fence: Token) -> Iterator[Block]:
        line = fence.map[0] if fence.map else 0
        if fence.info.strip() in INFOS:
            diagram = read_diagram_fence(fence.content)
            for option in diagram.unread:
                self._tell("an option of a diagram that has no effect", option, line)
            yield diagram_block(diagram)
            return
        read = read_fence(fence.content.rstrip("\n"), fence.info)
        listing, name = read.listing, read.listing.language.lower()
        language = PLAIN if name in _PLAIN else canonical_language(name)
        if language is None:
            self._tell("code in a language that is not known, kept as plain text", name[:40], line)
        for each in read.unread:
            self._tell("an option of a listing that has no effect", each, line)
        if listing.code.strip():
            value = {
                "language": language or PLAIN,
                "code": listing.code,
                "file_name": cut(listing.file_name, MAX_FILE_NAME),
                "lines": listing.lines if known_lines(listing.lines) else "",
                "is_numbered": listing.is_numbered,
                "caption": cut(listing.caption, MAX_CAPTION),
                "width": listing.width,
                "is_open": listing.is_open,
                "tabs": cut(listing.tabs, MAX_TABS),
                "label": read.label,
            }
            yield {"type": "code", "value": {name: each for name, each in value.items() if each}}

    def _prose_blocks(self, run: list[Item]) -> Iterator[Block]:
        self._tell_callouts(run)
        for text, line in self._short_texts(self._without_outer_footnotes(run)):
            if not text.strip():
                continue
            if is_oversized(text):
                self._tell(TOO_LONG, "", line, Subject.MARKUP)
                yield {"type": "code", "value": {"language": "markdown", "code": text}}
            else:
                yield {"type": "markdown", "value": text}

    def _tell_callouts(self, run: list[Item]) -> None:
        for token in (token for item in run for token in item.tokens):
            callout = callout_of(token)
            if callout and not callout.is_known:
                line = token.map[0] if token.map else run[0].start
                self._tell("a callout of a kind that is not known", callout.name, line)

    def _short_texts(self, run: list[Item]) -> Iterator[tuple[str, int]]:
        """Yield a run's text and line, cut where it is too long for one block; boxes stay whole."""
        boxes = OpenBoxes()
        for part in self._short_parts(run):
            text, line, opening = self._text_with_definitions(part), part[0].start, boxes.opening
            for item in part:
                if item.tokens[0].type == "html_block":
                    boxes = boxes.after(item.tokens[0].content)
            if len(part) == 1 and part[0].tokens[0].type == "html_block" and is_oversized(text):
                parts = cut_by_rows(text, limit=MAX_CHARACTERS // 2)
            else:
                parts = [text]
            if len(parts) > 1 or opening:
                self._tell("a table or box too long for one block, parted", "", line)
            parts[0] = f"{opening}\n\n{parts[0]}" if opening else parts[0]
            parts[-1] += f"\n\n{boxes.closing}" if boxes.tags and part[-1] is not run[-1] else ""
            yield from ((each, line) for each in parts)

    def _short_parts(self, run: list[Item]) -> Iterator[list[Item]]:
        """Yield a run as it is, or cut between its blocks where it is too long for one."""
        if not run or not is_oversized(self._text_with_definitions(run)):
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

    def _text_with_definitions(self, run: list[Item]) -> str:
        """Return a run's source and the definitions it uses that stand elsewhere."""
        start, end = run[0].start, run[-1].end
        missing = [
            definition
            for key in sorted(self._needed_definitions(run))
            if (definition := self.definitions.get(key))
            and not any(start <= each < end for each in definition.starts)
        ]  # fmt: skip
        return "\n\n".join(
            filter(
                None,
                [
                    # Of two definitions of one label the first counts.
                    "\n".join(entry.text for entry in missing if entry.is_contested),
                    self._lines(start, end).strip("\n"),
                    "\n".join(
                        entry.text
                        for entry in missing
                        if not entry.is_contested and not entry.is_footnote
                    ),
                    "\n".join(entry.text for entry in missing if entry.is_footnote),
                ],
            )
        )

    def _without_outer_footnotes(self, run: list[Item]) -> list[Item]:
        """Return a run without the footnotes at its ends, which go where they are used.

        One that nothing uses stays: the list of problems names it.
        """
        kept = [place for place, item in enumerate(run) if not self._is_moved(item)]
        return run[kept[0] : kept[-1] + 1] if kept else []

    def _is_moved(self, item: Item) -> bool:
        """Tell whether an item is a footnote that some block takes along."""
        if item.kind is not Kind.FOOTNOTE:
            return False
        key = f"^{item.tokens[0].meta['label']}"
        return key in self._used and item.start in self.definitions[key].starts

    def _needed_definitions(self, run: list[Item]) -> set[str]:
        found: set[str] = set()
        wanted = [key for item in run for key in keys_used(item.tokens)]
        while wanted:
            key = wanted.pop()
            if key not in found:
                found.add(key)
                wanted += self.definitions[key].needs if key in self.definitions else ()
        return found

    def _lines(self, start: int, end: int) -> str:
        return "\n".join(self.lines[start:end])


def _containers_as_prose(items: list[Item]) -> Iterator[Item]:
    """Yield the items, those inside an HTML container as prose."""
    is_whole = sum(item.kind in CUTTING for item in items) > MAX_CUTS
    depth = 0
    for item in items:
        if item.tokens[0].type == "html_block":
            html = _COMMENT.sub("", item.tokens[0].content)
            depth += sum(-1 if close else 1 for close in _CONTAINER.findall(html))
            depth = max(depth, 0)
        is_kept = depth or is_whole
        yield Item(Kind.PROSE, item.start, item.end, item.tokens) if is_kept else item
