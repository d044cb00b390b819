"""Rewrites the raw HTML of a Markdown source: what it shows, and the files that it links to."""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple

from blog.importing.entry import Subject
from blog.importing.files.finding import EntryFiles, is_local
from blog.importing.files.raw_media import Show, Tag
from blog.importing.files.raw_reading import RawText, only_shown, raw_texts
from blog.importing.files.raw_rows import Rows
from blog.importing.files.raw_writing import (
    as_html,
    as_markdown,
    is_too_long,
    remark_on_frame,
)
from blog.importing.placeholders import (
    closing_tag_placeholder,
    opening_tag_placeholder,
)
from blog.markdown.source_edits import Edits
from blog.markdown.tokens import parse_source

_HINT = re.compile(
    r"<(?:a|amp-img|audio|embed|iframe|image|img|noscript|object|picture|video)\b", re.IGNORECASE
)
# Each adds brackets to a text, and the dialect reads no text of too many.
MAX_AS_MARKDOWN = 200


class LinkedPost(NamedTuple):
    """Another file that a link leads to: its number among the entry's links, and the fragment.

    This very file has no number.
    """

    number: int | None
    fragment: str


class _Change(NamedTuple):
    """What takes the place of a stretch of a text."""

    start: int
    end: int
    text: str


class RawHtml:
    """Rewrites the raw HTML of one file. `first_line` is the line that its Markdown begins on.

    `find_post` says which post an address means; None for no file of the archive.
    """

    def __init__(
        self,
        files: EntryFiles,
        find_post: Callable[[str], LinkedPost | None],
        *,
        first_line: int,
    ) -> None:
        self._files = files
        self._find_post = find_post
        self._first_line = first_line

    def rewritten(self, source: str) -> str:
        """Return a source whose pictures and films are Markdown's where they can be.

        Within a table or another block of HTML they stay HTML, with placeholders. Whatever
        follows a block keeps its line.
        """
        if not _HINT.search(source):
            return source
        parsed = parse_source(source)
        edits, rows = Edits(parsed), Rows(parsed.lines)
        for raw in raw_texts(parsed):
            changes = sorted(self._changes(raw))
            if raw.is_block or any("\n" in raw.text[each.start : each.end] for each in changes):
                rows.change(raw, _without_new_gaps(raw.text, changes))
            elif False in [edits.replace(raw.token, *change) for change in changes]:
                what = "address that could not be rewritten"
                self._files.remark(what, raw.text[:200], Subject.PICTURE, self._line(raw, 0))
        return "\n".join(rows.applied(edits.applied()))

    def _changes(self, raw: RawText) -> list[_Change]:
        is_markdown = len(raw.media) <= MAX_AS_MARKDOWN and not any(map(is_too_long, raw.media))
        shown = only_shown(raw) if is_markdown else None
        for medium in raw.media:
            remark_on_frame(medium, self._files, line=self._line(raw, medium.start))
        if shown:
            is_apart = any(each.caption or each.medium.show is not Show.PICTURE for each in shown)
            texts = [
                as_markdown(
                    each.medium,
                    self._files,
                    link=each.link,
                    caption=each.caption,
                    line=self._line(raw, each.medium.start),
                )
                for each in shown
            ]
            return [_Change(0, len(raw.text), ("\n\n" if is_apart else " ").join(texts))]
        changes = []
        for medium in raw.media:
            line = self._line(raw, medium.start)
            text = (
                as_html(medium, self._files, line=line)
                if raw.is_block or not is_markdown
                else as_markdown(medium, self._files)
            )
            changes.append(_Change(medium.start, medium.end, text))
        return [*changes, *self._link_changes(raw)]

    def _link_changes(self, raw: RawText) -> Iterator[_Change]:
        opened: list[Tag] = []
        for tag in raw.tags:
            if tag.part.name != "a" or raw.is_within_medium(tag):
                continue
            if tag.part.kind == "open":
                opened.append(tag)
            elif opened:
                opening = opened.pop()
                address = opening.part.values().get("href", "").strip()
                address = self._files.folder.as_own(address, beside=self._files.path)
                if is_local(address) and (texts := self._link_tags(address, opening, raw)):
                    yield _Change(opening.start, opening.end, texts[0])
                    yield _Change(tag.start, tag.end, texts[1])

    def _link_tags(self, address: str, tag: Tag, raw: RawText) -> tuple[str, str] | None:
        """Return what takes the place of a link's two tags; None where they stay."""
        post = self._find_post(address)
        if post and post.number is None:
            return f'<a href="{escape(post.fragment)}">', "</a>"
        if post:
            return (
                opening_tag_placeholder(post.number, post.fragment),
                closing_tag_placeholder(post.number),
            )
        words = tag.part.values().get("title", "")
        line = self._line(raw, tag.start)
        target = self._files.link_target(address, title=words, line=line)
        if target is None:
            return None if address.startswith("/") else ("", "")
        title = f' title="{escape(words)}"' if words else ""
        return f'<a href="{target}"{title}>', "</a>"

    def _line(self, raw: RawText, position: int) -> int:
        return self._first_line + raw.line(position)


def _without_new_gaps(text: str, changes: list[_Change]) -> str:
    """Return a changed text without lines that a tag has left empty: one would end the block."""
    changed = _changed(text, changes)
    is_whole = [(each.start, each.end) for each in changes] == [(0, len(text))]
    if is_whole or not all(line.strip() for line in text.split("\n")):
        return changed
    return "\n".join(line for line in changed.split("\n") if line.strip())


def _changed(text: str, changes: list[_Change]) -> str:
    parts, place = [], 0
    for change in changes:
        parts += [text[place : change.start], change.text]
        place = change.end
    return "".join([*parts, text[place:]])
