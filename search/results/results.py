"""Holds what a search gives back: plain values, ready for a page, a feed or JSON."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from wagtail.models import Page

from search.query.facets import FacetCount
from search.query.query import Query
from search.results.snippets import Snippet


@dataclass(frozen=True)
class Hit:
    """A page that was found, opened at its best section.

    `title` and `section` are safe HTML with `<mark>` around what was found, `plain_title` the
    former without; `snippet` is plain text with the places of it, `is_code` where it is code.
    `heading` is that section's, `section` the same marked, and `section_id` its anchor; all are
    empty where the hit is the page as a whole.
    """

    page: Page
    url: str
    title: SafeString
    plain_title: str
    heading: str
    section: SafeString
    section_id: str
    snippet: Snippet
    is_code: bool
    date: datetime | None
    language: str


@dataclass(frozen=True)
class Results:
    """One numbered page of what was found.

    `correction` is the query that was answered in place of what was typed, None where that
    was answered; `offered` is one that would find something too. `total` counts to
    `candidates.MAX_HITS` at most, and `is_more` says there are more.
    """

    query: Query
    correction: str | None
    offered: str | None
    hits: tuple[Hit, ...]
    total: int
    is_more: bool
    has_more: bool
    facets: tuple[FacetCount, ...]
    order: str


@dataclass(frozen=True)
class Suggestion:
    """A page, a section, an author, a series or a tag to go to."""

    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Suggestions:
    """What a query that is still being typed may become."""

    titles: tuple[Suggestion, ...] = ()
    sections: tuple[Suggestion, ...] = ()
    authors: tuple[Suggestion, ...] = ()
    series: tuple[Suggestion, ...] = ()
    tags: tuple[Suggestion, ...] = ()
    completions: tuple[str, ...] = ()
