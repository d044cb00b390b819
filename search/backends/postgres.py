"""PostgreSQL's engine: vectors with GIN, weighted by what few pages hold.

`ts_rank` doesn't know how rare a word is, so that pages are ordered by the weights of the terms
in the fields that hold them; the best are ranked further in Python.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Expression, Q

from search.backends.interface import BEST_FIRST, NEWEST_FIRST, NO_ORDER, Group, Match

VECTORS = {
    "title": "title_vector", "heading": "head_vector", "head": "head_vector",
    "code": "all_vector", "": "all_vector",
}  # fmt: skip
ALL_TOKENS = "title_tokens || head_tokens || teaser_tokens || text_tokens || code_tokens"
ORDERS = {
    BEST_FIRST: "ORDER BY score DESC, page_id DESC",
    NEWEST_FIRST: "ORDER BY date DESC NULLS LAST, page_id DESC",
    NO_ORDER: "",
}
# Pages whose texts are looked through for a phrase or for code, at most: those of best score.
CANDIDATES = 1000
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
        score, weights = _score(match)
        order, values = ORDERS[match.order], [*weights, *values]
        source = f"(SELECT *, {score} AS score FROM search_searchpage) AS page"
        found = f"FROM {source} WHERE {where} {order} LIMIT %s"
        check, patterns = _check(match)
        if check:
            found = f"FROM (SELECT * {found}) AS page WHERE {check} {order} LIMIT %s"
            values = [*values, CANDIDATES, *patterns]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT page_id {found}", [*values, match.limit])
            return [row[0] for row in cursor.fetchall()]

    def beginning(self, field: str, prefix: Expression) -> Q:
        """Return a LIKE, for which Django makes an index of its own."""
        return Q(**{f"{field}__startswith": prefix})

    def rebuild(self) -> None:
        """The vectors are columns of the rows; nothing is kept beside them."""

    def find_faults(self) -> list[str]:
        """Generated columns can't differ from what they are made of."""
        return []


def _condition(match: Match) -> tuple[str, list[object]]:
    """Return what the vectors must hold."""
    query = (" & " if match.needs_all else " | ").join(map(_group, match.groups))
    where, values = f"{VECTORS[match.place]} @@ %s::tsquery", [query]
    if words := [group for group in match.excluded if not group.is_phrase]:
        where += " AND NOT all_vector @@ %s::tsquery"
        values.append(" | ".join(map(_group, words)))
    return where, values


def _check(match: Match) -> tuple[str, list[object]]:
    """Return what the text must hold, and must not: a vector knows no order and no code."""
    field = "code_tokens" if match.place == "code" else ALL_TOKENS
    parts, values = [], []
    checked = [[group] for group in match.groups if group.is_phrase or match.place == "code"]
    if not match.needs_all:
        checked = [match.groups] if match.place == "code" else []
    for groups in checked:
        parts.append(f"({field}) LIKE ANY(%s)")
        values.append(_patterns(groups))
    if phrases := [group for group in match.excluded if group.is_phrase]:
        # All in one look at the text, which costs more than all else, and only where words agree.
        parts.append(f"NOT (all_vector @@ %s::tsquery AND ({ALL_TOKENS}) LIKE ANY(%s))")
        values += [" | ".join(map(_group, phrases)), _patterns(phrases)]
    return " AND ".join(parts), values


def _patterns(groups: Sequence[Group]) -> list[str]:
    rows = [" ".join(tokens) for group in groups for tokens in group.sequences]
    return [f"% {row} %" for row in rows] + [f"% {b}%" for group in groups for b in group.begun]


def _score(match: Match) -> tuple[str, list[object]]:
    """Return the sum of the terms' weights in the fields that hold them; 0 where none is needed."""
    if match.order != BEST_FIRST:
        return "0", []
    parts, values = [], []
    for group in match.groups:
        query = _group(group)
        fields = FIELDS if match.needs_all else FIELDS | {"all_vector": 1.0}
        for vector, weight in fields.items():
            parts.append(f"CASE WHEN {vector} @@ %s::tsquery THEN %s ELSE 0 END")
            values += [query, weight * group.weight]
    return f"({' + '.join(parts)})", values


def _group(group: Group) -> str:
    rows = [_row(tokens) for tokens in group.sequences]
    begun = [f"{repr_token(token)}:*" for token in group.begun]
    return f"({' | '.join([*rows, *begun])})"


def _row(tokens: Sequence[str]) -> str:
    return f"({' & '.join(map(repr_token, tokens))})"


def repr_token(token: str) -> str:
    """Return a token as a tsquery takes it literally; it is letters and digits alone."""
    return f"'{token}'"
