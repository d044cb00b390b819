"""Writes a text of Ghost's older editor, which Mobiledoc keeps as JSON, as HTML.

The form: github.com/bustle/mobiledoc-kit, MOBILEDOC.md, versions 0.3.
"""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from blog.importing.ghost.cards import card_html

_TAGS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "ul", "ol"}
_MARKUP, _IMAGE, _LIST, _CARD = 1, 2, 3, 10

Remarking = Callable[[str], None]


def mobiledoc_html(text: str, remark: Remarking) -> str:
    """Return a document as HTML, empty for what is none; `remark` is told of unknown parts."""
    try:
        return _Document(json.loads(text), remark).html()
    # Numbers that lead nowhere, and values of other types than the form has.
    except (ValueError, RecursionError, AttributeError, IndexError, KeyError, TypeError):
        remark("text in a form that is not Mobiledoc's")
        return ""


class _Document:
    def __init__(self, read: dict[str, Any], remark: Remarking) -> None:
        self._read = read
        self._remark = remark

    def html(self) -> str:
        return "\n".join(self._section(section) for section in self._read["sections"])

    def _section(self, section: list[Any]) -> str:
        kind, what = section[0], section[1]
        if kind == _IMAGE:
            return f'<p><img src="{escape(str(what))}" alt=""></p>'
        if kind == _CARD:
            name, values = self._read["cards"][what]
            written = card_html(name, values)
            if written is None:
                self._remark(str(name))
            return written or ""
        tag = what if what in _TAGS else "p"
        if kind == _LIST:
            items = "".join(f"<li>{self._line(markers)}</li>" for markers in section[2])
            return f"<{tag}>{items}</{tag}>"
        return f"<{tag}>{self._line(section[2])}</{tag}>"

    def _line(self, markers: list[Any]) -> str:
        written, opened = "", []
        for kind, opening, closing, what in markers:
            for number in opening:
                tag, *rest = self._read["markups"][number]
                written += f"<{tag}{_attributes(rest[0] if rest else [])}>"
                opened.append(tag)
            written += escape(str(what), quote=False) if kind == 0 else self._atom(what)
            for _number in range(closing):
                written += f"</{opened.pop()}>"
        return written

    def _atom(self, number: int) -> str:
        name, value, *_rest = self._read["atoms"][number]
        return "<br>" if name == "soft-return" else escape(str(value))


def _attributes(pairs: list[Any]) -> str:
    given = zip(pairs[::2], pairs[1::2], strict=False)
    return "".join(f' {name}="{escape(str(value))}"' for name, value in given)
