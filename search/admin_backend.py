"""Wagtail's own search, for the admin, with queries that no engine takes for anything but words.

The stock one answers a lone quotation mark, NUL or thousands of words with an error.
"""

import re
from collections.abc import Mapping
from typing import Any

from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database import SearchBackend as StockSearchBackend
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery

from search.query import MAX_LENGTH, MAX_TERMS

_WORD = re.compile(r"\w+")


class PlainWords:
    """Cuts queries down to words before a backend sees them."""

    def _search(self, query_compiler_class: type, query: Any, *args: Any, **kwargs: Any) -> Any:
        # Nothing is found for an empty text.
        plain = plain_query(query) or ""
        return super()._search(query_compiler_class, plain, *args, **kwargs)


def plain_query(query: str | SearchQuery) -> str | SearchQuery | None:
    """Return a query with words alone in its texts, None where none are left."""
    match query:
        case str():
            return plain_words(query)
        case PlainText():
            words = plain_words(query.query_string)
            return PlainText(words, operator=query.operator, boost=query.boost) if words else None
        case Phrase():
            words = plain_words(query.query_string)
            return Phrase(words) if words else None
        case And() | Or():
            parts = [plain_query(part) for part in query.subqueries[:MAX_TERMS]]
            kept = [part for part in parts if part is not None]
            return type(query)(kept) if kept else None
    return query


def plain_words(text: str) -> str:
    """Return the words of a text, 16 at most, out of its first 200 characters."""
    return " ".join(_WORD.findall(text[:MAX_LENGTH])[:MAX_TERMS])


def SearchBackend(params: Mapping[str, Any]) -> BaseSearchBackend:
    """Return the stock backend of the database at hand, given plain words alone."""
    stock = type(StockSearchBackend(params))
    return type(f"Plain{stock.__name__}", (PlainWords, stock), {})(params)
