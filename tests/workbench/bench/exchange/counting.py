"""Counts what a reader is given by a page's HTML: words, code lines, headings, links, pictures …

Each kind is a multiset. Words are runs of letters and digits, NFKC and case-folded, outside of
listings and formulas. A heading, a table's row, a footnote count by their words, the last two
without addresses that are shown; a row as a whole.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from bs4 import BeautifulSoup, Comment, Tag

from tests.workbench.bench.exchange.archives import Counts

# What a link or a picture counts as: its kind and key, or None for one that is no use to a reader.
Judge = Callable[[Tag], tuple[str, str] | None]

# fmt: off
BLOCKS = [
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "img", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
]
# fmt: on
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
# Signs of a page's furniture: ours, Hugo's, kramdown's, cmark-gfm's.
FURNITURE = (
    "script, style, template, math, .sidenote, .anchor, .code__raw, .code__file, .lineno, "
    ".footnote-backref, .reversefootnote, .md-problem, [aria-hidden=true]"
)
REMOTE = "remote pictures"
NOTES = ".footnotes li[id], .footnotes-list li[id]"

_WORD = re.compile(r"\w+")
_FORMULA = re.compile(r"\$\$(.+?)\$\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_IN_DOLLARS = re.compile(r"\$([^$\n]+)\$")
# Of MyST's directives, which are fences to others: it says how to show what follows.
_OPTION = re.compile(r":[a-z-]+:(?: .*)?\s*")
# What an import could not keep as a picture or a link is shown by its address beside the words,
# which the old site hid: a row or a footnote has not lost anything by it.
_ADDRESS = re.compile(r"(?<!\w)[a-z][a-z0-9+.-]*:[^\s()<>]+", re.IGNORECASE)
_LABEL = re.compile(r"\\(?:label|tag\*?)\{[^{}]*\}")


def count(
    html: str, *, link: Judge, picture: Judge, formulas: Iterable[str] | None = None
) -> Counts:
    """Count a page's content. Formulas are taken from its text, between `$$`, `\\(` or `\\[`,
    unless they are given."""
    soup = BeautifulSoup(html, "html.parser")
    # Kramdown's table of contents; our pages have one outside of the text.
    for contents in soup.select("#markdown-toc"):
        contents.decompose()
    counts = _judged(soup.find_all("img"), picture)
    for image in soup.find_all("img"):
        # What isn't there, or our policy would block, is read as its alternative text.
        if not (found := picture(image)) or found[0] == REMOTE:
            image.replace_with(str(image.get("alt") or ""))
    counts |= _judged(soup.find_all(["a", "iframe", "script"]), link)
    _drop_furniture(soup)
    counts["code lines"] = Counter(_code_lines(soup))
    found = [] if formulas is not None else _taken_formulas(soup)
    for element in soup.find_all(BLOCKS):
        element.append(" ")
        element.insert_before(" ")
    counts["formulas"] = Counter(normal_tex(each) for each in (formulas or found))
    counts["notes"] = Counter(_words_without_addresses(each) for each in soup.select(NOTES))
    counts["headings"] = Counter(filter(None, map(words, _headings(soup))))
    counts["words"] = Counter(_words_of(soup.get_text()))
    _drop_formulas_in_rows(soup, counts["formulas"])
    counts["table rows"] = Counter(filter(None, map(_row, soup.find_all("tr"))))
    return counts


def words(element: Tag | str) -> str:
    """Return the words of an element, as they are compared."""
    return " ".join(_words_of(element if isinstance(element, str) else element.get_text()))


def _words_without_addresses(element: Tag) -> str:
    return words(_ADDRESS.sub(" ", element.get_text()))


def normal_tex(tex: str) -> str:
    """Return TeX without white space, labels and tags, which no reader sees."""
    # A typographer that knows no formulas makes a prime a quotation mark.
    plain = _LABEL.sub("", tex).replace("’", "'")
    return re.sub(r"\s+", "", plain).rstrip(".,")


def _words_of(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("_", " "))


def _judged(elements: Iterable[Tag], judge: Judge) -> Counts:
    counts: Counts = {}
    for kind, key in filter(None, map(judge, elements)):
        counts.setdefault(kind, Counter())[key] += 1
    return counts


def _drop_furniture(soup: BeautifulSoup) -> None:
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for element in soup.select(FURNITURE):
        element.decompose()
    for link in soup.select("sup > a[href*='#fn']"):
        link.parent.decompose()
    # Of Hugo's numbered listings, a table of two: the numbers are the first.
    for table in soup.select(".highlight table"):
        cells = table.find_all("td")
        if len(cells) == 2:
            table.replace_with(cells[1].find("pre") or "")


def _code_lines(soup: BeautifulSoup) -> Iterator[str]:
    for listing in soup.find_all("pre"):
        if listing.find_parent("pre") is None:
            for line in listing.get_text().splitlines():
                if line.strip() and not _OPTION.fullmatch(line):
                    yield line.rstrip()
    for listing in soup.find_all("pre"):
        listing.decompose()


def _taken_formulas(soup: BeautifulSoup) -> list[str]:
    """Take the formulas out of a text that is set by MathJax or KaTeX."""
    found: list[str] = []
    for text in soup.find_all(string=_FORMULA):
        if text.find_parent("code") is None:
            found += [next(filter(None, groups)) for groups in _FORMULA.findall(text)]
            text.replace_with(_FORMULA.sub(" ", text))
    return found


def _drop_formulas_in_rows(soup: BeautifulSoup, formulas: Iterable[str]) -> None:
    """Take given formulas out of rows: cmark-gfm shows them as typed, and on our page they are
    MathML, which is furniture. They are compared as formulas."""
    bare = {re.sub(r"\W", "", each) for each in formulas}
    for cell in soup.find_all(["td", "th"]):
        text = cell.get_text()
        plain = _IN_DOLLARS.sub(
            lambda found: " " if re.sub(r"\W", "", found[1]) in bare else found[0], text
        )
        if plain != text:
            cell.string = plain


def _headings(soup: BeautifulSoup) -> Iterator[Tag]:
    """Yield the headings; Hugo's figures have one for their title, which is a caption to us."""
    for heading in soup.find_all(HEADINGS):
        if heading.find_parent("figcaption") is None:
            yield heading


def _row(row: Tag) -> str:
    cells = [_words_without_addresses(cell) for cell in row.find_all(["td", "th"], recursive=False)]
    return " | ".join(cells) if any(cells) else ""
