"""Writes citations and the list of references by a style of CSL, with letters behind years."""

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from citeproc import Citation, CitationItem, CitationStylesBibliography, Locator
from citeproc.source.json import CiteProcJSON
from django.utils.html import escape

from blog.bibliography.fitting import fitted
from blog.bibliography.markup import SIGNS, Formatter, to_html, with_links, without_signs
from blog.bibliography.people import (
    Item,
    address_of,
    authors_text,
    leaves_out_others,
    letters,
    people_of,
    sorting_key,
)
from blog.bibliography.styles import Style
from blog.bibliography.syntax import Cite
from blog.citations.formats.bibtex_names import OTHERS
from blog.citations.summary import year_of

logger = logging.getLogger(__name__)

# Stands for the authors until it is taken out with what follows them.
_NOBODY = chr(0xF8FF)
_FIRST = re.compile(rf"{_NOBODY}[,.:]?\s*")
# What APA's style says of each thesis, since citeproc does not see that a group is empty.
_SUPERFLUOUS = " (Publication)"
# What a style makes of BibTeX's "and others".
_AND_OTHERS = re.compile(rf"(,?) (?:&amp;|&|\w+\.?) {OTHERS}\b\.?")
# Of a place in a source: "p. 4" stays in one line.
_BEFORE_NUMBER = re.compile(r"(?<=[a-zS]\.) (?=\d)")
# As IEEE's entries of patents do; an address may end in digits too.
_ENDS_IN_YEAR = re.compile(r"(?<![\w/.-])\d{4}\Z")


class _LetteredYear(int):
    """A year with a letter behind it, `2026a`, which citeproc writes as it is."""

    letter: str

    @classmethod
    def of(cls, year: int, letter: str) -> Self:
        lettered = cls(year)
        lettered.letter = letter
        return lettered

    def __abs__(self) -> Self:
        return self

    def __str__(self) -> str:
        return f"{int(self)}{self.letter}"


@dataclass(frozen=True)
class Entry:
    """One source in the list: its number there, its authors as a text names them, itself."""

    number: int
    item: Item
    authors: str
    letter: str = ""

    @property
    def key(self) -> str:
        return str(self.item["id"])


class Bibliography:
    """The sources that a text cites, in the order of the list."""

    def __init__(self, items: Sequence[Item], style: Style) -> None:
        """`items` come in the order in which they are first cited."""
        self._style = style
        self.is_numbered: bool = style.is_numbered
        words = {"and_": style.term("and"), "et_al": style.term("et-al")}
        self._et_al = rf"\1 {words['et_al']}"
        if not style.is_numbered:
            by_name = {"sorts_particles": style.sorts_particles}
            items = sorted(items, key=lambda item: sorting_key(item, **by_name))
        entries = [
            Entry(number, item, authors_text(item, **words))
            for number, item in enumerate(items, start=1)
        ]
        entries = entries if style.is_numbered else list(_with_letters(entries))
        self._texts: dict[tuple[Any, ...], str] = {}
        self._entries = {entry.key: entry for entry in entries}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def entry_of(self, key: str) -> Entry:
        """Return the entry of a cited source."""
        return self._entries[key]

    def entry_html(self, entry: Entry) -> str:
        """Return an entry of the list as safe HTML with links, without its number."""
        linked = with_links(to_html(self._once((entry.key,), lambda: self._entry_text(entry))))
        address = address_of(entry.item)
        if address and "<a " not in linked:
            return f'{linked} <a href="{escape(address)}">{escape(address)}</a>'
        return linked

    def entry_words(self, entry: Entry) -> str:
        """Return an entry of the list as plain text."""
        return without_signs(self._once((entry.key,), lambda: self._entry_text(entry)))

    def cite_html(self, cite: Cite) -> str:
        """Return what stands for one source within the brackets of a citation."""
        key = (cite.key, cite.locator, cite.has_author)
        return to_html(self._once(key, lambda: self._cite_text(cite)))

    def enclosed(self, parts: Sequence[str]) -> str:
        """Return the HTML of cites as one citation in its brackets."""
        layout = self._style.citation
        delimiter = escape(layout.get("delimiter", ", "))
        inner = delimiter.join(parts)
        return f"{escape(layout.get('prefix', ''))}{inner}{escape(layout.get('suffix', ''))}"

    def in_text_html(self, cite: Cite) -> str:
        """Return a source with its authors as words of the text: `Guo et al. (2017)`."""
        authors = escape(self.entry_of(cite.key).authors)
        place = self.cite_html(replace(cite, has_author=False)) + escape(cite.after)
        return f"{authors} {self.enclosed([place])}"

    def _once(self, key: tuple[Any, ...], write: Callable[[], str]) -> str:
        """Return a text that is written once: citeproc takes milliseconds for each."""
        if key not in self._texts:
            self._texts[key] = write()
        return self._texts[key]

    def _entry_text(self, entry: Entry) -> str:
        layout = self._style.entry
        record = fitted(entry.item)
        written = self._written(layout, entry, record, {})
        text = str(layout.wrap(written)).strip().removeprefix(f"[{entry.number}]").strip()
        text = text if entry.item.get("number") else text.replace(_SUPERFLUOUS, "", 1)
        if not text:
            return entry.authors
        if not people_of(entry.item):
            text = _with_title_once(text, record.get("title", ""))
        return f"{text}." if _ENDS_IN_YEAR.search(text) else text

    def _cite_text(self, cite: Cite) -> str:
        entry, record = self.entry_of(cite.key), {}
        if not cite.has_author and not self._style.is_numbered:
            record = {"author": [{"literal": _NOBODY}]}
        place = {}
        if cite.locator.numbers:
            place = {"locator": Locator(*cite.locator)}
            # A style asks whether it is a number, and citeproc looks for it here.
            record = record | {"locator": cite.locator.numbers}
        record = fitted(entry.item) | record
        written = _FIRST.sub("", self._written(self._style.citation, entry, record, place))
        return _BEFORE_NUMBER.sub("\N{NO-BREAK SPACE}", written)

    def _written(self, layout: Any, entry: Entry, record: Item, place: Item) -> str:
        """Return what citeproc writes of a record; where that is nothing, its authors and year."""
        written = None
        try:
            item = self._citeproc_item(layout, entry, record, place)
            written = layout.render_children(item)
        except Exception:  # whatever it meets in a record that it does not expect
            logger.exception("citeproc can't write the source %s.", entry.key)
        if not written:
            year = year_of(entry.item)
            return f"{entry.authors}, {year}{entry.letter}" if year else entry.authors
        text = str(written)
        return _AND_OTHERS.sub(self._et_al, text, count=1) if leaves_out_others(record) else text

    def _citeproc_item(self, layout: Any, entry: Entry, record: Item, place: Item) -> CitationItem:
        """Return a source as the one item of a bibliography, at its number."""
        source = CiteProcJSON([record])
        if entry.letter:
            year = source["source"]["issued"]
            year["year"] = _LetteredYear.of(year["year"], entry.letter)
        item = CitationItem("source", **place)
        citation = Citation([item])
        citation.bibliography = CitationStylesBibliography(self._style.csl, source, Formatter)
        citation.bibliography.keys = [""] * (entry.number - 1) + ["source"]
        layout.repressed, layout.getparent().cites = {}, []
        return item


def _with_letters(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield entries with a letter where several have the same authors and year."""
    alike: defaultdict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if year := year_of(entry.item):
            alike[entry.authors, year].append(entry)
    found = {
        entry.number: letters(place)
        for same in alike.values()
        if len(same) > 1
        for place, entry in enumerate(same)
    }
    for entry in entries:
        yield replace(entry, letter=found.get(entry.number, ""))


def _with_title_once(text: str, title: str) -> str:
    """Return an entry without the second place of the title that it begins with.

    It stands for the authors there, and citeproc does not see that it has been written.
    """
    again = re.compile(rf"[“{SIGNS}]*{re.escape(title)}[”{SIGNS}]*\.?\s*")
    first = again.match(text)
    if not title or not first:
        return text
    return text[: first.end()] + again.sub("", text[first.end() :], count=1)
