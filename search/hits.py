"""What is shown of the pages that were found."""

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

from search.models import SearchPage, SearchSection
from search.ranking import Ranked
from search.results import Hit
from search.snippets import excerpt, found_in, mark, wanted_tokens
from search.terms import Term


def make_hits(
    ranked: Sequence[Ranked],
    terms: Sequence[Term],
    *,
    language: str,
    request: HttpRequest | None,
) -> list[Hit]:
    """Return hits in the order of `ranked`; three queries."""
    if not ranked:
        return []
    keys = [each.page_id for each in ranked]
    pages = Page.objects.in_bulk(keys)
    entries = SearchPage.objects.only("date", "teaser").in_bulk(keys)
    sections = _sections(ranked)
    maker = _HitMaker(terms, language, request)
    return [
        maker.hit(pages[key], entries[key], sections.get(key))
        for key in keys
        if key in pages and key in entries
    ]


class _HitMaker:
    def __init__(
        self, terms: Sequence[Term], language: str, request: HttpRequest | None
    ) -> None:
        self._wanted = wanted_tokens(terms)
        self._language, self._request = language, request

    def hit(self, page: Page, entry: SearchPage, section: SearchSection | None) -> Hit:
        snippet, is_code = self._snippet(entry, section)
        anchor = section.anchor if section else ""
        heading = section.heading if section else ""
        url = page.get_url(self._request) or ""
        return Hit(
            page=page,
            url=f"{url}#{anchor}" if anchor else url,
            title=mark(page.title, self._wanted, self._language),
            heading=heading,
            section=mark(heading, self._wanted, self._language),
            section_id=anchor,
            snippet=snippet,
            is_code=is_code,
            date=entry.date,
        )

    def _snippet(
        self, entry: SearchPage, section: SearchSection | None
    ) -> tuple[SafeString, bool]:
        """Return the teaser, the section's prose or its code, whichever holds most words."""
        texts = [(section.text, False), (section.code, True)] if section else []
        if not (section and section.anchor):
            texts.append((entry.teaser, False))
        held = [(found_in(text, self._wanted, self._language), text, code) for text, code in texts]
        held = [each for each in held if each[1].strip()]
        if not held:
            return SafeString(""), False
        _count, text, is_code = max(held, key=lambda each: each[0])
        return excerpt(text, self._wanted, self._language, is_code=is_code), is_code


def _sections(ranked: Sequence[Ranked]) -> dict[int, SearchSection]:
    """Return the best section of each page; where none is best, the first."""
    wanted = Q()
    for each in ranked:
        wanted |= Q(page=each.page_id, position=each.position or 0)
    return {section.page_id: section for section in SearchSection.objects.filter(wanted)}
