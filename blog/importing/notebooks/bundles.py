"""Chooses of an output's MIME bundle what is shown, the best first, and tells what falls away."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from blog.importing.notebooks.cells import text_of
from blog.importing.placeholders import without_placeholders

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
MARKDOWN, LATEX, HTML, PLAIN, JSON = (
    "text/markdown", "text/latex", "text/html", "text/plain", "application/json",
)  # fmt: skip
# What shows nothing by itself: a static form stands beside it, or is missing.
_SCRIPTS = re.compile(r"<(?:script|iframe|object|embed|canvas|audio|video|form|button)\b", re.I)
# Elements that a table of results does without, and that programs draw their own ones with.
_DRAWN = re.compile(r"<(?:svg|input|select|img|details)\b", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^<>]*>.*?(?:</style\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
# As Python names what has no words for itself.
_NO_WORDS = re.compile(
    r"\s*(?:<[^<>\n]{0,300}(?:object|at 0x[0-9a-f]+|Figure size [^<>]{0,100})[^<>\n]{0,100}>\s*)*"
)
_FORMULA = re.compile(
    r"\s*(?:\$\$(?P<double>.+)\$\$|\$(?:\\displaystyle\s)?(?P<single>.+)\$|\\\[(?P<bracket>.+)\\\]"
    r"|(?P<environment>\\begin\{(?P<name>(?:equation|align|gather|eqnarray|multline)\*?)\}"
    r".+\\end\{(?P=name)\}))\s*",
    re.DOTALL,
)
MAX_FORMULA = 5_000
_INTERACTIVE = re.compile(r"widget|plotly|vega|bokeh|holoviews|javascript|bqplot", re.IGNORECASE)


class Bundle:
    """An output in the forms that it came in, as text, by MIME type."""

    def __init__(self, data: object) -> None:
        given: Mapping[str, Any] = data if isinstance(data, dict) else {}
        self.is_broken = not isinstance(data, dict) or any(
            value is not None and not isinstance(value, str | list)
            for name, value in given.items()
            if str(name).startswith(("text/", "image/"))
        )
        self.kinds = [str(name) for name in given]
        self._given = given

    def text(self, kind: str) -> str:
        """Return one form as text; empty where there is none."""
        return without_placeholders(text_of(self._given.get(kind)))

    @property
    def json(self) -> object:
        return self._given.get(JSON)

    @property
    def is_interactive(self) -> bool:
        """Tell whether scripts are to bring it to life, which run on no page of ours."""
        if any(_INTERACTIVE.search(kind) for kind in self.kinds):
            return True
        return bool(_SCRIPTS.search(self.text(HTML)))

    @property
    def plain(self) -> str:
        """Its plain text; empty where that only names a Python object."""
        text = self.text(PLAIN)
        return "" if _NO_WORDS.fullmatch(text) else text

    @property
    def formula(self) -> str:
        """Its LaTeX, if that is one formula."""
        latex = self.text(LATEX)
        match = _FORMULA.fullmatch(latex) if len(latex) <= MAX_FORMULA else None
        if match is None:
            return ""
        inner = next(filter(None, (match[name] for name in ("double", "single", "bracket"))), "")
        tex = inner or match["environment"] or ""
        return "" if re.search(r"(?<!\\)\$", tex) else tex.strip()

    def html(self) -> tuple[str, int]:
        """Return its HTML without style sheets, and how many those were."""
        return _STYLE.subn("", self.text(HTML))

    def forms(self) -> Iterator[str]:
        """Yield the MIME types to try, the best first."""
        if self.formula:
            yield LATEX
        yield from (kind for kind in PICTURES if kind in self.kinds)
        if MARKDOWN in self.kinds:
            yield MARKDOWN
        is_of_scripts = self.is_interactive
        if HTML in self.kinds and not is_of_scripts and self._is_html_best():
            yield HTML
        if self.plain:
            yield PLAIN
        if HTML in self.kinds and not is_of_scripts:
            yield HTML
        if JSON in self.kinds:
            yield JSON
        if self.kinds == [PLAIN]:
            yield PLAIN

    def _is_html_best(self) -> bool:
        html, _count = self.html()
        return not _DRAWN.search(html) or not self.plain


def has_scripts(html: str) -> bool:
    """Tell whether HTML brings scripts along."""
    return bool(re.search(r"<script\b", html, re.IGNORECASE))


def is_table(html: str) -> bool:
    """Tell whether HTML without style sheets is tables, with no more than words around."""
    return bool(_TABLE.search(html)) and not _DRAWN.search(html)
