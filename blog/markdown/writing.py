"""Writes values as Markdown, in the dialect that `blog.markdown.dialect` reads."""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup
from django.utils.module_loading import import_string
from wagtail.images.models import AbstractImage

from blog.bibliography.syntax import find_citations, read_citation
from blog.citations.keys import KEY
from blog.html.placeholder import new_secret, placeholder, placeholder_pattern
from blog.html.sanitising import INVERTED
from blog.html.site_ids import site_id
from blog.markdown.rich_text import (
    FOOTNOTE,
    MATH,
    replace_footnotes,
    replace_formulas,
    well_formed,
)
from blog.markdown.syntax.formulas import BRACKETS, find_formulas

# Code, or what Wagtail's converter made of a citation: `\\[@key, p. 4\\]`, `@key \\[p. 4\\]`.
_CODE_OR_CITATION = re.compile(
    rf"(?P<ticks>`+).*?(?P=ticks)(?!`)|(?:@{KEY} )?\\\[(?:[^\[\]\\\n]|\\.)*?\\\]"
)
_ESCAPE = re.compile(r"\\(.)")

# Wagtail's module asks for models, which are not loaded yet when ours import their blocks.
_CONVERTER = "wagtail.admin.rich_text.converters.markdown_db.MarkdownConverter"

# What opens markup anywhere in a text, and what does so only at its beginning.
_INLINE = re.compile(r"[\\`*_{}\[\]<>&$~|]")
# What those brackets would be a formula of.
_BRACKETS = re.compile(BRACKETS)
_START = re.compile(r"\A(\s*)([#+=:!?-]|\d{1,9}(?=[.)](?:\s|\Z)))")
# Tags without an end that the rich text editor never writes.
_NEVER_CLOSED = {"area", "col", "embed", "img", "input", "source", "track", "wbr"}
# The role of what is written by us.
_KEPT = "k"
_REFERENCE = re.compile(r"wagtail://(page|document)\?id=(\d+)")


def joined(*parts: str) -> str:
    """Return blocks of Markdown as one text; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def escaped(text: str | None) -> str:
    """Return a text as one line of Markdown that reads as it stands; its citations stay."""
    typed, line, position = " ".join((text or "").split()), "", 0
    for start, end, _citation in find_citations(typed):
        line += _INLINE.sub(r"\\\g<0>", typed[position:start]) + typed[start:end]
        position = end
    line += _INLINE.sub(r"\\\g<0>", typed[position:])
    line = _BRACKETS.sub(lambda formula: f"&#91;{formula[0][2:]}", line)
    if match := _START.match(line):
        # An ordered list is disarmed at its stop, everything else at its first sign.
        place = match.end() if match[2].isdigit() else match.start(2)
        return f"{line[:place]}\\{line[place:]}"
    return line


def emphasised(text: str | None) -> str:
    """Return a text as one italic line, empty for none."""
    return f"*{line}*" if (line := escaped(text)) else ""


def paragraphs(text: str | None) -> str:
    """Return a text's paragraphs, its line breaks kept."""
    parts = re.split(r"\n\s*\n", (text or "").replace("\r\n", "\n"))
    return joined(*("\\\n".join(filter(None, map(escaped, part.split("\n")))) for part in parts))


def fenced(code: str | None, info: str = "") -> str:
    """Return a code listing; its fence is longer than any run of the same sign in it."""
    code = (code or "").replace("\r\n", "\n").rstrip("\n")
    # Backticks in what follows a fence of backticks would make a code span of it.
    sign = "~" if "`" in info else "`"
    fence = sign * max([2, *map(len, re.findall(rf"{sign}{{3,}}", code))])
    return f"{fence}{sign}{info}\n{code}\n{fence}{sign}" if code.strip() else ""


def code_span(code: str | None) -> str:
    """Return code within a line; its backticks outnumber any run of them in it."""
    line = " ".join((code or "").split())
    ticks = "`" * (1 + max([0, *map(len, re.findall(r"`+", line))]))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{space}{line}{space}{ticks}" if line else ""


def formula(latex: str, *, is_display: bool = False, near: tuple[str, str] = ("", "")) -> str:
    """Return LaTeX as a formula within a line; `near` are the characters before and behind it."""
    # On one line: a sign at the beginning of another would open a list.
    latex = " ".join(re.sub(r"(?<!\\)%.*", "", latex).split())
    if not latex:
        return ""
    if is_display:
        return f"$${latex}$$"
    written = f"${latex}$"
    before, after = near
    found = next(find_formulas(f"{before}{written}{after}"), None)
    is_read = found is not None and found[:2] == (len(before), len(before) + len(written))
    return written if is_read or "`" in latex else f"$`{latex}`$"


def quoted(markdown: str) -> str:
    """Return Markdown as a block quote, empty for none."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n")) if markdown else ""


def numbered_list(items: Iterable[str]) -> str:
    """Return an ordered list of Markdown texts, one a number; an empty one keeps its number."""
    parts = (
        f"{number}. {item.replace(chr(10), f'{chr(10)}{chr(32) * (len(str(number)) + 2)}')}"
        for number, item in enumerate(items, start=1)
    )
    return "\n".join(line.rstrip() for part in parts for line in part.split("\n"))


def html_block(html: str) -> str:
    """Return HTML as a block of its own: a blank line would end it."""
    return re.sub(r"\n\s*\n", "\n", html.strip())


def linked(text: str | None, address: str) -> str:
    """Return a link; without an address its text alone."""
    address = re.sub(r"[\s<>\\]", "", address)
    return f"[{escaped(text)}](<{address}>)" if address else escaped(text)


def captioned(caption: str | None, label: str = "") -> str:
    """Return a table's caption, as it stands beneath the table; empty for none."""
    parts = [escaped(caption), f"{{#{label}}}" if label else ""]
    return f": {' '.join(filter(None, parts))}" if any(parts) else ""


def pictured(
    image: AbstractImage | None,
    caption: str | None = "",
    label: str | None = "",
    *,
    is_inverted: bool | None = False,
) -> str:
    """Return an image by its id, the caption as its title; without an image the caption."""
    if image is None:
        return emphasised(caption)
    alt = escaped(getattr(image, "contextual_alt_text", ""))
    title = in_title(caption)
    picture = f"![{alt}]({site_id('image', image.pk)}" + (f' "{title}")' if title else ")")
    attributes = [f"#{label}" if label else "", f".{INVERTED}" if is_inverted else ""]
    return f"{picture}{{{' '.join(filter(None, attributes))}}}" if any(attributes) else picture


def in_title(text: str | None) -> str:
    """Return a text as it stands between the quotation marks of a title, in one line."""
    return re.sub(r'[\\"&]', r"\\\g<0>", " ".join((text or "").split()))


def gallery(pictures: Iterable[str], caption: str | None, label: str | None) -> str:
    """Return pictures as one numbered figure; without caption and label one after the other."""
    if not caption and not label:
        return joined(*pictures)
    title = f" [{escaped(caption)}]" if caption else ""
    name = f" {{#{label}}}" if label else ""
    return joined(f"::: gallery{title}{name}", *pictures, ":::")


def from_rich_text(source: str, features: list[str]) -> str:
    """Return rich text as Markdown, pages and documents by their ids.

    Wagtail's converter gives up on what its editor never writes; of that the text is left.
    """
    html = well_formed(source, without=_NEVER_CLOSED)
    if MATH not in html and FOOTNOTE not in html:
        return _converted(html, features)
    soup, secret, kept = BeautifulSoup(html, "html.parser"), new_secret(), []

    def keep(markdown: str) -> str:
        """Return what stands for Markdown that the converter knows nothing of."""
        kept.append(markdown)
        return placeholder(secret, len(kept) - 1, _KEPT)

    def footnote(html: str) -> str:
        note = _converted(_without_spans(html), features)
        return keep(f"^[{note}]") if note else ""

    replace_formulas(soup, lambda latex: keep(formula(latex)))
    replace_footnotes(soup, footnote)
    markdown, pattern = _converted(str(soup), features), placeholder_pattern(secret)
    while kept and pattern.search(markdown):  # twice, where a note holds a formula
        markdown = pattern.sub(lambda match: kept[int(match[1])], markdown)
    return markdown


def _without_spans(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for span in soup.find_all("span"):
        span.unwrap()
    return str(soup)


def _converted(html: str, features: list[str]) -> str:
    html = re.sub(r"<(br|hr)>", r"<\1/>", html)
    try:
        markdown = import_string(_CONVERTER)(features).from_database_format(html, resolved=False)
    except (AssertionError, ValueError):
        return paragraphs(BeautifulSoup(html, "html.parser").get_text("\n\n"))
    markdown = _CODE_OR_CITATION.sub(_without_escapes, markdown)
    return _REFERENCE.sub(lambda match: site_id(match[1], match[2]), markdown).strip()


def _without_escapes(match: re.Match[str]) -> str:
    """Return a citation as it was typed; all else as it is."""
    typed = match[0] if match["ticks"] else _ESCAPE.sub(r"\1", match[0])
    citation = read_citation(typed, 0)
    return typed if citation and citation.typed == typed else match[0]
