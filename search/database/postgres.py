"""Finds pages on PostgreSQL by vectors with GIN, weighted by what few pages hold.

`ts_rank` doesn't know how rare a word is, so that pages are ordered by the weights of the terms
in the fields that hold them; the best are ranked further in Python.
"""

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import Expression, Q

from search.database.interface import BEST_FIRST, NEWEST_FIRST, NO_ORDER, Group, Match, Values

# Of each place the fields that are looked up by their index; the last one holds the others, too.
TITLE, HEAD, ALL = ("title",), ("title", "head"), ("title", "head", "often", "all")
PLACES = {"title": TITLE, "heading": HEAD, "head": HEAD, "code": ALL, "": ALL}
ALL_TOKENS = "title_tokens || head_tokens || teaser_tokens || text_tokens || code_tokens"
ORDERS = {
    BEST_FIRST: "ORDER BY score DESC, page_id DESC",
    NEWEST_FIRST: "ORDER BY date DESC NULLS LAST, page_id DESC",
    NO_ORDER: "",
}
# Pages whose texts are looked through for a phrase or for code, at most: those of best score.
CANDIDATES = 1000
# How much more a term is worth in a field than anywhere.
FIELDS = {"title": 4.0, "head": 2.0, "often": 1.0}
# The same where any of the terms is enough.
ANY_FIELDS = {**FIELDS, "all": 1.0}

# Unlike LIKE, which goes back for each letter, strpos leaps over most: a third of the time.
HOLDS = "EXISTS (SELECT FROM unnest(%s::text[]) AS row WHERE strpos({tokens}, row) > 0)"
HOLDS_CODE = HOLDS.format(tokens="code_tokens")
HOLDS_ROW = HOLDS.format(tokens=ALL_TOKENS)

TABLES = ("search_searchpage", "search_searchsection", "search_searchtopic", "search_searchword")
_SETTLE = """
SELECT gin_clean_pending_list(indexes.oid)
FROM pg_index
JOIN pg_class AS indexes ON indexes.oid = indexrelid
JOIN pg_am ON pg_am.oid = indexes.relam AND amname = 'gin'
WHERE indrelid = 'search_searchpage'::regclass
"""


class PostgresEngine:
    """tsvector over the tokens that Python made."""

    most_partial = 80

    def find(self, match: Match) -> list[int]:
        """Return the ids of pages that match, in the match's order."""
        check, patterns = _text_condition(match)
        plain = match.needs_all and not match.excluded and match.among is None and not check
        if plain and match.order == NO_ORDER:
            return _find_some(match)
        source, weights = _scored_pages(match)
        where, values = _vector_condition(match)
        if match.among is not None:
            query, more = match.among.query.sql_with_params()
            where, values = f"{where} AND page_id IN ({query})", [*values, *more]
        order, values = ORDERS[match.order], [*weights, *values]
        found = f"FROM ({source}) AS page WHERE {where} {order} LIMIT %s"
        if check:
            found = f"FROM (SELECT * {found}) AS page WHERE {check} {order} LIMIT %s"
            values = [*values, CANDIDATES, *patterns]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT page_id {found}", [*values, match.limit])
            return [page_id for (page_id,) in cursor.fetchall()]

    def beginning(self, field: str, prefix: Expression) -> Q:
        """Return a LIKE, for which Django makes an index of its own."""
        return Q(**{f"{field}__startswith": prefix})

    def rebuild(self) -> None:
        """Do nothing: the vectors are columns of the rows, and nothing is kept beside them."""

    def settle(self) -> None:
        """Move new vectors into their indexes and count anew: reads look through what waits.

        Autovacuum does so, too, but late after a rebuild.
        """
        with connection.cursor() as cursor:
            cursor.execute(_SETTLE)
            for table in TABLES:
                cursor.execute(f"ANALYZE {table}")

    def find_faults(self) -> list[str]:
        """Return nothing: generated columns can't differ from what they are made of."""
        return []


def _widest_field(place: str) -> str:
    """Return the field of a place that holds its others, too."""
    *_narrower, widest = PLACES[place]
    return widest


def _find_some(match: Match) -> list[int]:
    """Return some of the pages that hold all terms; frequent ones take no longer than others."""
    field, query = _widest_field(match.place), " & ".join(map(_tsquery_of, match.groups))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT search_{field}_some(%s::tsquery, %s)", [query, match.limit])
        return [page_id for (page_id,) in cursor.fetchall()]


def _vector_condition(match: Match) -> tuple[str, Values]:
    """Return what the vectors must hold, and must not."""
    where = "TRUE"
    values: Values = []
    if match.needs_all:
        where = f"page_id IN (SELECT search_{_widest_field(match.place)}_held(%s::tsquery))"
        values.append(" & ".join(map(_tsquery_of, match.groups)))
    if words := [group for group in match.excluded if not group.phrases]:
        where += " AND NOT all_vector @@ %s::tsquery"
        values.append(" | ".join(map(_tsquery_of, words)))
    return where, values


def _text_condition(match: Match) -> tuple[str, Values]:
    """Return what the text must hold, and must not: a vector knows no order and no code."""
    parts: list[str] = []
    values: Values = []
    for condition, more in _held_conditions(match):
        parts.append(condition)
        values += more
    if phrases := [group for group in match.excluded if group.phrases]:
        # All in one look at the text, which costs more than all else, and only where words agree.
        parts.append(f"NOT (all_vector @@ %s::tsquery AND {HOLDS_ROW})")
        values += [" | ".join(map(_tsquery_of, phrases)), _rows_of(phrases)]
    return " AND ".join(parts), values


def _held_conditions(match: Match) -> Iterator[tuple[str, Values]]:
    if match.place == "code":
        checked = [[group] for group in match.groups] if match.needs_all else [match.groups]
        for groups in checked:
            yield HOLDS_CODE, [_rows_of(groups)]
    elif match.needs_all:
        for group in match.groups:
            if group.phrases:
                yield _phrase_condition(group)


def _phrase_condition(group: Group) -> tuple[str, Values]:
    """Return that a phrase of a group is held, or a word of it, which needs no look at the text."""
    values: Values = [[f" {' '.join(row)} " for row in group.phrases]]
    words = group.words
    if not (words.sequences or words.begun):
        return HOLDS_ROW, values
    return f"(all_vector @@ %s::tsquery OR {HOLDS_ROW})", [_tsquery_of(words), *values]


def _rows_of(groups: Sequence[Group]) -> list[str]:
    """Return what of groups stands in a text of tokens, each between spaces."""
    rows = [" ".join(tokens) for group in groups for tokens in group.sequences]
    return [f" {row} " for row in rows] + [f" {begun}" for group in groups for begun in group.begun]


def _scored_pages(match: Match) -> tuple[str, Values]:
    """Return the pages with the sum of the terms' weights in the fields that hold them."""
    if not match.needs_all:
        return _pages_with_any(match)
    if match.order != BEST_FIRST:
        return "SELECT *, 0 AS score FROM search_searchpage", []
    parts: list[str] = []
    values: Values = []
    for group in match.groups:
        for field, weight in FIELDS.items():
            parts.append(f"CASE WHEN {field}_vector @@ %s::tsquery THEN %s ELSE 0 END")
            values += [_tsquery_of(group), weight * group.weight]
    return f"SELECT *, {' + '.join(parts)} AS score FROM search_searchpage", values


def _pages_with_any(match: Match) -> tuple[str, Values]:
    """Return the pages that hold any of the terms, each looked up by itself in each field."""
    parts: list[str] = []
    values: Values = []
    for group in match.groups:
        for field in PLACES[match.place]:
            parts.append(f"SELECT search_{field}_held(%s::tsquery) AS page_id, %s AS held")
            values += [_tsquery_of(group), ANY_FIELDS[field] * group.weight]
    held = f"SELECT page_id, SUM(held) AS score FROM ({' UNION ALL '.join(parts)}) AS parts"
    return (
        f"SELECT page.*, score FROM ({held} GROUP BY page_id) AS held"
        " JOIN search_searchpage AS page USING (page_id)"
    ), values


def _tsquery_of(group: Group) -> str:
    rows = [_tsquery_of_row(tokens) for tokens in group.sequences]
    begun = [f"{repr_token(token)}:*" for token in group.begun]
    return f"({' | '.join([*rows, *begun])})"


def _tsquery_of_row(tokens: Sequence[str]) -> str:
    return f"({' & '.join(map(repr_token, tokens))})"


def repr_token(token: str) -> str:
    """Return a token as a tsquery takes it literally; it is letters and digits alone."""
    return f"'{token}'"
