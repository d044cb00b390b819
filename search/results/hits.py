"""Prepares what is shown of the pages that were found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from search.database.statements import AnyOf, Slot, Statement
from search.models import SearchPage, SearchSection
from search.public.light_pages import FIELDS, light_page
from search.ranking.ranking import Ranked
from search.results.marking import Marker
from search.results.passages import Passage, best_passage, introduction
from search.results.results import Hit
from search.results.snippets import Snippet, excerpt, marked, opening, readable
from search.typography.typesetting import typeset

# Characters of a teaser that is rather a second title.
SHORT = 40
# By so much a passage of code or of the teaser must be better than one of prose.
CLEARLY = 0.5

_ENTRIES = Statement(
    lambda: SearchPage.objects.filter(AnyOf("pk", "keys")).values_list(
        "teaser", "date", "language", *(f"page__{name}" for name in FIELDS)
    )
)
_SECTIONS = Statement(
    lambda: (
        SearchSection.objects.filter(Q(AnyOf("pk", "best")) | Q(AnyOf("page", "pages"), position=0))
        .order_by("page", "position")
        .values_list("page_id", "position", "anchor", "heading", "text", "code")
    )
)
_BELOW = Statement(
    lambda: (
        SearchSection.objects.filter(page=Slot("page"), position__gt=Slot("position"))
        .exclude(text="")
        .order_by("position")
        .values_list("text")[:1]
    )
)


@dataclass(frozen=True)
class _Section:
    """What a hit shows of a section."""

    anchor: str
    heading: str
    text: str
    code: str


def make_hits(
    ranked: Sequence[Ranked], marker: Marker, *, request: HttpRequest | None
) -> list[Hit]:
    """Return hits in the order of `ranked`; two queries."""
    if not ranked:
        return []
    keys = [each.page_id for each in ranked]
    entries = {entry.page.pk: entry for entry in _read_entries(keys)}
    sections = _read_sections(ranked)
    maker = _HitMaker(marker, request)
    return [maker.hit(entries[key], sections.get(key, [])) for key in keys if key in entries]


@dataclass(frozen=True)
class _Entry:
    """What a hit shows of a page."""

    page: Page
    title: str
    teaser: str
    date: datetime | None
    language: str


def _read_entries(keys: Sequence[int]) -> Iterator[_Entry]:
    for teaser, date, language, *values in _ENTRIES.rows(keys=keys):
        page = light_page(values)
        title = typeset(page.title, language)
        yield _Entry(page, title, typeset(teaser, language), date, language)


class _HitMaker:
    def __init__(self, marker: Marker, request: HttpRequest | None) -> None:
        self._marker, self._request = marker, request

    def hit(self, entry: _Entry, sections: Sequence[_Section]) -> Hit:
        """Return what is shown of a page, of whose sections the first and the best are given."""
        page = entry.page
        section = sections[-1] if sections else None
        if section and self._is_about(entry, section):
            snippet, is_code = self._opening(entry, sections[0]), False
            section = None
        else:
            snippet, is_code = self._best_snippet(entry, section)
        anchor, heading = (section.anchor, section.heading) if section else ("", "")
        url = page.get_url(self._request) or ""
        return Hit(
            page=page,
            url=f"{url}#{anchor}" if anchor else url,
            title=marked(entry.title, self._marker),
            plain_title=entry.title,
            heading=heading,
            section=marked(heading, self._marker),
            section_id=anchor,
            snippet=snippet,
            is_code=is_code,
            date=entry.date,
            language=entry.language,
        )

    def _is_about(self, entry: _Entry, best: _Section) -> bool:
        """Tell whether a page as a whole is what was looked for, rather than a section of it.

        Where title and heading hold it all, the shorter one is nearer.
        """
        if best.anchor and len(best.heading.split()) < len(entry.title.split()):
            return not self._marker.is_all_in(best.heading) and self._marker.is_all_in(entry.title)
        return self._marker.is_all_in(entry.title)

    def _opening(self, entry: _Entry, first: _Section) -> Snippet:
        """Return how a page begins: its teaser, with prose where that is hardly a sentence."""
        text = entry.teaser.strip()
        if len(text) < SHORT:
            prose = introduction(readable(first.text))
            if not prose:
                below = next(iter(_BELOW.column(page=entry.page.pk, position=0)), "")
                prose = introduction(readable(below)) or readable(first.text)
            end = "" if text.endswith((".", "!", "?", "…")) else "."
            text = f"{text}{end} {prose}" if text and not prose.startswith(text) else prose
        return opening(text, self._marker.spans(text))

    def _best_snippet(self, entry: _Entry, section: _Section | None) -> tuple[Snippet, bool]:
        """Return the section's prose, its code or the teaser, the first with the best passage."""
        texts = [(section.text, False), (section.code, True)] if section else []
        if not (section and section.anchor):
            texts.append((entry.teaser, False))
        best, most = None, Passage(worth=-1)
        for text, is_code in texts:
            if text.strip():
                text = readable(text)
                spans = self._marker.spans(text)
                passage = best_passage(spans, self._marker.wanted)
                if passage.worth > most.worth + CLEARLY:
                    best, most = (text, spans, is_code), passage
        if best is None:
            return Snippet(), False
        text, spans, is_code = best
        return excerpt(text, spans, most, is_code=is_code), is_code


def _read_sections(ranked: Sequence[Ranked]) -> dict[int, list[_Section]]:
    """Return the first section of each page, and the best where that is another."""
    best = [each.section_id for each in ranked if each.section_id is not None]
    rows = _SECTIONS.rows(best=best, pages=[each.page_id for each in ranked])
    found: dict[int, list[_Section]] = {}
    for page_id, *values in rows:
        found.setdefault(page_id, []).append(_read_section(page_id, *values))
    return found


def _read_section(
    page_id: int, position: int, anchor: str, heading: str, text: str, code: str
) -> _Section:
    """Return a section; a heading without a text has that of what stands below it.

    The first one has no heading, and shows the page: prose, if there is any.
    """
    if not text.strip() and (position == 0 or not code.strip()):
        text = next(iter(_BELOW.column(page=page_id, position=position)), "")
    return _Section(anchor, heading, text, code)
