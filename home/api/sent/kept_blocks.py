"""Leaves blocks as they are whose Markdown a changed text still has, word for word.

A text has no more than Markdown: read back, a code's output would be a listing of its own.
"""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from wagtail.blocks import StreamValue

from blog.exporting.post_text import body_texts
from blog.html.site_ids import site_id
from home.api.sent.texts import NOTEBOOK, Text

Raw = dict[str, Any]
_BREAK = "\n\n"


class KeptBlocks:
    """The blocks of a body, which stand as marks in a text while it is read."""

    def __init__(self, body: StreamValue | Sequence) -> None:
        is_stored = isinstance(body, StreamValue)
        self._raw: list[Raw] = body.get_prep_value() if is_stored else []
        self._texts = [text.strip("\n") for text in body_texts(body, site_id)] if is_stored else []
        # No text that is sent can know it.
        self._mark = f"kept{secrets.token_hex(8)}x"

    def put_marks(self, text: Text) -> Text:
        """Return a text with marks in place of blocks, each thing on the line that it was on."""
        if text.format == NOTEBOOK or not self._texts:
            return text
        content = text.content.replace("\r\n", "\n")
        return replace(text, content="".join(self._marked(content)))

    def _marked(self, content: str) -> Iterator[str]:
        left = {place: text for place, text in enumerate(self._texts) if text}
        at = 0
        while at < len(content):
            place = self._longest(content, at, left)
            if place is not None:
                text = left.pop(place)
                yield f"{self._mark}{place}" + "\n" * text.count("\n")
                at += len(text)
            rest = re.compile(r"\n+").match(content, at) if place is not None else None
            end = rest.end() if rest else self._next_paragraph(content, at)
            yield content[at:end]
            at = end

    def _longest(self, content: str, at: int, left: dict[int, str]) -> int | None:
        """Return the block whose text begins here, and ends where a paragraph does."""
        found = [
            place
            for place, text in left.items()
            if content.startswith(text, at) and self._ends(content, at + len(text))
        ]
        return max(found, key=lambda place: len(left[place]), default=None)

    def _ends(self, content: str, at: int) -> bool:
        return content.startswith(_BREAK, at) or not content[at:].strip()

    def _next_paragraph(self, content: str, at: int) -> int:
        found = re.compile(r"\n\n+").search(content, at)
        return found.end() if found else len(content)

    def put_back(self, blocks: list[Raw]) -> list[Raw]:
        """Return blocks read from a text with marks, with what these stand for in their places."""
        if not self._texts:
            return blocks
        alone = re.compile(rf"^{self._mark}(\d+)$", re.MULTILINE)
        found: list[Raw] = []
        for block in blocks:
            value = block["value"]
            if block["type"] != "markdown" or not isinstance(value, str):
                found.append(block)
                continue
            # By turns a text and the number of a block.
            parts = alone.split(value)
            for number, part in enumerate(parts):
                if number % 2:
                    found.append(self._raw[int(part)])
                elif text := part.strip("\n"):
                    found.append({**block, "value": text, "id": str(uuid4())})
        return [self._without_marks(block) for block in found]

    def _without_marks(self, value: Any) -> Any:
        """Return a value that names no mark: within a listing a block's words are but words."""
        if isinstance(value, str):
            pattern = rf"{self._mark}(\d+)"
            return re.sub(pattern, lambda match: self._texts[int(match[1])], value)
        if isinstance(value, dict):
            return {key: self._without_marks(child) for key, child in value.items()}
        if isinstance(value, list):
            return [self._without_marks(child) for child in value]
        return value
