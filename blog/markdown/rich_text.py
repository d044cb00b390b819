"""Renders rich text as HTML, as safe as Markdown's."""

from collections.abc import Callable, Iterator, Set

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from wagtail.rich_text import RichText

from blog.bibliography.syntax import find_citations
from blog.document.manuscript import Manuscript
from blog.html.raw_html import settle_text
from blog.html.sanitising import HTML_TAGS, URL_SCHEMES, encodable, sanitise
from blog.html.site_ids import site_id

MAX_CHARACTERS = 75_000


def stored_attribute(feature: str) -> str:
    """Return the attribute of the spans that the visual editor stores for a style of ours."""
    return f"data-{feature}"


MATH, FOOTNOTE = stored_attribute("math"), stored_attribute("footnote")
# What Wagtail's editor stores and only its own frontend would know to read.
_STORED = {"a": {"href", "id", "linktype"}, "span": {MATH, FOOTNOTE}}
# What it writes for itself.
_EDITOR_ATTRIBUTES = frozenset({"data-block-key", "id", "linktype", MATH, FOOTNOTE})
_NAMED = {"page", "document"}
_NO_CITATIONS = {"a", "code", "pre", "samp", "kbd"}
_EMPHASIS = {"a", "b", "i", "em", "strong"}


def is_oversized(source: str) -> bool:
    """Tell whether a rich text is longer than one block holds."""
    return len(source) > MAX_CHARACTERS


def render_rich_text(value: RichText | None, manuscript: Manuscript) -> str:
    """Return safe HTML, with placeholders for formulas and footnotes; nothing stored is trusted.

    A text past the limit, which the editor refuses, comes back without its markup. Pages and
    documents stand as `page:3` and `document:5`.
    """
    if not value:
        return ""
    source = value.source
    if is_oversized(source):
        return sanitise(nh3.clean(encodable(source), tags=set()))
    source, problems = settle_text(source, ignored=_EDITOR_ATTRIBUTES)
    for kind, detail in problems:
        manuscript.problem(kind, detail)
    has_citations = next(find_citations(source), None) is not None
    if not has_citations and not any(name in source for name in (MATH, FOOTNOTE, "linktype")):
        return sanitise(source)
    soup = BeautifulSoup(well_formed(source), "html.parser")
    for link in soup.find_all("a", linktype=_NAMED):
        link["href"] = site_id(link["linktype"], link.get("id", ""))
    replace_formulas(soup, manuscript.formula)
    if has_citations:
        _cite_sources(soup, manuscript)

    def footnote(html: str) -> str:
        # The sanitiser drops the span around it.
        note = sanitise(html)
        manuscript.define_footnote(note, note)
        return manuscript.cite_footnote(note)

    replace_footnotes(soup, footnote)
    return sanitise(str(soup))


def replace_formulas(soup: BeautifulSoup, write: Callable[[str], str]) -> None:
    """Put, for each formula that the visual editor stores, what is written for its LaTeX."""
    for formula in list(_outermost_spans(soup, MATH)):
        formula.replace_with(write(formula.get_text()))


def replace_footnotes(soup: BeautifulSoup, write: Callable[[str], str]) -> None:
    """Put, for each footnote that the visual editor stores, what is written for its paragraph.

    That paragraph is HTML in which spans of the editor may stand.
    """
    parents = (_with_its_wrapping(footnote).parent for footnote in _outermost_spans(soup, FOOTNOTE))
    for parent in {id(parent): parent for parent in parents}.values():
        _replace_footnotes_in(parent, write)


def well_formed(source: str, *, without: Set[str] = frozenset()) -> str:
    """Return what a browser makes of a source; on junk Python's own parser is slow, or gives up.

    Tags that are not ours are text, those in `without` are left out.
    """
    return nh3.clean(
        encodable(settle_text(source).html),
        tags=set(HTML_TAGS - without),
        attributes=_STORED,
        url_schemes=URL_SCHEMES,
        link_rel=None,
    )


def _cite_sources(soup: BeautifulSoup, manuscript: Manuscript) -> None:
    """Put placeholders for the citations of a text, but in code and links."""
    for text in soup.find_all(string=lambda text: text and "@" in text):
        if not any(parent.name in _NO_CITATIONS for parent in text.parents):
            text.replace_with(manuscript.cited(str(text)))


def _outermost_spans(root: Tag, attribute: str) -> Iterator[Tag]:
    """Yield the spans with an attribute that stand in no other such span, in their order."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.name == "span" and element.has_attr(attribute):
            yield element
        else:
            waiting += [child for child in reversed(element.contents) if isinstance(child, Tag)]


def _with_its_wrapping(footnote: Tag) -> Tag:
    """Return a footnote with the link or emphasis around it, where these hold nothing else."""
    while len(footnote.parent.contents) == 1 and footnote.parent.name in _EMPHASIS:
        footnote = footnote.parent
    return footnote


def _replace_footnotes_in(parent: Tag, write: Callable[[str], str]) -> None:
    """Make one footnote of each run of children that are one."""
    run: list[PageElement] = []
    for child in [*parent.contents, None]:
        if child is not None and _is_footnote(child):
            run.append(child)
        elif run:
            run[0].insert_before(write(f"<p>{''.join(map(str, run))}</p>"))
            for each in run:
                each.extract()
            run = []


def _is_footnote(element: PageElement) -> bool:
    while isinstance(element, Tag):
        if element.name == "span" and element.has_attr(FOOTNOTE):
            return True
        if len(element.contents) != 1:
            return False
        element = element.contents[0]
    return False
