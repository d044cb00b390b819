"""Marks: what stands in a body for pictures and posts whose ids are not known yet."""

import re
from collections.abc import Mapping
from typing import Any

# Private-use characters, which texts are stripped of, so no text can forge a mark.
_START, _END = "\ue000", "\ue001"
_PICTURE = re.compile(f"{_START}picture:(\\d+){_END}")
_OPENING = re.compile(f"{_START}opening:(\\d+){_END}")
_CLOSING = re.compile(f"{_START}closing:(\\d+):([^{_END}]*){_END}")


def unmarked(text: str) -> str:
    """Return text without NUL, which PostgreSQL refuses, and without forged marks."""
    return text.replace("\0", "").replace(_START, "").replace(_END, "")


def picture_mark(number: int) -> str:
    """Stand for the address of a picture; alone in a string, for its id."""
    return f"{_START}picture:{number}{_END}"


def opening_mark(number: int) -> str:
    """Stand for the `[` of a Markdown link to another source."""
    return f"{_START}opening:{number}{_END}"


def closing_mark(number: int, rest: str) -> str:
    """Stand for the `](address` of that link; `rest` is what follows, `)` included."""
    return f"{_START}closing:{number}:{rest}{_END}"


def place_pictures(value: Any, ids: list[int]) -> Any:
    """Return raw blocks with picture marks replaced by `image:ID`, or by ids."""
    if isinstance(value, str):
        if whole := _PICTURE.fullmatch(value):
            return ids[int(whole[1])]
        return _PICTURE.sub(lambda match: f"image:{ids[int(match[1])]}", value)
    return _each(value, lambda child: place_pictures(child, ids))


def place_links(value: Any, ids: Mapping[int, int]) -> Any:
    """Return raw blocks with links replaced by `page:ID`; without an id the text stays."""
    if isinstance(value, str):
        value = _OPENING.sub(lambda match: "[" if int(match[1]) in ids else "", value)
        return _CLOSING.sub(
            lambda match: f"](page:{ids[int(match[1])]}{match[2]}" if int(match[1]) in ids else "",
            value,
        )
    return _each(value, lambda child: place_links(child, ids))


def _each(value: Any, change: Any) -> Any:
    if isinstance(value, dict):
        return {key: change(child) for key, child in value.items()}
    if isinstance(value, list):
        return [change(child) for child in value]
    return value
