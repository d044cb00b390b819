"""Writes the citations of a body, and its list of references with links both ways."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import get_language, gettext

from blog.bibliography.library import FindSources, Library
from blog.bibliography.people import Item, address_of, full_name, letters, people_of
from blog.bibliography.syntax import Cite
from blog.citations.records import plain_text as without_markup
from blog.citations.summary import year_of
from blog.document.document import CitedKey, CitedSource, Problem
from blog.document.outline import Ids
from blog.document.pieces import CitationPiece
from blog.html.page_furniture import BACK_LINK, sidenote, source_card
from blog.html.plain_text import plain_text

# In one body; a long survey has some 300 sources. What is cited beyond stands as it was typed.
MAX_KEYS, MAX_CITES = 1_000, 2_000

if TYPE_CHECKING:
    from blog.bibliography.bibliography import Bibliography, Entry


@dataclass
class WrittenCitations:
    """The HTML and the words of each citation, by the number of its piece, and the list."""

    html: dict[int, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    items_html: str = ""
    is_numbered: bool = False
    sources: tuple[CitedSource, ...] = ()
    cited_keys: tuple[CitedKey, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def keep_typed(self, piece: CitationPiece) -> None:
        """Let a citation stand as it was typed, as no source has one of its keys."""
        self.html[piece.number], self.words[piece.number] = escape(piece.typed), piece.typed
        self.list_unknown(piece, piece.citation.cites)

    def list_unknown(self, piece: CitationPiece, cites: Iterable[Cite]) -> None:
        """List keys that no source has as problems; a bare `@name` may be anybody's."""
        if not piece.citation.is_in_text:
            self.problems += [
                Problem("source", each.key, block_id=piece.block_id) for each in cites
            ]

    def list_html(self, *, has_heading: bool) -> str:
        """Return the list of references; empty where no source is cited."""
        if not self.items_html:
            return ""
        tag, label = "ol" if self.is_numbered else "ul", escape(gettext("References"))
        return (
            f'<section class="references" role="doc-bibliography" aria-label="{label}">'
            f"{f'<h2>{label}</h2>' if has_heading else ''}"
            f'<{tag} class="references__list">{self.items_html}</{tag}></section>'
        )


def write_citations(
    pieces: list[CitationPiece], find_sources: FindSources, ids: Ids, beside: Container[int] = ()
) -> WrittenCitations:
    """Return what a body's citations become, in the order of their reading.

    What names no source stays as it was typed; in brackets it is a problem. The first of the
    pieces `beside` which a note may stand has a note of its source.
    """
    bounded, beyond = _bounded(pieces)
    all_keys = dict.fromkeys(cite.key for piece in bounded for cite in piece.citation.cites)
    keys = list(all_keys)[:MAX_KEYS]
    library = find_sources(keys) if keys else Library()
    items = [library.items[key] for key in keys if key in library.items]
    written = WrittenCitations(cited_keys=tuple(map(CitedKey, keys)))
    if items:
        with _bibliography(items, library.style) as bibliography:
            _Writer(bibliography, ids, beside).write(bounded, written)
    else:
        beyond = pieces
    for piece in beyond:
        written.keep_typed(piece)
    return written


def _bounded(pieces: list[CitationPiece]) -> tuple[list[CitationPiece], list[CitationPiece]]:
    """Return the pieces that are written, and those beyond the bound."""
    cites = accumulate(len(piece.citation.cites) for piece in pieces)
    end = sum(1 for total in cites if total <= MAX_CITES)
    return pieces[:end], pieces[end:]


@contextmanager
def _bibliography(items: list[Item], style: str) -> "Iterator[Bibliography]":
    # Loaded by who cites, not by each process at its start; measured: 8 ms and 2 MB.
    from blog.bibliography.bibliography import Bibliography
    from blog.bibliography.styles import loaded

    with loaded(style, get_language() or "en") as csl:
        yield Bibliography(items, csl)


class _Writer:
    def __init__(self, bibliography: "Bibliography", ids: Ids, beside: Container[int]) -> None:
        self._bibliography = bibliography
        self._ids = ids
        self._anchors = {
            entry.key: ids.give(f"ref-{slugify(entry.key, allow_unicode=True) or entry.number}")
            for entry in bibliography
        }
        self._beside = beside
        self._have_note: set[str] = set()
        self._places: defaultdict[str, list[str]] = defaultdict(list)

    def write(self, pieces: list[CitationPiece], written: WrittenCitations) -> None:
        """Write citations, and then the list with the ways back to them."""
        written.is_numbered = self._bibliography.is_numbered
        for piece in pieces:
            self._write(piece, written)
        written.items_html = "".join(map(self._item_html, self._bibliography))
        written.sources = tuple(map(self._cited_source, self._bibliography))

    def _write(self, piece: CitationPiece, written: WrittenCitations) -> None:
        cites = piece.citation.cites
        unknown = [cite for cite in cites if cite.key not in self._anchors]
        if len(unknown) == len(cites):
            written.keep_typed(piece)
            return
        written.list_unknown(piece, unknown)
        texts = [self._text(cite, is_in_text=piece.citation.is_in_text) for cite in cites]
        links = [
            text if cite in unknown else self._link(piece, cite.key, text)
            for cite, text in zip(cites, texts, strict=True)
        ]
        written.words[piece.number] = plain_text(self._joined(piece, texts))
        written.html[piece.number] = self._joined(piece, links)

    def _text(self, cite: Cite, *, is_in_text: bool) -> str:
        """Return what stands for one source; its key where there is none."""
        if cite.key not in self._anchors:
            return escape(f"@{cite.key}")
        if is_in_text:
            return self._bibliography.in_text_html(cite)
        return self._bibliography.cite_html(cite)

    def _joined(self, piece: CitationPiece, texts: list[str]) -> str:
        """Return the parts of a citation as one, each within the words around it."""
        if piece.citation.is_in_text:
            return texts[0]
        return self._bibliography.enclosed(
            [
                f"{escape(cite.before)}{' ' if cite.before else ''}{text}{escape(cite.after)}"
                for cite, text in zip(piece.citation.cites, texts, strict=True)
            ]
        )

    def _link(self, piece: CitationPiece, key: str, text: str) -> str:
        """Return a text as a link to the list; the first of a source has its note beside it."""
        entry, places = self._bibliography.entry_of(key), self._places[key]
        stem = self._anchors[key].replace("ref-", "cite-", 1)
        places.append(self._ids.give(f"{stem}-{len(places) + 1}" if places else stem))
        card = source_card(escape(self._bibliography.entry_words(entry)))
        link = (
            f'<a class="citation" role="doc-biblioref" href="#{self._anchors[key]}"'
            f' id="{places[-1]}">{text}{card}</a>'
        )
        if piece.number not in self._beside or key in self._have_note:
            return link
        self._have_note.add(key)
        return f"{link}{sidenote(self._note_html(entry))}"

    def _note_html(self, entry: "Entry") -> str:
        """Return a source in short, as it stands beside the text."""
        title = without_markup(entry.item.get("title", ""))
        title = "" if title == entry.authors else title.rstrip(".")
        year = f"{year_of(entry.item) or ''}{entry.letter}"
        if self._bibliography.is_numbered:
            name, parts = f"[{entry.number}]", [entry.authors.rstrip("."), title, year]
        else:
            name, parts = ", ".join(filter(None, [entry.authors, year])), [title]
        text = "".join(f" {part}." for part in parts if part)
        return f'<span class="sidenote__number">{escape(name)}</span>{escape(text)}'

    def _item_html(self, entry: "Entry") -> str:
        key = entry.key
        links = " ".join(self._back_link(entry, place) for place in range(len(self._places[key])))
        html = self._bibliography.entry_html(entry)
        return f'<li id="{self._anchors[key]}">{html} {links}</li>'

    def _back_link(self, entry: "Entry", place: int) -> str:
        places = self._places[entry.key]
        # What is shown is part of what is heard.
        letter = letters(place) if len(places) > 1 else ""
        label = gettext("Back to citation %(number)s of %(authors)s") % {
            "number": letter or 1,
            "authors": entry.authors,
        }
        return (
            f'{BACK_LINK} href="#{places[place]}" aria-label="{escape(label)}">'
            f"{'' if place else '↩'}{letter and f'<sup>{letter}</sup>'}</a>"
        )

    def _cited_source(self, entry: "Entry") -> CitedSource:
        return CitedSource(
            key=entry.key,
            id=self._anchors[entry.key],
            entry=self._bibliography.entry_words(entry),
            title=without_markup(entry.item.get("title", "")),
            authors="; ".join(map(full_name, people_of(entry.item))),
            year=str(year_of(entry.item) or ""),
            url=address_of(entry.item),
        )
