"""Renders a code listing, of a code block or a Markdown fence, as HTML."""

import re
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from blog.document.document import Numbered
from blog.document.highlighting import LANGUAGES, PLAIN, highlight, highlight_lines
from blog.document.line_numbers import known_lines
from blog.html.page_furniture import RAW_LINK
from blog.html.typesetting import typeset_html

NUMBERED = "showLineNumbers"
# Where a code listing is a file, below its page; see `code_file`.
CODE_FILE = r"code/(?P<listing>[\w\-]{1,100})\.txt"


@dataclass(frozen=True)
class CodeListing:
    """Code and how it is shown: `lines` such as `1,3-5` stand out, `output` stands beneath."""

    code: str
    language: str = PLAIN
    file_name: str = ""
    lines: str = ""
    is_numbered: bool = False
    output: str = ""
    caption: str = ""

    @property
    def info(self) -> str:
        """What a Markdown fence says after its ticks; `blog.markdown.syntax.fences` reads it."""
        name, caption = (
            re.sub(r'["\\]', r"\\\g<0>", " ".join(text.split()))
            for text in (self.file_name, self.caption)
        )
        parts = [
            self.language,
            f'title="{name}"' if name else "",
            f'caption="{caption}"' if caption else "",
            f"{{{self.lines}}}" if known_lines(self.lines) else "",
            NUMBERED if self.is_numbered else "",
        ]
        return " ".join(filter(None, parts))


def render_code_listing(listing: CodeListing, item: Numbered, place: int) -> SafeString:
    """Return a code listing as a figure, labelled by its file's name or its language.

    `item` has the id it is linked by, and its number where it has one; `place` counts all listings
    of the post, from 1.
    """
    name = _spoken_name(listing, item, place)
    return format_html(
        '<figure class="code{}" id="{}" data-language="{}">{}{}{}{}{}</figure>',
        " code--numbered" if listing.is_numbered else "",
        item.id,
        listing.language or PLAIN,
        _html_if(listing.file_name, '<p class="code__file">{}</p>'),
        _code_frame(_highlighted_code(listing, item.id), name),
        format_html(RAW_LINK + ' href="{}" download>{}</a>', code_file(item.id), gettext("Raw")),
        _output_frame(listing.output, name),
        _numbered_caption(listing, item),
    )


def code_file(anchor: str) -> str:
    """Return the address of a code listing as a file, beside that of its page."""
    return f"code/{anchor}.txt"


def render_code(code: str, language: str) -> SafeString:
    """Return code with Pygments' classes in a scrollable, keyboard-reachable `pre`."""
    return _code_frame(highlight(code, language), gettext("Code"))


def _highlighted_code(listing: CodeListing, anchor: str) -> SafeString:
    highlighted = known_lines(listing.lines)
    if listing.is_numbered:
        return highlight_lines(listing.code, listing.language, highlighted, anchor=anchor)
    if highlighted:
        return highlight_lines(listing.code, listing.language, highlighted)
    return highlight(listing.code, listing.language)


def _numbered_caption(listing: CodeListing, item: Numbered) -> SafeString:
    if not item.number:
        return SafeString("")
    return format_html(
        '<figcaption class="code__caption"><a class="number" href="#{}">{} {}</a> {}</figcaption>',
        item.id,
        gettext("Listing"),
        item.number,
        typeset_html(escape(listing.caption)),
    )


def _spoken_name(listing: CodeListing, item: Numbered, place: int) -> str:
    """Return what a listing is called where it is heard: its file, its number, or its place."""
    if listing.file_name:
        return listing.file_name
    if item.number:
        return f"{gettext('Listing')} {item.number}"
    names = {"place": place, "language": dict(LANGUAGES).get(listing.language, listing.language)}
    if listing.language == PLAIN:
        return gettext("Code listing %(place)d") % names
    return gettext("Code listing %(place)d, %(language)s") % names


def _code_frame(html: SafeString, name: str) -> SafeString:
    return _scrollable(name, format_html("<code>{}</code>", html))


def _output_frame(output: str, name: str) -> SafeString:
    if not output:
        return SafeString("")
    label = format_html('<p class="code__label">{}</p>', gettext("Output"))
    return label + _scrollable(
        gettext("Output of %(name)s") % {"name": name},
        format_html("<samp>{}</samp>", output),
    )


def _scrollable(label: str, html: SafeString) -> SafeString:
    """Return what scrolls inside itself, by keyboard too."""
    frame = '<pre class="code__text" tabindex="0" role="group" aria-label="{}">{}</pre>'
    return format_html(frame, label, html)


def _html_if(text: str, template: str) -> SafeString:
    return format_html(template, text) if text else SafeString("")
