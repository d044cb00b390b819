"""Reads WordPress' shortcodes: those that HTML can say become it, the others are named."""

import re
from collections.abc import Callable
from html import unescape

from blog.document.code.highlighting import canonical_language
from blog.importing.wordpress.shortcode_html import (
    Attachment,
    captioned_html,
    formula_html,
    gallery_html,
    link_html,
    listing_html,
    played_html,
    video_page_html,
)
from blog.importing.wordpress.shortcode_syntax import (
    Pair,
    attributes_of,
    find_pairs,
    with_lines_of,
)

_TAG = re.compile(
    r"\[(?P<end>/)?(?P<name>[A-Za-z][\w-]{0,40})(?P<rest>(?:\s|=|:)[^\[\]]{0,2000}|\s*/)?\]"
)
# What shows as it was typed: code, and what HTML hides.
_CODE = re.compile(
    r"<(pre|code|script|style|textarea)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
_LISTINGS = {"code", "sourcecode", "source", "highlight", "crayon"}
_FORMULAS = {"latex": False, "math": False, "tex": False, "equation": True}
_FOOTNOTES = {"footnote", "ref", "fn", "mfn", "efn_note"}
_CAPTIONS = {"caption", "wp_caption"}
_EMBED = "embed"
_PAGES = {"youtube", "embedyt", "vimeo", "gist", "tweet", "wpvideo"}
_PLAYED = {"video", "audio"}
# Names that no prose has in brackets.
_KNOWN = {"ads", "column", "columns", "playlist", "slider", "slideshow", "tabs", "toc"}

# Called with a gallery's attributes; returns its pictures.
Gallery = Callable[[dict[str, str]], list[Attachment]]


class Shortcodes:
    """Reads the shortcodes of one text.

    `remarks` are those that were left, each with its line, `footnotes` what some of them noted.
    """

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        self.remarks: list[tuple[str, int]] = []
        self.footnotes: dict[str, str] = {}

    def replaced(self, html: str) -> str:
        """Return a text with HTML for the shortcodes that are known, its lines as they are."""
        html = _with_pairs_replaced(html, _listing_names(html), self._listing)
        parts, position = [], 0
        for match in _CODE.finditer(html):
            parts += [self._single(html, position, match.start()), match[0]]
            position = match.end()
        html = "".join([*parts, self._single(html, position, len(html))])
        names = {*_CAPTIONS, _EMBED, *_FORMULAS, *_FOOTNOTES}
        return _with_pairs_replaced(html, names, self._pair)

    def _listing(self, pair: Pair) -> str:
        return listing_html(pair, language="" if pair.name in _LISTINGS else pair.name)

    def _pair(self, pair: Pair) -> str | None:
        if pair.name in _CAPTIONS:
            return captioned_html(pair)
        if pair.name == _EMBED:
            return link_html(unescape(pair.content).strip())
        if pair.name in _FORMULAS:
            return formula_html(pair.content, is_display=_FORMULAS[pair.name])
        key = f"shortcode-{len(self.footnotes) + 1}"
        self.footnotes[key] = pair.content
        return f'<sup data-fn="{key}">{len(self.footnotes)}</sup>'

    def _single(self, html: str, start: int, end: int) -> str:
        def replace(match: re.Match[str]) -> str:
            written = None if match["end"] else self._single_html(match)
            if written is not None:
                return with_lines_of(match[0], written)
            if _is_shortcode(match, html):
                line = html.count("\n", 0, start + match.start()) + 1
                self.remarks.append((match[0], line))
            return match[0]

        return _TAG.sub(replace, html[start:end])

    def _single_html(self, match: re.Match[str]) -> str | None:
        """Return what a shortcode without content says as HTML; None for any other."""
        name, given = match["name"].lower(), attributes_of(match["rest"] or "")
        if name == "gallery":
            return gallery_html(self._gallery(given))
        if name in _PLAYED:
            return played_html(name, given)
        return video_page_html(name, given) if name in _PAGES else None


def _listing_names(html: str) -> set[str]:
    """Return the names of shortcodes that end in a text and hold code."""
    ended = {name.lower() for name in re.findall(r"\[/([A-Za-z][\w+#-]{0,20})\]", html)}
    return {name for name in ended if name in _LISTINGS or canonical_language(name)} - {*_FORMULAS}


def _with_pairs_replaced(html: str, names: set[str], replace: Callable[[Pair], str | None]) -> str:
    parts, position = [], 0
    for pair in find_pairs(html, names) if names else ():
        old = html[pair.start : pair.end]
        written = replace(pair)
        parts += [
            html[position : pair.start],
            old if written is None else with_lines_of(old, written),
        ]
        position = pair.end
    return "".join([*parts, html[position:]])


def _is_shortcode(match: re.Match[str], html: str) -> bool:
    """Tell whether brackets seem to hold a shortcode: any plug-in may have brought it."""
    name, rest = match["name"], match["rest"] or ""
    if match["end"] or name.lower() in {*_CAPTIONS, _EMBED, *_FORMULAS, *_FOOTNOTES}:
        return False
    is_named = name.lower() in _KNOWN or "_" in name or "-" in name or "=" in rest
    return is_named or f"[/{name}]" in html
