"""Reads the Markdown and the HTML of a notebook's cells and outputs as stream blocks."""

from dataclasses import replace
from typing import Any

from blog.importing.dialects.translator import Translator
from blog.importing.entry import Remark, Subject, UnreadableError
from blog.importing.exports.entries import with_embedded
from blog.importing.html.convert import markdown_of
from blog.importing.markdown.body import read_body
from blog.importing.notebooks.boxes import with_callouts
from blog.importing.placeholders import without_placeholders
from blog.importing.targets import Targets
from blog.markdown.limits import MAX_OPEN_BRACKETS

Block = dict[str, Any]


class Texts:
    """Reads one notebook's texts; the first heading of its cells becomes its title."""

    def __init__(self, targets: Targets, translator: Translator, title: str) -> None:
        self.targets = targets
        self.title = title
        self._translator = translator
        self._is_begun = False

    def cell(self, text: str) -> list[Block]:
        """Return a Markdown cell as blocks, without the heading that is the title."""
        draft = self._translator.translate(with_callouts(text), self.targets.path)
        self.targets.remarks += draft.remarks
        body = read_body(
            draft.text, title=self.title, targets=self.targets, has_title=not self._is_begun
        )
        self._is_begun = self._is_begun or bool(body.title)
        self.title = body.title or self.title
        return body.blocks

    def markdown(self, text: str) -> list[Block]:
        """Return Markdown that a cell put out as blocks."""
        if text.count("[") > MAX_OPEN_BRACKETS:
            return []
        draft = self._translator.translate(text, self.targets.path)
        self.targets.remarks += draft.remarks
        return read_body(draft.text, title="", targets=self.targets, has_title=False).blocks

    def html(self, html: str) -> list[Block]:
        """Return HTML as blocks; none, and a remark, where it can't be read."""
        try:
            converted = markdown_of(html, path=self.targets.path)
        except UnreadableError as error:
            self.targets.remark("HTML that can't be read", str(error), Subject.MARKUP)
            return []
        self.targets.remarks += converted.remarks
        return self.markdown(without_placeholders(with_embedded(converted)))


def at_cell(remarks: list[Remark], start: int, number: int) -> None:
    """Give the remarks from a place on the number of their cell, in place of a line within it."""
    remarks[start:] = [replace(each, line=number, is_cell=True) for each in remarks[start:]]
