"""PostgreSQL's engine: vectors with GIN, weighted by what few pages hold.

`ts_rank` doesn't know how rare a word is, so that pages are ordered by the weights of the terms
in the fields that hold them; the best are ranked further in Python.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Q

from search.backends.interface import NEWEST_FIRST, NO_ORDER, Group, Match

VECTORS = {
    "title": "title_vector", "heading": "head_vector", "head": "head_vector",
    "code": "all_vector", "": "all_vector",
}  # fmt: skip
ALL_TOKENS = "title_tokens || head_tokens || teaser_tokens || text_tokens || code_tokens"
# How much more a term is worth in a field than anywhere.
FIELDS = {"title_vector": 4.0, "head_vector": 2.0, "often_vector": 1.0}


class PostgresEngine:
    """tsvector over the tokens that Python made."""

    def find(self, match: Match) -> list[int]:
        """Return the ids of pages that match, in the match's order."""
        where, values = _condition(match)
        if match.among is not None:
            query, more = match.among.query.sql_with_params()
            where, values = f"{where} AND page_id IN ({query})", [*values, *more]
        order, weights = _order(match)
        sql = f"SELECT page_id FROM search_searchpage WHERE {where} {order} LIMIT %s"
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, *weights, match.limit])
            return [row[0] for row in cursor.fetchall()]

    def beginning(self, field: str, prefix: str) -> Q:
        """Return a LIKE, for which Django makes an index of its own."""
        return Q(**{f"{field}__startswith": prefix})

    def rebuild(self) -> None:
        """The vectors are columns of the rows; nothing is kept beside them."""

    def find_faults(self) -> list[str]:
        """Generated columns can't differ from what they are made of."""
        return []


def _condition(match: Match) -> tuple[str, list[object]]:
    vector = VECTORS[match.place]
    query = (" & " if match.needs_all else " | ").join(map(_group, match.groups))
    where, values = f"{vector} @@ %s::tsquery", [query]
    # A vector knows no order, so that phrases are looked up in the text.
    if words := [group for group in match.excluded if not group.is_phrase]:
        where += " AND NOT all_vector @@ %s::tsquery"
        values.append(" | ".join(map(_group, words)))
    field = "code_tokens" if match.place == "code" else ALL_TOKENS
    if match.needs_all:
        checked = [g.sequences for g in match.groups if g.is_phrase or match.place == "code"]
    else:
        checked = [_all_sequences(match.groups)] if match.place == "code" else []
    for sequences in checked:
        where += f" AND ({field}) LIKE ANY(%s)"
        values.append([f"% {' '.join(tokens)} %" for tokens in sequences])
    if phrases := [group for group in match.excluded if group.is_phrase]:
        # All in one look at the text, which costs more than all else, and only where words agree.
        where += f" AND NOT (all_vector @@ %s::tsquery AND ({ALL_TOKENS}) LIKE ANY(%s))"
        values.append(" | ".join(map(_group, phrases)))
        values.append([f"% {' '.join(tokens)} %" for tokens in _all_sequences(phrases)])
    return where, values


def _all_sequences(groups: Sequence[Group]) -> list[tuple[str, ...]]:
    return [tokens for group in groups for tokens in group.sequences]


def _order(match: Match) -> tuple[str, list[object]]:
    if match.order == NO_ORDER:
        return "", []
    if match.order == NEWEST_FIRST:
        return "ORDER BY date DESC NULLS LAST, page_id DESC", []
    score, weights = _score(match)
    return f"ORDER BY {score} DESC, page_id DESC", weights


def _score(match: Match) -> tuple[str, list[object]]:
    parts, values = [], []
    for group in match.groups:
        query = _group(group)
        fields = FIELDS if match.needs_all else FIELDS | {"all_vector": 1.0}
        for vector, weight in fields.items():
            parts.append(f"CASE WHEN {vector} @@ %s::tsquery THEN %s ELSE 0 END")
            values += [query, weight * group.weight]
    return f"({' + '.join(parts)})", values


def _group(group: Group) -> str:
    return f"({' | '.join(map(_row, group.sequences))})"


def _row(tokens: Sequence[str]) -> str:
    return f"({' & '.join(map(repr_token, tokens))})"


def repr_token(token: str) -> str:
    """Return a token as a tsquery takes it literally; it is letters and digits alone."""
    return f"'{token}'"
