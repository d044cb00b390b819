"""Finds formulas in HTML that stands in Markdown as a block of its own, such as a table."""

import re
from html import unescape

from blog.document.manuscript import Manuscript
from blog.markdown.syntax.formulas import find_formulas

# Tags, comments, and what holds text that is not read: code, and HTML's own formulas.
_PASSED = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(pre|code|kbd|samp|script|style|textarea|math|svg)\b.*?(?:</\1\s*>|\Z)"
    r"|<[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)


def with_formulas(html: str, manuscript: Manuscript) -> str:
    """Return HTML as it was typed with placeholders for the formulas in its text."""
    if "$" not in html and "\\" not in html:
        return html
    parts, position = [], 0
    for match in _PASSED.finditer(html):
        parts += [_text_with_formulas(html[position : match.start()], manuscript), match[0]]
        position = match.end()
    return "".join([*parts, _text_with_formulas(html[position:], manuscript)])


def _text_with_formulas(text: str, manuscript: Manuscript) -> str:
    parts, position = [], 0
    for start, end, latex, is_display in find_formulas(text):
        placeholder = manuscript.formula(unescape(latex), is_display=is_display)
        parts += [text[position:start], placeholder]
        position = end
    return "".join([*parts, text[position:]])
