"""Ranks Wagtail's hits on SQLite by reading its full-text table once.

The stock compilers ask that table anew for the score of every hit, which takes minutes for a word
that 10,000 pages hold. Joined to the pages it is read from beginning to end, and the scores are
the same.
"""

from django.db.models import BigIntegerField, F, IntegerField, QuerySet
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery


class RankedByJoin(SQLiteSearchQueryCompiler):
    """Stands before a stock compiler; what a join can't answer is left to that."""

    def search(
        self, config: None, start: int | None, stop: int | None, score_field: str | None = None
    ) -> QuerySet:
        """Return the hits, scored where someone asks for it or the order needs it."""
        query = normalize(self.query)
        score = score_field or ("_score" if self.order_by_relevance else None)
        is_ranking = isinstance(query, And | Or | Phrase | PlainText)
        if score is None or not is_ranking or not _takes_joins(self.queryset):
            return super().search(config, start, stop, score_field)
        rank = self._build_rank_expression(self._joined_vectors(), config)
        hits = self._hits_by_join(query, config).annotate(**{score: rank})
        if self.order_by_relevance:
            hits = hits.order_by(score, "-pk")
        elif not hits.query.order_by:
            hits = hits.order_by("-pk")
        return hits[start:stop]

    def _hits_by_join(self, query: SearchQuery, config: None) -> QuerySet:
        match = MatchExpression(
            self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(query, config=config)
        )
        return self.queryset.filter(
            # Names the table, which joins it.
            index_entries__sqliteftsindexentry__title__isnull=False,
            # The relation compares texts, by which no page could be looked up.
            pk=Cast("index_entries__object_id", BigIntegerField()),
        ).filter(match)

    def _joined_vectors(self) -> list[tuple[F, F | float]]:
        """Return the stock vectors with their factors, as seen from the pages."""
        return [
            (vector, F("index_entries__title_norm") if isinstance(factor, F) else factor)
            for vector, factor in self.get_search_vectors()
        ]


class SearchCompiler(RankedByJoin):
    """Whole words."""


class AutocompleteCompiler(RankedByJoin, SQLiteAutocompleteQueryCompiler):
    """The last word's beginning."""


COMPILERS = {
    "query_compiler_class": SearchCompiler,
    "autocomplete_query_compiler_class": AutocompleteCompiler,
}


def _takes_joins(queryset: QuerySet) -> bool:
    """Tell whether rows stay one a hit, found by a number."""
    query, key = queryset.query, queryset.model._meta.pk
    # The key of a model that extends another is a relation to it.
    while key.is_relation:
        key = key.target_field
    is_plain = not (query.distinct or query.group_by or query.combinator)
    return is_plain and isinstance(key, IntegerField)
