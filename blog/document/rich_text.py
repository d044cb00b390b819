"""Rich text to HTML, as safe as Markdown's."""

from collections.abc import Iterator, Set

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from wagtail.rich_text import RichText

from blog.document.manuscript import Manuscript
from blog.document.sanitise import HTML_TAGS, URL_SCHEMES, encodable, sanitise

MAX_CHARACTERS = 75_000

MATH, FOOTNOTE = "data-math", "data-footnote"
# What Wagtail's editor stores and only its own frontend would know to read.
_STORED = {"a": {"href", "id", "linktype"}, "span": {MATH, FOOTNOTE}}
_NAMED = {"page", "document"}
_EMPHASIS = {"a", "b", "i", "em", "strong"}


def is_oversized(source: str) -> bool:
    """Tell whether a rich text is longer than one block holds."""
    return len(source) > MAX_CHARACTERS


def render_rich_text(value: RichText | None, manuscript: Manuscript) -> str:
    """Return safe HTML, with marks for formulas and notes; nothing stored is trusted.

    A text past the limit, which the editor refuses, comes back without its markup. Pages and
    documents stand as `page:3` and `document:5`.
    """
    if not value:
        return ""
    source = value.source
    if is_oversized(source):
        return sanitise(nh3.clean(encodable(source), tags=set()))
    if not any(name in source for name in (MATH, FOOTNOTE, "linktype")):
        return sanitise(source)
    soup = BeautifulSoup(well_formed(source), "html.parser")
    for link in soup.find_all("a", linktype=_NAMED):
        link["href"] = f"{link['linktype']}:{link.get('id', '')}"
    for formula in list(_outermost(soup, MATH)):
        formula.replace_with(manuscript.formula(formula.get_text()))
    parents = (_whole(note).parent for note in _outermost(soup, FOOTNOTE))
    for parent in {id(parent): parent for parent in parents}.values():
        _cite_notes(parent, manuscript)
    return sanitise(str(soup))


def well_formed(source: str, *, without: Set[str] = frozenset()) -> str:
    """Return what a browser makes of a source; on junk Python's own parser is slow, or gives up.

    Tags that are not ours, or in `without`, are left out.
    """
    return nh3.clean(
        encodable(source),
        tags=set(HTML_TAGS - without),
        attributes=_STORED,
        url_schemes=URL_SCHEMES,
        link_rel=None,
    )


def _outermost(root: Tag, attribute: str) -> Iterator[Tag]:
    """Yield the marked spans that stand in no other span with that mark, in their order."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.name == "span" and element.has_attr(attribute):
            yield element
        else:
            waiting += [child for child in reversed(element.contents) if isinstance(child, Tag)]


def _whole(note: Tag) -> Tag:
    """Return a note with the link or emphasis around it, where these hold nothing else."""
    while len(note.parent.contents) == 1 and note.parent.name in _EMPHASIS:
        note = note.parent
    return note


def _cite_notes(parent: Tag, manuscript: Manuscript) -> None:
    """Make one note of each run of marked children, and cite it there."""
    run: list[PageElement] = []
    for child in [*parent.contents, None]:
        if child is not None and _is_note(child):
            run.append(child)
        elif run:
            # The sanitiser drops the span that marked it.
            note = sanitise(f"<p>{''.join(map(str, run))}</p>")
            manuscript.define_note(note, note)
            run[0].insert_before(manuscript.cite_note(note))
            for each in run:
                each.extract()
            run = []


def _is_note(element: PageElement) -> bool:
    while isinstance(element, Tag):
        if element.name == "span" and element.has_attr(FOOTNOTE):
            return True
        if len(element.contents) != 1:
            return False
        element = element.contents[0]
    return False
