"""PostgreSQL's engine: vectors with GIN, weighted by what few pages hold.

`ts_rank` doesn't know how rare a word is, so that pages are ordered by the weights of the terms
in the fields that hold them; the best are ranked further in Python.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet

from search.backends.interface import Group, Match
from search.models import SearchWord

VECTORS = {
    "title": "title_vector", "head": "head_vector", "code": "all_vector", "": "all_vector",
}  # fmt: skip
# How much more a term is worth in a field than anywhere.
FIELDS = {"title_vector": 4.0, "head_vector": 2.0, "often_vector": 1.0}
# Pages that are ranked at all.
MAX_RANKED = 5000


class PostgresEngine:
    """tsvector over the tokens that Python made."""

    def find(self, match: Match) -> list[int]:
        """Return the ids of pages that match, best (or newest) first."""
        where, values = _condition(match)
        if match.among is not None:
            query, more = match.among.query.sql_with_params()
            where, values = f"{where} AND page_id IN ({query})", [*values, *more]
        order, weights = ("date DESC NULLS LAST", []) if match.by_date else _score(match)
        sql = f"""
            SELECT page_id FROM search_searchpage WHERE {where}
            ORDER BY {order}, page_id DESC LIMIT %s
        """
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, *weights, match.limit])
            return [row[0] for row in cursor.fetchall()]

    def words_beginning(self, prefix: str) -> QuerySet:
        """Return the words of the vocabulary that begin with a prefix; by its pattern index."""
        return SearchWord.objects.filter(word__startswith=prefix)

    def rebuild(self) -> None:
        """The vectors are columns of the rows; nothing is kept beside them."""

    def find_faults(self) -> list[str]:
        """Generated columns can't differ from what they are made of."""
        return []


def _condition(match: Match) -> tuple[str, list[str]]:
    vector = VECTORS[match.place]
    query = (" & " if match.needs_all else " | ").join(map(_group, match.groups))
    if match.excluded:
        query = f"({query}) & !({' | '.join(map(_group, match.excluded))})"
    where, values = f"{vector} @@ %s::tsquery", [query]
    for group in match.groups if match.needs_all else ():
        if match.place == "code":
            where, values = _also(where, values, "code_tokens", group)
        elif group.is_phrase:
            every = "title_tokens || head_tokens || teaser_tokens || text_tokens || code_tokens"
            where, values = _also(where, values, every, group)
    return where, values


def _also(where: str, values: list[str], field: str, group: Group) -> tuple[str, list[str]]:
    """Add that a field's text holds one of a group's rows of tokens."""
    patterns = [f"% {' '.join(tokens)} %" for tokens in group.sequences]
    return f"{where} AND ({field}) LIKE ANY(%s)", [*values, patterns]


def _score(match: Match) -> tuple[str, list[object]]:
    parts, values = [], []
    for group in match.groups:
        query = _group(group)
        fields = FIELDS if match.needs_all else FIELDS | {"all_vector": 1.0}
        for vector, weight in fields.items():
            parts.append(f"CASE WHEN {vector} @@ %s::tsquery THEN %s ELSE 0 END")
            values += [query, weight * group.weight]
    return f"({' + '.join(parts)}) DESC", values


def _group(group: Group) -> str:
    return f"({' | '.join(map(_row, group.sequences))})"


def _row(tokens: Sequence[str]) -> str:
    return f"({' & '.join(map(repr_token, tokens))})"


def repr_token(token: str) -> str:
    """Return a token as a tsquery takes it literally; it is letters and digits alone."""
    return f"'{token}'"
