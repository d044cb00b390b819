"""A listing in HTML, from a code block or a fence in Markdown."""

import re
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from blog.document.document import Numbered
from blog.document.highlight import PLAIN, highlight, highlight_lines
from blog.document.labels import LABEL
from blog.document.line_numbers import known_lines

NUMBERED = "showLineNumbers"

# As Docusaurus and others write it: ```python title="app.py" {1,3-5} showLineNumbers
_FILE_NAME = re.compile(r'\btitle="([^"]*)"')
_CAPTION = re.compile(r'\bcaption="([^"]*)"')
_LABEL = re.compile(rf"\{{#({LABEL})\}}")
_LINES = re.compile(r"\{([\d,\s-]+)\}")


@dataclass(frozen=True)
class Listing:
    """Code and how it is shown: `lines` such as `1,3-5` are marked, `output` stands beneath."""

    code: str
    language: str = PLAIN
    file_name: str = ""
    lines: str = ""
    is_numbered: bool = False
    output: str = ""
    caption: str = ""

    @property
    def info(self) -> str:
        """What a Markdown fence says after its backticks; read back by `read_fence`."""
        name, caption = (
            re.sub(r'[`"\s]+', " ", text).strip() for text in (self.file_name, self.caption)
        )
        parts = [
            self.language,
            f'title="{name}"' if name else "",
            f'caption="{caption}"' if caption else "",
            f"{{{self.lines}}}" if known_lines(self.lines) else "",
            NUMBERED if self.is_numbered else "",
        ]
        return " ".join(filter(None, parts))


def read_fence(code: str, info: str) -> tuple[Listing, str]:
    """Read a Markdown fence and what follows its backticks; return the listing and its label."""
    language, _space, rest = info.strip().partition(" ")
    name, caption = _FILE_NAME.search(rest), _CAPTION.search(rest)
    rest = _CAPTION.sub("", _FILE_NAME.sub("", rest))
    lines, label = _LINES.search(rest), _LABEL.search(rest)
    listing = Listing(
        code=code,
        language=language or PLAIN,
        file_name=name[1] if name else "",
        lines=lines[1] if lines else "",
        is_numbered=NUMBERED in rest.split(),
        caption=caption[1] if caption else "",
    )
    return listing, label[1] if label else ""


def render_listing(listing: Listing, item: Numbered) -> SafeString:
    """Return a listing as a figure, labelled by its file's name or its language.

    `item` has the id it is linked by, and its number where it has one.
    """
    return format_html(
        '<figure class="code{}" id="{}" data-language="{}">{}{}{}{}{}</figure>',
        " code--numbered" if listing.is_numbered else "",
        item.id,
        listing.language or PLAIN,
        _if(listing.file_name, '<p class="code__file">{}</p>'),
        _pre(_code(listing, item.id)),
        format_html(
            '<a class="code__raw" href="code/{}.txt" download>{}</a>', item.id, gettext("Raw")
        ),
        _output(listing.output),
        _caption(listing, item),
    )


def render_code(code: str, language: str) -> SafeString:
    """Return code with Pygments' classes in a scrollable, keyboard-reachable `pre`."""
    return _pre(highlight(code, language))


def _code(listing: Listing, anchor: str) -> SafeString:
    marked = known_lines(listing.lines)
    if listing.is_numbered:
        return highlight_lines(listing.code, listing.language, marked, anchor=anchor)
    if marked:
        return highlight_lines(listing.code, listing.language, marked)
    return highlight(listing.code, listing.language)


def _caption(listing: Listing, item: Numbered) -> SafeString:
    if not item.number:
        return SafeString("")
    return format_html(
        '<figcaption class="code__caption"><a class="number" href="#{}">{} {}</a> {}</figcaption>',
        item.id,
        gettext("Listing"),
        item.number,
        listing.caption,
    )


def _pre(html: SafeString) -> SafeString:
    return _frame(gettext("Code"), format_html("<code>{}</code>", html))


def _output(output: str) -> SafeString:
    if not output:
        return SafeString("")
    label = format_html('<p class="code__label">{}</p>', gettext("Output"))
    return label + _frame(gettext("Output"), format_html("<samp>{}</samp>", output))


def _frame(label: str, html: SafeString) -> SafeString:
    """Return what scrolls inside itself, by keyboard too."""
    frame = '<pre class="code__text" tabindex="0" role="group" aria-label="{}">{}</pre>'
    return format_html(frame, label, html)


def _if(text: str, template: str) -> SafeString:
    return format_html(template, text) if text else SafeString("")
