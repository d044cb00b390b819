"""Wagtail's own search, for the admin, with queries that no engine takes for anything but words.

The stock one answers a lone quotation mark, NUL or thousands of words with an error.
"""

import re
from collections.abc import Mapping
from typing import Any

from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database import SearchBackend as StockSearchBackend

from search.query import MAX_LENGTH, MAX_TERMS

_WORD = re.compile(r"\w+")


class PlainWords:
    """Cuts queries down to words before a backend sees them."""

    def _search(self, query_compiler_class: type, query: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(query, str):
            query = plain_words(query)
        return super()._search(query_compiler_class, query, *args, **kwargs)


def plain_words(text: str) -> str:
    """Return the words of a text, 16 at most, out of its first 200 characters."""
    return " ".join(_WORD.findall(text[:MAX_LENGTH])[:MAX_TERMS])


def SearchBackend(params: Mapping[str, Any]) -> BaseSearchBackend:  # noqa: N802  (its name)
    """Return the stock backend of the database at hand, given plain words alone."""
    stock = type(StockSearchBackend(params))
    return type(f"Plain{stock.__name__}", (PlainWords, stock), {})(params)
