"""Writes a Document's HTML as it reads without the site's style: in feeds, and by programs."""

import re

from blog.html.page_furniture import without_page_furniture
from blog.html.sanitising import CALLOUT_BOX, CALLOUT_TITLE

_DIVISION = re.compile(r'<div(?: class="(?P<classes>[^"]*)")?[^<>]*>|</div>')
_CALLOUT_TITLE = re.compile(rf'<p class="{CALLOUT_TITLE}"([^<>]*)>(.*?)</p>', re.DOTALL)
_FILE_NAME = re.compile(r'<p class="code__file">(.*?)</p>')
_ANNOTATIONS = re.compile(r'<ol class="annotations"([^<>]*)>')
_FIGURE = re.compile(r'<figure class="code\b[^<>]*>')
_PRE = re.compile(r"<pre\b[^<>]*>(.*?)</pre>", re.DOTALL)
_SPAN = re.compile(r"</?span\b[^<>]*>")
# The column of an equation's number, which no style holds off from its formula.
_NUMBER = re.compile(r'(<mtd class="m-half m-right"[^<>]*>(?:<mtext>)?)(?=\()')
_EM_SPACES = "\u2003\u2003"


def standalone_html(html: str) -> str:
    """Return HTML whose parts say by elements and words what they are.

    A callout is a quotation below its title; code has no colours; what scrolls has no frame.
    """
    html = _with_plain_divisions(without_page_furniture(html))
    html = _CALLOUT_TITLE.sub(r"<p\1><strong>\2</strong></p>", html)
    html = _FILE_NAME.sub(r"<p><strong>\1</strong></p>", _FIGURE.sub("<figure>", html))
    html = _ANNOTATIONS.sub(r"<ol\1>", html)
    html = _PRE.sub(lambda match: f"<pre>{_SPAN.sub('', match[1])}</pre>", html)
    return _NUMBER.sub(rf"\1{_EM_SPACES}", html)


def _with_plain_divisions(html: str) -> str:
    """Return HTML with callouts as quotations, and without divisions that only bear a style."""
    open_ends: list[str] = []

    def rewrite(match: re.Match[str]) -> str:
        if match[0] == "</div>":
            return open_ends.pop() if open_ends else match[0]
        is_callout = CALLOUT_BOX in (match["classes"] or "").split()
        open_ends.append("</blockquote>" if is_callout else "" if match["classes"] else "</div>")
        return "<blockquote>" if is_callout else "" if match["classes"] else match[0]

    return _DIVISION.sub(rewrite, html)
