"""Writes a text of Ghost's editor, which Lexical keeps as JSON, as HTML."""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from blog.importing.ghost.cards import card_html, text_of

# Lexical's bits of a text's format.
_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"),
            (128, "mark"))  # fmt: skip
_BLOCKS = {"paragraph": "p", "quote": "blockquote", "aside": "blockquote", "listitem": "li"}
_INLINE = {"root", "linebreak", "tab", "text", "link", "autolink", "heading", "list"}
_MAX_DEPTH = 60

Remarking = Callable[[str], None]


def lexical_html(text: str, remark: Remarking) -> str:
    """Return a document as HTML, empty for what is none; `remark` is told of unknown parts."""
    try:
        root = json.loads(text).get("root")
    except (ValueError, RecursionError, AttributeError):
        return ""
    return _html(root, remark, 0) if isinstance(root, dict) else ""


def _html(node: dict[str, Any], remark: Remarking, depth: int) -> str:
    kind = text_of(node, "type").removeprefix("extended-")
    if depth > _MAX_DEPTH:
        remark("nested too deeply")
        return ""
    children = node.get("children")
    nodes = (
        [each for each in children if isinstance(each, dict)] if isinstance(children, list) else []
    )
    inside = "".join(_html(each, remark, depth + 1) for each in nodes)
    if kind in _INLINE or kind in _BLOCKS:
        return _element(kind, node, inside)
    written = card_html(kind, node)
    if written is None:
        remark(kind or "part without a type")
    return inside or text_of(node, "text") if written is None else written


def _element(kind: str, node: dict[str, Any], inside: str) -> str:
    match kind:
        case "text":
            return _text(node)
        case "linebreak":
            return "<br>"
        case "tab":
            return " "
        case "link" | "autolink":
            return f'<a href="{escape(text_of(node, "url"))}">{inside}</a>'
        case "heading":
            tag = text_of(node, "tag")
            tag = tag if tag in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
            return f"<{tag}>{inside}</{tag}>"
        case "list":
            tag = "ol" if text_of(node, "tag") == "ol" or node.get("listType") == "number" else "ul"
            start = f' start="{node["start"]}"' if isinstance(node.get("start"), int) else ""
            return f"<{tag}{start if tag == 'ol' else ''}>{inside}</{tag}>"
        case "root":
            return inside
    return f"<{_BLOCKS[kind]}>{inside}</{_BLOCKS[kind]}>"


def _text(node: dict[str, Any]) -> str:
    written = escape(text_of(node, "text"), quote=False)
    bits = node.get("format")
    for bit, tag in _FORMATS:
        if isinstance(bits, int) and bits & bit:
            written = f"<{tag}>{written}</{tag}>"
    return written
