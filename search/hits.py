"""What is shown of the pages that were found."""

from collections.abc import Sequence

from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString

from search.models import SearchPage, SearchSection
from search.ranking import FIELDS, Ranked
from search.results import Hit
from search.snippets import MAX_READ, Marker, worth
from search.terms import Term

# What no hit shows of an entry; it is most of it.
UNSHOWN = [*FIELDS, "often_tokens", "words"]


def make_hits(
    ranked: Sequence[Ranked],
    terms: Sequence[Term],
    *,
    language: str,
    request: HttpRequest | None,
) -> list[Hit]:
    """Return hits in the order of `ranked`; two queries."""
    if not ranked:
        return []
    keys = [each.page_id for each in ranked]
    entries = SearchPage.objects.filter(pk__in=keys).select_related("page").defer(*UNSHOWN)
    entries = entries.in_bulk()
    sections = _sections(ranked)
    maker = _HitMaker(Marker(terms, language), request)
    return [maker.hit(entries[key], sections.get(key)) for key in keys if key in entries]


class _HitMaker:
    def __init__(self, marker: Marker, request: HttpRequest | None) -> None:
        self._marker, self._request = marker, request

    def hit(self, entry: SearchPage, section: SearchSection | None) -> Hit:
        page = entry.page
        snippet, is_code = self._snippet(entry, section)
        anchor, heading = (section.anchor, section.heading) if section else ("", "")
        url = page.get_url(self._request) or ""
        return Hit(
            page=page,
            url=f"{url}#{anchor}" if anchor else url,
            title=self._marker.mark(page.title),
            heading=heading,
            section=self._marker.mark(heading),
            section_id=anchor,
            snippet=snippet,
            is_code=is_code,
            date=entry.date,
        )

    def _snippet(self, entry: SearchPage, section: SearchSection | None) -> tuple[SafeString, bool]:
        """Return the section's prose, its code or the teaser, whichever holds most words."""
        texts = [(section.text, False), (section.code, True)] if section else []
        if not (section and section.anchor):
            texts.append((entry.teaser, False))
        held = [
            (text[:MAX_READ], self._marker.spans(text[:MAX_READ]), is_code)
            for text, is_code in texts
            if text.strip()
        ]
        if not held:
            return SafeString(""), False
        text, spans, is_code = max(held, key=lambda each: worth(each[1]))
        return self._marker.excerpt(text, spans, is_code=is_code), is_code


def _sections(ranked: Sequence[Ranked]) -> dict[int, SearchSection]:
    """Return the best section of each page; where none is best, the first."""
    best = [each.section_id for each in ranked if each.section_id is not None]
    others = [each.page_id for each in ranked if each.section_id is None]
    wanted = Q(pk__in=best) | Q(page__in=others, position=0)
    return {section.page_id: section for section in SearchSection.objects.filter(wanted)}
