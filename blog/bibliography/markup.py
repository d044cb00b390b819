"""Carries emphasis through citeproc as signs that no text holds, and writes it as safe HTML."""

import re
from typing import Any

from django.utils.html import escape

_TAGS = ("i", "b", "sup", "sub")
_OPENING = {tag: chr(0xE000 + 2 * place) for place, tag in enumerate(_TAGS)}
_CLOSING = {tag: chr(0xE001 + 2 * place) for place, tag in enumerate(_TAGS)}
_OPENED = {sign: tag for tag, sign in _OPENING.items()}
_CLOSED = {sign: tag for tag, sign in _CLOSING.items()}
# Unicode leaves them to programs.
SIGNS = "\ue000-\uf8ff"
_SIGNS = re.compile(f"[{SIGNS}]")
# None that keeps words together.
_BLANKS = re.compile(r"[ \t\r\n]+")
_TYPED = re.compile(rf"<(/?)({'|'.join(_TAGS)})>")
_OTHER_MARKUP = re.compile(r'</?sc>|<span style="[^"<>]{0,80}">')

_ADDRESS = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:)])"
    r"|\bdoi:\s?(?P<doi>10\.[^\s<>\"]+[^\s<>\".,;:)])"
    r"|\barXiv:(?P<arxiv>\d{4}\.\d{4,5}(?:v\d+)?)",
    re.IGNORECASE,
)


class Formatter:
    """What citeproc writes with: no HTML, so that nothing is escaped twice or not at all."""

    preformat = staticmethod(str)
    Light = Underline = SmallCaps = staticmethod(str)

    @staticmethod
    def Italic(text: Any) -> str:
        return _wrapped(text, "i")

    @staticmethod
    def Bold(text: Any) -> str:
        return _wrapped(text, "b")

    @staticmethod
    def Superscript(text: Any) -> str:
        return _wrapped(text, "sup")

    @staticmethod
    def Subscript(text: Any) -> str:
        return _wrapped(text, "sub")

    Oblique = Italic


def with_signs(text: str) -> str:
    """Return a record's text with signs for its emphasis; citeproc's own markup stays."""
    text = _OTHER_MARKUP.sub("", _SIGNS.sub("", text))
    return _TYPED.sub(lambda tag: (_CLOSING if tag[1] else _OPENING)[tag[2]], text)


def without_signs(text: str) -> str:
    """Return what citeproc wrote as plain text."""
    return " ".join(_SIGNS.sub("", text).split())


def to_html(text: str) -> str:
    """Return what citeproc wrote as HTML, each tag closed where it should be."""
    written: list[str] = []
    opened: list[str] = []
    for sign in _BLANKS.sub(" ", escape(text)).strip():
        if tag := _OPENED.get(sign):
            opened.append(tag)
            written.append(f"<{tag}>")
        elif tag := _CLOSED.get(sign):
            while tag in opened:
                last = opened.pop()
                written.append(f"</{last}>")
                if last == tag:
                    break
        else:
            written.append(sign)
    written += [f"</{tag}>" for tag in reversed(opened)]
    return "".join(written)


def with_links(html: str) -> str:
    """Return an entry with its addresses, DOI and arXiv number as links."""
    return _ADDRESS.sub(_link, html)


def _link(match: re.Match[str]) -> str:
    for name, prefix in (("doi", "https://doi.org/"), ("arxiv", "https://arxiv.org/abs/")):
        if number := match[name]:
            before = match[0][: -len(number)]
            # What names it belongs to the number of an arXiv paper.
            before, text = ("", match[0]) if name == "arxiv" else (before, number)
            return f'{before}<a href="{prefix}{number}">{text}</a>'
    return f'<a href="{match["url"]}">{match["url"]}</a>'


def _wrapped(text: Any, tag: str) -> str:
    return f"{_OPENING[tag]}{text}{_CLOSING[tag]}"
