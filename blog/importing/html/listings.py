"""Writes code listings of HTML as fences, without what highlighters drew around the code."""

import re
from collections.abc import Iterator

from bs4 import Tag

from blog.document.code.highlighting import canonical_language
from blog.importing.html.tree.page import classes, living, value
from blog.markdown.writing import fenced

_PREFIX = re.compile(r"(?:language|lang|highlight-source|highlight|brush|sourceCode|src)[-:](.+)")
# Crayon, SyntaxHighlighter and Enlighter write the language, and more, in one attribute.
_OPTION = re.compile(r"\b(?:brush|lang|language)\s*:\s*([\w+#.-]+)", re.IGNORECASE)
_ATTRIBUTES = (
    "data-lang",
    "data-language",
    "data-enlighter-language",
    "lang",
    "data-code-language",
    "data-code-block-lang",
)
_LINES = ("data-line", "data-enlighter-highlight")
_MARKED = re.compile(r"\bhighlight\s*:\s*\[?([\d,\s-]+)")
_TITLES = ("data-enlighter-title", "data-title", "data-filename", "title")
_GUTTER = re.compile(
    r"(?:line-?no(?:s|div)?|line-?numbers?(?:-rows)?|gutter(?:-line)?|gl|hljs-ln-numbers?"
    r"|rouge-gutter|crayon-nums|code-block__copy|copy-?btn|clipboard.*)",
    re.IGNORECASE,
)
_NOT_LANGUAGES = {"code", "hljs", "highlight", "prettyprint", "wp-block-code", "line-numbers"}


def listing_markdown(pre: Tag) -> str:
    """Return a `pre`, or what a highlighter made of one, as a fence."""
    for gutter in pre.find_all(lambda tag: any(map(_GUTTER.fullmatch, classes(tag)))):
        gutter.decompose()
    for line_break in living(pre.find_all("br")):
        line_break.replace_with("\n")
    # Highlighters that give each line an element of its own write no line ends.
    lines = pre.find_all(["div", "li", "p", "tr"])
    code = pre.get_text()
    if lines and code.count("\n") < len(lines) - 1:
        code = "\n".join(line.get_text().rstrip("\n") for line in lines if not line.find(line.name))
    return fenced(code.replace("\u00a0", " ").strip("\n"), _info(pre))


def is_listing_table(table: Tag) -> bool:
    """Tell whether a table only lays out a listing beside the numbers of its lines."""
    return any(any(map(_GUTTER.fullmatch, classes(cell))) for cell in table.find_all("td"))


def _info(pre: Tag) -> str:
    """Return what stands behind the backticks: the language, the file, the lines set off."""
    tags = [*pre.find_all(["code", "pre"], limit=4), pre, *_around(pre)]
    language = next((name for tag in tags for name in _languages_of(tag)), "")
    lines = next(filter(None, (value(tag, name) for tag in tags for name in _LINES)), "")
    marked = _MARKED.search(" ".join(classes(pre)))
    lines = lines or (marked[1] if marked else "")
    title = next(filter(None, (value(pre, name) for name in _TITLES)), "")
    lines = ",".join(re.findall(r"\d+(?:-\d+)?", lines))
    title = re.sub(r'["\\`{}]', "", title)
    parts = [language, f"{{{lines}}}" if lines else "", f'title="{title}"' if title else ""]
    return " ".join(filter(None, parts)) if language else ""


def _around(pre: Tag) -> Iterator[Tag]:
    for parent in list(pre.parents)[:4]:
        # Not past what holds more than this listing.
        if len(parent.find_all("pre", limit=2)) > 1 or parent.name in ("[document]", "body"):
            return
        yield parent


def _languages_of(tag: Tag) -> Iterator[str]:
    names = classes(tag)
    if match := _OPTION.search(" ".join(names)):
        yield match[1].lower()
    for name in names:
        if match := _PREFIX.fullmatch(name):
            yield match[1].lower()
    yield from (value(tag, name).lower() for name in _ATTRIBUTES if _is_word(value(tag, name)))
    # highlight.js and Pandoc write the bare name.
    if tag.name in ("code", "pre") or {"highlight", "sourceCode"}.intersection(names):
        for name in names:
            if name.lower() not in _NOT_LANGUAGES and canonical_language(name.lower()):
                yield name.lower()


def _is_word(text: str) -> bool:
    return bool(re.fullmatch(r"[\w+#.-]{1,30}", text))
