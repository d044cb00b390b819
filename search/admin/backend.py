"""Cuts the admin's searches down to plain words, before Wagtail's own backend sees them.

The stock one answers a lone quotation mark, NUL or thousands of words with an error, and takes
seconds at 10,000 pages; see sqlite.py, norms.py and migration 0005.
"""

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database import SearchBackend as StockSearchBackend
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery

from search.admin.norms import NormsOfNew
from search.analysis.letters import MARKS
from search.query.query import MAX_LENGTH, MAX_TERMS

_WORD = re.compile(rf"\w[\w{MARKS}]*")


class PlainWords(BaseSearchBackend):
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
    """Return the stock backend of the database at hand, given plain words alone, and quick."""
    stock = type(StockSearchBackend(params))
    own = {"index_class": type("Index", (NormsOfNew, stock.index_class), {})}
    if stock.__name__ == "SQLiteSearchBackend":
        # Of models that only this engine has.
        own |= import_module("search.admin.sqlite").COMPILERS
    return type(f"Plain{stock.__name__}", (PlainWords, stock), own)(params)
