"""Finds what else a query's words are called, by the list that the site keeps."""

from collections.abc import Sequence

from search.analysis.synonyms import MAX_WORDS, STARTER, read_synonyms
from search.database.statements import Statement
from search.models import SearchSynonyms
from search.public.once_per_change import once_per_change
from search.query.terms import TokenRow

_LIST = Statement(lambda: SearchSynonyms.objects.order_by("pk").values_list("spellings")[:1])


def other_spellings(rows: Sequence[TokenRow], language: str) -> list[tuple[TokenRow, ...]]:
    """Return for each run of a query, by its tokens, what else it may be called.

    Runs that are one spelling together each get the others: a page has all of them, or that.
    """
    known = read_synonyms(_kept_list(), language)
    found: list[tuple[TokenRow, ...]] = [()] * len(rows)
    start = 0
    while start < len(rows):
        end = start + 1
        others: tuple[TokenRow, ...] = ()
        for stop in range(start + 1, min(len(rows), start + MAX_WORDS) + 1):
            row = tuple(token for each in rows[start:stop] for token in each)
            if row in known:
                end, others = stop, known[row]
        found[start:end] = [others] * (end - start)
        start = end
    return found


@once_per_change
def _kept_list() -> str:
    return next(iter(_LIST.column()), STARTER)
