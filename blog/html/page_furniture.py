"""Takes out of a body's HTML what stands there for its own page alone."""

import re

# How the links begin that lead to where they stand, and to the file of a code listing. A heading
# is its own link; behind one that holds links stands another.
HEADING_LINK = '<a class="anchor"'
TITLE_LINK = '<a class="title-link"'
LINE_LINK = '<a class="line__number"'
RAW_LINK = '<a class="code__raw"'
# What opens a long listing, the mark of a line that has a note, and the number of that note.
FOLD = '<label class="code__fold">'
LINE_MARK = '<a class="code__mark"'
LINE_NOTE = '<a class="annotations__number"'
# Of a footnote to its citations; a feed keeps these, the list of a text's links does not.
BACK_LINK = '<a class="footnote-backref"'

_SIDENOTE, _SIDENOTE_END = '<small class="sidenote" aria-hidden="true">', "</small>"
SIDENOTE = re.compile(f"{_SIDENOTE}(.*?){_SIDENOTE_END}", re.DOTALL)
_CARD, _CARD_END = '<span class="citation__card" aria-hidden="true">', "</span>"
_CITED = re.compile(f"{_CARD}.*?{_CARD_END}", re.DOTALL)
_LINK = re.compile(rf"\s*(?:{HEADING_LINK}|{LINE_LINK}|{RAW_LINK}|{LINE_NOTE})[^<>]*>[^<]*</a>")
_FOLD = re.compile(rf"{FOLD}.*?</label>")
_MARK = re.compile(rf'{LINE_MARK}[^<>]* data-note="(\d+)"></a>')
_TITLE = re.compile(rf"{TITLE_LINK}[^<>]*>(.*?)</a>", re.DOTALL)


def sidenote(html: str) -> str:
    """Return a footnote beside the text; `SIDENOTE` finds it, and its HTML as a group."""
    return f"{_SIDENOTE}{html}{_SIDENOTE_END}"


def source_card(html: str) -> str:
    """Return what a citation shows of its source while it is pointed at; no `span` in it."""
    return f"{_CARD}{html}{_CARD_END}"


def without_page_furniture(html: str) -> str:
    """Return a Document's HTML without what only its page has a use for.

    Footnotes beside the text (they stand in the list too), links of headings to themselves, line
    numbers, the cards of citations and the links to raw listings. The mark of a note is its number.
    """
    html = _MARK.sub(r" (\1)", _FOLD.sub("", html))
    return _TITLE.sub(r"\1", _LINK.sub("", _CITED.sub("", SIDENOTE.sub("", html))))
