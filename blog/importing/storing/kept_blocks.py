"""Keeps the blocks of a post that say in Markdown what a file's new version says."""

from typing import Any
from uuid import uuid4

from wagtail.blocks import StreamValue

Raw = dict[str, Any]
_BREAK = "\n\n"
# A definition may be needed by what stands in another block, once a text is parted.
_DEFINES = ("[^", "]:")


def with_kept_blocks(old: StreamValue, new: StreamValue) -> list[Raw]:
    """Return a new body's raw blocks, with old ones in place of all that reads the same.

    A file has no more than Markdown: a callout comes back as its text, a figure without its width.
    """
    return _Keeping(old).kept(new)


class _Keeping:
    def __init__(self, old: StreamValue) -> None:
        self._left = [(text, raw) for text, raw in _with_markdown(old) if text]

    def kept(self, new: StreamValue) -> list[Raw]:
        blocks: list[Raw] = []
        for text, raw in _with_markdown(new):
            if whole := self._take(text):
                blocks.append(whole)
            elif raw["type"] == "markdown" and not any(sign in text for sign in _DEFINES):
                blocks += self._parted(text, raw)
            else:
                blocks.append(raw)
        return _with_own_ids(blocks)

    def _take(self, text: str) -> Raw | None:
        """Return an old block of this text, which no other place has then."""
        for place, (known, raw) in enumerate(self._left):
            if known == text:
                del self._left[place]
                return raw
        return None

    def _parted(self, text: str, raw: Raw) -> list[Raw]:
        """Return a text as the old blocks that it begins and ends with, and what is between."""
        first, text = self._taken_off(text, at_end=False)
        last, text = self._taken_off(text, at_end=True)
        rest = [{**raw, "value": text}] if text else []
        return [*first, *rest, *reversed(last)]

    def _taken_off(self, text: str, *, at_end: bool) -> tuple[list[Raw], str]:
        taken: list[tuple[str, Raw]] = []
        while text and (found := self._at_edge(text, at_end=at_end)):
            self._left.remove(found)
            taken.append(found)
            size = len(found[0]) + len(_BREAK)
            text = text[:-size] if at_end else text[size:]
        # Prose at the edge of what was changed stays with it, or each change would part it again.
        while text and taken and taken[-1][1]["type"] == "markdown":
            prose = taken.pop()
            self._left.append(prose)
            text = _BREAK.join([text, prose[0]] if at_end else [prose[0], text])
        return [raw for _text, raw in taken], text

    def _at_edge(self, text: str, *, at_end: bool) -> tuple[str, Raw] | None:
        """Return the longest old block that a text begins or ends with."""
        is_edge = (
            (lambda known: text == known or text.endswith(_BREAK + known))
            if at_end
            else (lambda known: text == known or text.startswith(known + _BREAK))
        )
        found = [each for each in self._left if is_edge(each[0])]
        return max(found, key=lambda each: len(each[0]), default=None)


def _with_markdown(body: StreamValue) -> list[tuple[str, Raw]]:
    texts = [part.block.to_markdown(part.value) for part in body]
    return list(zip(texts, body.get_prep_value(), strict=True))


def _with_own_ids(blocks: list[Raw]) -> list[Raw]:
    """Return blocks none of which has another's id."""
    known: set[str] = set()
    for place, block in enumerate(blocks):
        if str(block["id"]) in known:
            blocks[place] = {**block, "id": str(uuid4())}
        known.add(str(block["id"]))
    return blocks
