"""Gives a text of WordPress' classic editor the paragraphs that WordPress makes when it shows it.

After `wpautop` (wp-includes/formatting.php): a blank line parts paragraphs, a line end is a break.
"""

import re

_BLOCK = (
    r"</?(?:address|article|aside|blockquote|caption|center|col|colgroup|dd|details|div|dl|dt"
    r"|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|legend|li|main|nav|noscript|ol|p|pre"
    r"|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul|iframe)\b[^>]*>"
)
_WHOLE = re.compile(
    r"<(pre|script|style|textarea|svg|math|object|select)\b.*?</\1\s*>|<!--.*?-->",
    re.DOTALL | re.IGNORECASE,
)
_BREAKS = re.compile(rf"({_BLOCK})?([ \t]*\n[ \t\n]*)(?=({_BLOCK})?)", re.IGNORECASE)
_MADE_BY_BLOCKS = "<!-- wp:"


def with_paragraphs(html: str) -> str:
    """Return a text with its paragraphs and line breaks; of the block editor's as it is."""
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    if _MADE_BY_BLOCKS in html:
        return html
    parts, position = [], 0
    for match in _WHOLE.finditer(html):
        parts += [_broken(html[position : match.start()]), match[0]]
        position = match.end()
    return "".join([*parts, _broken(html[position:])])


def _broken(text: str) -> str:
    return _BREAKS.sub(_break, text)


def _break(match: re.Match[str]) -> str:
    before, space, after = match[1] or "", match[2], match[3]
    if after or space.count("\n") > 1:
        # A paragraph ends by itself where a block begins.
        return f"{before}{space}{'' if after else '<p>'}"
    return f"{before}{'' if before else '<br>'}{space}"
