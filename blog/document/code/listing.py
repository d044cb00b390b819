"""Renders a code listing, of a code block or a Markdown fence, as HTML."""

import re
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from blog.document.code.highlighting import (
    LANGUAGES,
    PLAIN,
    highlight,
    highlight_lines,
    plain_lines,
)
from blog.document.code.line_numbers import known_lines, part_marks
from blog.document.document import Numbered
from blog.html.page_furniture import FOLD, LINE_MARK, LINE_NOTE, RAW_LINK
from blog.html.typesetting import typeset_html

NUMBERED = "showLineNumbers"
# The text's column, or out into the margins; else as wide as its lines.
WIDTHS = ("column", "wide")
# A longer listing folds behind so many lines, where that hides enough.
MAX_OPEN, SHOWN, LEAST_HIDDEN = 30, 20, 10
# Of figures that `code.css` styles.
_SPECIAL = "code--special"
# Where a code listing is a file, below its page; see `code_file`.
CODE_FILE = r"code/(?P<listing>[\w\-]{1,100})\.txt"


@dataclass(frozen=True)
class CodeListing:
    """Code and how it is shown: `lines` such as `1,3-5` stand out, `output` stands beneath.

    So many `notes` belong to lines that end in `# <1>`. Neighbours with the same `tabs` are one.
    An open one never folds; `width` is one of WIDTHS, or nothing.
    """

    code: str
    language: str = PLAIN
    file_name: str = ""
    lines: str = ""
    is_numbered: bool = False
    output: str = ""
    caption: str = ""
    width: str = ""
    is_open: bool = False
    tabs: str = ""
    notes: int = 0

    @property
    def plain_code(self) -> str:
        """The code without the marks of its notes."""
        return part_marks(self.code, self.notes)[0] if self.notes else self.code

    @property
    def info(self) -> str:
        """What a Markdown fence says after its ticks; `blog.markdown.syntax.fences` reads it."""
        name, caption, tabs = (
            re.sub(r'["\\]', r"\\\g<0>", " ".join(text.split()))
            for text in (self.file_name, self.caption, self.tabs)
        )
        parts = [
            self.language,
            f'title="{name}"' if name else "",
            f'caption="{caption}"' if caption else "",
            f"{{{self.lines}}}" if known_lines(self.lines) else "",
            NUMBERED if self.is_numbered else "",
            f"width={self.width}" if self.width in WIDTHS else "",
            "fold=false" if self.is_open else "",
            f'tabs="{tabs}"' if tabs else "",
        ]
        return " ".join(filter(None, parts))


def render_code_listing(listing: CodeListing, item: Numbered, place: int) -> SafeString:
    """Return a code listing as a figure, labelled by its file's name or its language.

    `item` has the id it is linked by, and its number where it has one; `place` counts all listings
    of the post, from 1.
    """
    name, code = _spoken_name(listing, item, place), _highlighted_code(listing, item.id)
    fold = _fold_switch(listing) if _REST in code else ""
    return format_html(
        '<figure class="{}" id="{}" data-language="{}">{}{}{}{}{}{}</figure>',
        _classes(listing, is_folded=bool(fold)),
        item.id,
        listing.language or PLAIN,
        _html_if(listing.file_name, '<p class="code__file">{}</p>'),
        _code_frame(code, name),
        fold,
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


def _classes(listing: CodeListing, *, is_folded: bool) -> str:
    width = f"code--{listing.width}" if listing.width in WIDTHS else ""
    is_special = is_folded or width or listing.notes or listing.tabs
    names = ["code", "code--numbered" if listing.is_numbered else "", width]
    return " ".join(filter(None, [*names, _SPECIAL if is_special else ""]))


def _highlighted_code(listing: CodeListing, anchor: str) -> SafeString:
    code, marks = part_marks(listing.code, listing.notes) if listing.notes else (listing.code, {})
    highlighted = known_lines(listing.lines)
    if listing.is_numbered or highlighted:
        own = anchor if listing.is_numbered else ""
        lines = highlight_lines(code, listing.language, highlighted, anchor=own)
    elif not marks and code.count("\n") < MAX_OPEN:
        return highlight(code, listing.language)
    else:
        lines = plain_lines(code, listing.language)
    placed: set[int] = set()
    for line, notes in marks.items():
        links = (_mark(anchor, note, has_id=note not in placed) for note in dict.fromkeys(notes))
        lines[line - 1] += "".join(links)
        placed.update(notes)
    shown = len(lines) if listing.is_open else _lines_shown(len(lines), [*highlighted, *marks])
    rest = [f"{_REST}{_NEWLINE.join(lines[shown:])}</span>"] if shown < len(lines) else []
    return mark_safe(_NEWLINE.join([*lines[:shown], *rest]))


_NEWLINE = "\n"
# Found by a search in the page, and by a link to one of its lines, which show it.
_REST = '<span class="code__rest" hidden="until-found">'


def _lines_shown(lines: int, meant: list[int]) -> int:
    """Return how many lines stand open: beside the first ones those that are meant to be seen."""
    shown = max([SHOWN, *(line for line in meant if line <= lines)])
    return shown if lines > MAX_OPEN and lines - shown >= LEAST_HIDDEN else lines


def _fold_switch(listing: CodeListing) -> SafeString:
    lines = listing.code.rstrip("\n").count("\n") + 1
    label = gettext("Show all %(count)d lines") % {"count": lines}
    return format_html(FOLD + '<input type="checkbox"> {}</label>', label)


def _mark(anchor: str, note: int, *, has_id: bool) -> str:
    own = f' id="{escape(mark_id(anchor, note))}"' if has_id else ""
    label = escape(gettext("Note %(number)d") % {"number": note})
    address = escape(note_id(anchor, note))
    return f'{LINE_MARK}{own} href="#{address}" aria-label="{label}" data-note="{note}"></a>'


def line_note(anchor: str, note: int) -> str:
    """Return the number of a line's note as a link to the line."""
    label = escape(gettext("Line of note %(number)d") % {"number": note})
    own, address = escape(note_id(anchor, note)), escape(mark_id(anchor, note))
    return f'{LINE_NOTE} id="{own}" href="#{address}" aria-label="{label}">{note}</a> '


def mark_id(anchor: str, note: int) -> str:
    """Return the id of the first line that names a note."""
    return f"{anchor}-mark-{note}"


def note_id(anchor: str, note: int) -> str:
    """Return the id of a line's note."""
    return f"{anchor}-note-{note}"


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
