"""Reads the comments by which WordPress' block editor says what HTML alone does not."""

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

_BLOCK = re.compile(
    r"<!--\s+wp:(?P<name>[a-z][\w/-]*)\s+(?P<json>\{.*?\}\s+)?(?P<empty>/)?-->", re.DOTALL
)
_LISTING = re.compile(r"(<!--\s+wp:[a-z][\w/-]*\s+\{[^<>]*\}\s+-->\s*)<pre\b")
# What holds nothing, or stands where the notes or the rest of a text will.
_SILENT = {"footnotes", "more", "nextpage", "spacer", "separator", "post-title", "post-content"}
_MAX_INCLUDED = 5


def with_blocks(
    html: str,
    reusable: Mapping[str, str],
    remark: Callable[[str, int], None],
    *,
    depth: int = 0,
) -> str:
    """Return a text of the block editor with what its comments say as HTML.

    `reusable` are the blocks that posts share, by id. A block without HTML, which a program fills
    when it is shown, is remarked on with its line.
    """
    html = _LISTING.sub(_with_language, html)

    def replace(match: re.Match[str]) -> str:
        if not match["empty"]:
            return match[0]
        given = _attributes(match["json"])
        if match["name"] == "block" and str(given.get("ref")) in reusable and depth < _MAX_INCLUDED:
            return with_blocks(reusable[str(given["ref"])], reusable, remark, depth=depth + 1)
        if match["name"] not in _SILENT:
            remark(match["name"], html.count("\n", 0, match.start()) + 1)
        return match[0]

    return _BLOCK.sub(replace, html)


def _with_language(match: re.Match[str]) -> str:
    comment = _BLOCK.match(match[1])
    given = _attributes(comment["json"]) if comment else {}
    language = given.get("language") or given.get("lang") or given.get("codeLanguage")
    lines = given.get("highlightLines") or given.get("lineHighlights")
    names = {"data-lang": language, "data-line": lines, "data-title": given.get("title")}
    shown = "".join(
        f' {name}="{escape(text)}"'
        for name, text in names.items()
        if isinstance(text, str) and text
    )
    return f"{match[1]}<pre{shown}"


def _attributes(text: str | None) -> dict[str, Any]:
    try:
        read = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
