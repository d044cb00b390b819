"""Finds pages on SQLite by FTS5, ranked by bm25 with weights for the fields."""

from collections.abc import Sequence

from django.db import DatabaseError, connection
from django.db.models import Expression, Q, Value
from django.db.models.functions import Concat

from search.database.interface import BEST_FIRST, NEWEST_FIRST, NO_ORDER, Group, Match, Values

# Title, headings, teaser and topics, prose, code.
WEIGHTS = "10.0, 5.0, 4.0, 1.5, 1.0"
ORDERS = {
    BEST_FIRST: f"ORDER BY bm25(search_fulltext, {WEIGHTS}), rowid",
    NEWEST_FIRST: "ORDER BY search_searchpage.date DESC, page_id DESC",
    # The latest made first, which costs nothing.
    NO_ORDER: "ORDER BY search_fulltext.rowid DESC",
}
PLACES = {
    "title": "{title_tokens} : ",
    "heading": "{title_tokens head_tokens} : ",
    "head": "{title_tokens head_tokens teaser_tokens} : ",
    "code": "{code_tokens} : ",
    "": "",
}
LAST_CHARACTER = "\U0010ffff"


class SqliteEngine:
    """FTS5 over the tokens that Python made."""

    most_partial = 40

    def find(self, match: Match) -> list[int]:
        """Return the ids of pages that match, in the match's order."""
        where, values = "search_fulltext MATCH %s", [expression(match)]
        if match.among is not None:
            query, more = match.among.query.sql_with_params()
            where, values = f"{where} AND search_fulltext.rowid IN ({query})", [*values, *more]
        source = "search_fulltext"
        if match.order == NEWEST_FIRST:
            source += " JOIN search_searchpage ON page_id = search_fulltext.rowid"
        sql = f"SELECT search_fulltext.rowid FROM {source} WHERE {where} {ORDERS[match.order]}"
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} LIMIT %s", [*values, match.limit])
            return [page_id for (page_id,) in cursor.fetchall()]

    def beginning(self, field: str, prefix: Expression) -> Q:
        """Return a range: SQLite looks up no LIKE in an index."""
        end = Concat(prefix, Value(LAST_CHARACTER))
        return Q(**{f"{field}__gte": prefix, f"{field}__lt": end})

    def rebuild(self) -> None:
        """Make the full-text table anew from the rows."""
        _run_fts_command("rebuild")

    def settle(self) -> None:
        """Do nothing: SQLite merges the full-text table's parts as it writes."""

    def find_faults(self) -> list[str]:
        """Return a line where the full-text table differs from the rows."""
        try:
            _run_fts_command("integrity-check", 1)
        except DatabaseError:
            return ["The full-text table differs from the rows it is made of."]
        return []


def expression(match: Match) -> str:
    """Return a match as an FTS5 expression; tokens are letters and digits, so quoting is safe."""
    groups = (" AND " if match.needs_all else " OR ").join(map(_fts_group, match.groups))
    text = f"{PLACES[match.place]}({groups})"
    if match.excluded:
        text = f"({text}) NOT ({' OR '.join(map(_fts_group, match.excluded))})"
    return text


def _fts_group(group: Group) -> str:
    phrases = [_fts_phrase(tokens) for tokens in group.sequences]
    begun = [f'"{token}" *' for token in group.begun]
    return f"({' OR '.join([*phrases, *begun])})"


def _fts_phrase(tokens: Sequence[str]) -> str:
    return f'"{" ".join(tokens)}"'


def _run_fts_command(name: str, rank: int | None = None) -> None:
    columns = "search_fulltext"
    values: Values = [name]
    if rank is not None:
        columns, values = "search_fulltext, rank", [name, rank]
    places = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO search_fulltext({columns}) VALUES ({places})", values)
