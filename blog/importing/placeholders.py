"""Writes and fills placeholders in a body for pictures and posts whose ids are not known yet."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from blog.html.site_ids import site_id

# Private-use characters, which texts are stripped of, so no text can forge a placeholder.
_START, _END = "\ue000", "\ue001"
_PICTURE = re.compile(f"{_START}picture:(\\d+){_END}")
_DOCUMENT = re.compile(f"{_START}document:(\\d+){_END}")
_OPENING = re.compile(f"{_START}opening:(\\d+){_END}")
_OPENING_TAG = re.compile(f"{_START}opening-tag:(\\d+):([^{_END}]*){_END}")
_CLOSING_TAG = re.compile(f"{_START}closing-tag:(\\d+){_END}")
_CLOSING = re.compile(f"{_START}closing:(\\d+):([^{_END}]*){_END}")


def without_placeholders(text: str) -> str:
    """Return text without NUL, which PostgreSQL refuses, and without forged placeholders."""
    return text.replace("\0", "").replace(_START, "").replace(_END, "")


def picture_placeholder(number: int) -> str:
    """Return what stands for a picture's address; alone in a string, for its id."""
    return f"{_START}picture:{number}{_END}"


def document_placeholder(number: int) -> str:
    """Return what stands for the address of an attachment; alone in a string, for its id."""
    return f"{_START}document:{number}{_END}"


def opening_placeholder(number: int) -> str:
    """Return what stands for the `[` of a Markdown link to another source."""
    return f"{_START}opening:{number}{_END}"


def closing_placeholder(number: int, rest: str) -> str:
    """Return what stands for the `](address` of that link; `rest` is what follows, `)` included."""
    return f"{_START}closing:{number}:{rest}{_END}"


def opening_tag_placeholder(number: int, fragment: str) -> str:
    """Return what stands for the tag that opens such a link in raw HTML."""
    return f"{_START}opening-tag:{number}:{fragment}{_END}"


def closing_tag_placeholder(number: int) -> str:
    """Return what stands for the tag that ends it."""
    return f"{_START}closing-tag:{number}{_END}"


def place_pictures(value: Any, ids: list[int]) -> Any:
    """Return raw blocks with picture placeholders replaced by `image:ID`, or by ids."""
    if isinstance(value, str):
        if whole := _PICTURE.fullmatch(value):
            return ids[int(whole[1])]
        return _PICTURE.sub(lambda match: site_id("image", ids[int(match[1])]), value)
    return _change_each(value, lambda child: place_pictures(child, ids))


def place_documents(value: Any, ids: list[int]) -> Any:
    """Return raw blocks with attachments' placeholders replaced by `document:ID`, or by ids."""
    if isinstance(value, str):
        if whole := _DOCUMENT.fullmatch(value):
            return ids[int(whole[1])]
        return _DOCUMENT.sub(lambda match: site_id("document", ids[int(match[1])]), value)
    return _change_each(value, lambda child: place_documents(child, ids))


def place_links(value: Any, ids: Mapping[int, int]) -> Any:
    """Return raw blocks with links replaced by `page:ID`; without an id the text stays."""
    if isinstance(value, str):
        value = _OPENING.sub(lambda match: "[" if int(match[1]) in ids else "", value)
        value = _CLOSING.sub(
            lambda match: (
                f"]({site_id('page', ids[int(match[1])])}{match[2]}" if int(match[1]) in ids else ""
            ),
            value,
        )
        return _place_tags(value, ids)
    return _change_each(value, lambda child: place_links(child, ids))


def _place_tags(value: str, ids: Mapping[int, int]) -> str:
    def opened(match: re.Match[str]) -> str:
        pk = ids.get(int(match[1]))
        return "" if pk is None else f'<a href="{site_id("page", pk)}{escape(match[2])}">'

    value = _OPENING_TAG.sub(opened, value)
    return _CLOSING_TAG.sub(lambda match: "</a>" if int(match[1]) in ids else "", value)


def _change_each(value: Any, change: Any) -> Any:
    if isinstance(value, dict):
        return {key: change(child) for key, child in value.items()}
    if isinstance(value, list):
        return [change(child) for child in value]
    return value
