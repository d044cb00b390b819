"""A LIKE search as WordPress makes it (`WP_Query::parse_search` and `parse_search_order`)."""

import re
import time
from collections.abc import Callable

from tests.workbench.bench.search.peers import FOUND
from tests.workbench.bench.search.texts import Text

# WordPress leaves these out of the terms, unless nothing else is asked for.
_STOP_WORDS = (
    "about an are as at be by com for from how in is it of on or that the this to was what when "
    "where who will with www"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
MOST_TERMS_IN_ORDER = 6
_TERM = re.compile(r"[^\s,+]+")


class Like:
    """All terms anywhere; ordered by where the phrase and the terms stand, then by date."""

    name = "LIKE"

    def __init__(self, texts: list[Text]) -> None:
        from django.db import connection

        self.connection = connection
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS bench_like")
            cursor.execute(
                "CREATE TABLE bench_like "
                "(id INTEGER, title TEXT, excerpt TEXT, content TEXT, date VARCHAR(40))"
            )
            cursor.executemany(
                "INSERT INTO bench_like VALUES (%s, %s, %s, %s, %s)",
                [(t.key, t.title, t.teaser, _content(t), t.date.isoformat()) for t in texts],
            )

    def find(self, query: str) -> tuple[list[int], float]:
        began = time.perf_counter()
        sql, values = statement(query, operator="ILIKE" if self._is_postgres else "LIKE")
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = [key for (key,) in cursor.fetchall()]
        return found, (time.perf_counter() - began) * 1000

    @property
    def _is_postgres(self) -> bool:
        return self.connection.vendor == "postgresql"


def statement(query: str, *, operator: str) -> tuple[str, list[str]]:
    """Return the SQL and its values for what a reader typed."""
    words = _TERM.findall(query)
    terms = [word for word in words if word.lower() not in STOP_WORDS] or words

    def like(field: str) -> str:
        return f"{field} {operator} %s ESCAPE '!'"

    anywhere = f"({like('title')} OR {like('excerpt')} OR {like('content')})"
    where = " AND ".join([anywhere] * len(terms)) or "1 = 0"
    values = [_pattern(term) for term in terms for _field in range(3)]
    order, order_values = _order(query, terms, like)
    sql = (
        f"SELECT id FROM bench_like WHERE {where} "
        f"ORDER BY CASE {' '.join(order)} ELSE 6 END, date DESC, id LIMIT {FOUND}"
    )
    return sql, values + order_values


def _order(query: str, terms: list[str], like: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """Return the cases that say how good a hit is, best first, and their values."""
    if len(terms) < 2:
        return [f"WHEN {like('title')} THEN 1"], list(map(_pattern, terms or [query]))
    titles, phrase = [like("title")] * len(terms), _pattern(query)
    order, values = [f"WHEN {like('title')} THEN 1"], [phrase]
    if len(terms) <= MOST_TERMS_IN_ORDER:
        order += [f"WHEN {' AND '.join(titles)} THEN 2", f"WHEN {' OR '.join(titles)} THEN 3"]
        values += [_pattern(term) for term in terms] * 2
    order += [f"WHEN {like('excerpt')} THEN 4", f"WHEN {like('content')} THEN 5"]
    return order, [*values, phrase, phrase]


def _pattern(text: str) -> str:
    return "%" + re.sub("([!%_])", r"!\1", text) + "%"


def _content(text: Text) -> str:
    return f"{text.headings}\n{text.prose}\n{text.code}\n{text.tags}"
