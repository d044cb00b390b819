"""Replaces a text's tags by what their dialect's readers make of them."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping

from blog.importing.dialects.draft import Draft, Writer
from blog.importing.dialects.place import Place
from blog.importing.dialects.programs.tags import Arguments, Syntax, Tag
from blog.importing.dialects.replacements import Block, Inline, Replacement, Wrapped
from blog.importing.dialects.scan import Scan, scan
from blog.importing.entry import Subject
from blog.importing.placeholders import without_placeholders

# What a tag becomes; None where it has no meaning to us, and stays as it was typed.
Reader = Callable[[Tag, Arguments, Place], Replacement | None]

AS_TYPED = "shortcode or tag, left as typed"
UNENDED = "shortcode or tag that nothing ends, left as typed"
NO_EFFECT = "option of a shortcode that has no effect"
MAX_TOLD = 1_000


def translate_tags(
    draft: Draft, syntax: Syntax, readers: Mapping[str, Reader], place: Place
) -> Draft:
    """Return a draft with its tags replaced; those that stay are told."""
    found = scan(draft.text, syntax)
    return _Translation(draft, found, readers, place).draft()


class _Translation:
    def __init__(
        self, draft: Draft, found: Scan, readers: Mapping[str, Reader], place: Place
    ) -> None:
        self._draft = draft
        self._found = found
        self._readers = readers
        self._place = place
        self._writer = Writer()
        self._partners = _partners(found.tags)
        self._closings: dict[int, Wrapped] = {}
        self._known: set[int] = set()

    def draft(self) -> Draft:
        position = 0
        for number, tag in enumerate(self._found.tags):
            self._writer.keep(self._draft.text[position : tag.start])
            self._take(number, tag)
            position = tag.body_end or tag.end
            # What was not read is counted all the same.
            self._writer.skip(self._draft.text[tag.start : position])
        self._writer.keep(self._draft.text[position:])
        self._tell_unread()
        return self._draft.rewritten(self._writer)

    def _take(self, number: int, tag: Tag) -> None:
        if tag.escaped is not None:
            self._writer.put(tag.escaped)
        elif number in self._closings:
            wrapped = self._closings[number]
            self._put_block(wrapped.closing, is_paragraph=wrapped.is_paragraph)
        else:
            arguments = tag.arguments()
            replacement = None if tag.is_closing else self._read(tag, arguments)
            if replacement is None or not self._replace(number, replacement):
                self._leave(number, tag)
                return
            for left in arguments.left():
                self._tell(NO_EFFECT, f"{tag.name} {left}", Subject.LEFT_OUT)

    def _read(self, tag: Tag, arguments: Arguments) -> Replacement | None:
        reader = self._readers.get(tag.name)
        return reader(tag, arguments, self._place) if reader else None

    def _replace(self, number: int, replacement: Replacement) -> bool:
        """Write what a tag becomes; tell whether it has a place where it stands."""
        in_row = self._writer.current.lstrip(" \t>").startswith("|")
        match replacement:
            case Inline(text):
                self._writer.put(text)
            case Block(text) if in_row and "\n" not in text:
                self._writer.put(text)
            case Block(text, is_paragraph) if not in_row:
                self._put_block(text, is_paragraph=is_paragraph)
            case Wrapped(opening, _closing, is_paragraph) if (
                not in_row and number in self._partners
            ):
                self._closings[self._partners[number]] = replacement
                self._put_block(opening, is_paragraph=is_paragraph)
            case _:
                return False
        return True

    def _put_block(self, text: str, *, is_paragraph: bool) -> None:
        self._writer.put_block(without_placeholders(text), is_paragraph=is_paragraph)

    def _leave(self, number: int, tag: Tag) -> None:
        """Write a tag as it was typed, and tell it, a pair of them once."""
        if number in self._partners:
            self._known.add(self._partners[number])
        if number not in self._known:
            self._tell(AS_TYPED, tag.typed, Subject.MARKUP)
        self._writer.put(self._draft.text[tag.start : tag.body_end or tag.end])

    def _tell(self, what: str, detail: str, subject: Subject) -> None:
        if len(self._draft.remarks) < MAX_TOLD:
            self._draft.tell(what, detail, self._writer.line, subject=subject)

    def _tell_unread(self) -> None:
        text = self._draft.text
        line = position = 0
        for start in self._found.unread[:MAX_TOLD]:
            line += text.count("\n", position, start)
            position = start
            self._draft.tell(UNENDED, text[start : start + 60], line)


def _partners(tags: list[Tag]) -> dict[int, int]:
    """Return for each tag that one closes the place of that one."""
    open_tags: dict[str, list[int]] = defaultdict(list)
    everyone: list[int] = []
    partners: dict[int, int] = {}
    for number, tag in enumerate(tags):
        if tag.escaped is not None or tag.body is not None:
            continue
        if not tag.is_closing:
            open_tags[tag.name].append(number)
            everyone.append(number)
            continue
        # A nameless one, as Zola's, closes whatever is open.
        stack = open_tags[tag.name] if tag.name else everyone
        if not stack:
            continue
        partner = stack[-1]
        while everyone and everyone[-1] >= partner:
            name = tags[everyone.pop()].name
            open_tags[name].pop()
        partners[partner] = number
    return partners


def replace_in_prose(
    draft: Draft,
    pattern: re.Pattern[str],
    change: Callable[[re.Match[str], Draft, int], str | None],
) -> Draft:
    """Return a draft with matches outside of code replaced; `change` gets the line, too."""
    found, writer, position = scan(draft.text), Writer(), 0
    for match in pattern.finditer(draft.text):
        if not found.is_prose(match.start(), match.end()):
            continue
        writer.keep(draft.text[position : match.start()])
        text = change(match, draft, writer.line)
        if text is None:
            writer.keep(match[0])
        else:
            writer.put(text)
            writer.skip(match[0])
        position = match.end()
    writer.keep(draft.text[position:])
    return draft.rewritten(writer)
