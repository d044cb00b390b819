"""Sets the prose of HTML in its language, across the elements that stand within a paragraph."""

import re
from collections.abc import Sequence
from html import unescape

from django.utils.safestring import SafeString, mark_safe

from blog.html.placeholder import placeholder_pattern
from search.typography.typesetting import OBJECT, typeset_runs

# Elements that stand in a line, and so part neither words nor quotations.
INLINE = {
    "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "dfn", "em", "i", "img", "input", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
}  # fmt: skip
# Whatever stands in them stays.
_VERBATIM = {"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var"}
# What a notebook printed, a table say, up to its caption; see `output_block.html`.
OUTPUT = '<figure class="output"'
_OUTPUT_END = ("<figcaption", "</figure")

_TAG = re.compile(r"(</?[A-Za-z][^<>]*>)")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_QUOTES = {"&quot;": '"', "&#34;": '"', "&#x27;": "'", "&#39;": "'"}
_QUOTE = re.compile("|".join(_QUOTES))
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
_PLACEHOLDER = placeholder_pattern()


def typeset_html(html: str, language: str = "") -> SafeString:
    """Return safe HTML as it is shown in a language, by its code; the active one by default."""
    return mark_safe("".join(typeset_parts(split_tags(html), language)))


def split_tags(html: str) -> list[str]:
    """Return safe HTML as texts and, between each two of them, a tag."""
    return _TAG.split(html)


def typeset_parts(parts: Sequence[str], language: str = "") -> list[str]:
    """Return what `split_tags` returned with its prose set; the tags stay."""
    shown, line = list(parts), _Line(language)
    verbatim = output = 0
    for place, part in enumerate(parts):
        if place % 2 == 0:
            line.add(place, part, is_prose=not (verbatim or output))
            continue
        name, is_end = _NAME.match(part)[1].lower(), part[1] == "/"
        if name not in INLINE:
            line.end(shown)
        elif name == "br":
            line.part_words()
        if name in _VERBATIM:
            verbatim = max(0, verbatim + (-1 if is_end else 1))
        if part.startswith(OUTPUT):
            output = 1
        elif part.startswith(_OUTPUT_END):
            output = 0
    line.end(shown)
    return shown


class _Line:
    """The texts that one paragraph is made of, and where they stand among the parts."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._runs: list[tuple[int | None, str, str]] = []

    def add(self, place: int, text: str, *, is_prose: bool) -> None:
        """Take a text, of which no more is read than that it is there where it is no prose."""
        if not text:
            return
        if not is_prose:
            self._runs.append((place, text, OBJECT * len(text)))
            return
        if "&" in text:
            text = _QUOTE.sub(lambda match: _QUOTES[match[0]], text)
        self._runs.append((place, text, _view(text)))

    def part_words(self) -> None:
        """Take a line's end."""
        self._runs.append((None, "\n", "\n"))

    def end(self, shown: list[str]) -> None:
        """Put the texts, set, where they stood, and begin another paragraph."""
        if self._runs:
            places, texts, views = zip(*self._runs, strict=True)
            for place, text in zip(places, typeset_runs(texts, views, self._language), strict=True):
                if place is not None:
                    shown[place] = text
        self._runs = []


def _view(text: str) -> str:
    """Return what to read in place of HTML: letters for entities, nothing for placeholders."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: unescape(match[0])[0] * len(match[0]), text)
    return _PLACEHOLDER.sub(lambda match: OBJECT * len(match[0]), text)
