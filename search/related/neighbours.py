"""Finds the pages nearest to a page: by a task after a publish, or for all anew.

Neighbours are public pages of one type and language. How near two pages are is the cosine of
their vectors, whichever way the two came to be compared.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice

from django.db.models import Max, QuerySet, Sum
from django_tasks import task
from wagtail.models import Page

from search.analysis.function_words import function_tokens
from search.database.engines import engine
from search.database.interface import Group, Match
from search.database.task_priorities import LATER
from search.index.vocabulary import batches
from search.models import SearchPage, SearchWord
from search.public.visibility import public_pages
from search.ranking.ranking import FIELDS
from search.related.nearest import Nearest
from search.related.neighbour_rows import KEPT, keep_neighbours, replace_neighbours
from search.related.vectors import (
    CANDIDATES,
    NEAR,
    QUERY_TERMS,
    NearPage,
    Vector,
    cosine,
    make_vector,
    rarities,
)

BATCH_SIZE = 500

# What neighbours have in common.
KIND = ("page__content_type", "language")
Kind = tuple[int, str]
Progress = Callable[[int, int], None]


@task(backend="background", priority=LATER)
def find_neighbours(keys: list[int]) -> None:
    """Find the neighbours of pages that were published, and make these neighbours of theirs."""
    for entry in _public_entries().filter(pk__in=keys):
        keep_neighbours(entry.pk, _nearest_to(entry))


def find_all_neighbours(progress: Progress | None = None) -> None:
    """Find the neighbours of every page anew; in memory, some 60 MB for 10,000 pages."""
    documents, total, done = _document_counts(), SearchPage.objects.count(), 0
    for content_type, language in sorted(set(_public_entries().values_list(*KIND))):
        entries = (
            _entries_of_kind((content_type, language))
            .order_by("pk")
            .iterator(chunk_size=BATCH_SIZE)
        )
        # All are read before the first is written: no statement is left open meanwhile.
        rare = rarities(documents, total, ignored=function_tokens(language))
        nearest = Nearest((entry.pk, _vector_of(entry, rare)) for entry in entries)
        for batch in batches(nearest.near(KEPT), BATCH_SIZE):
            replace_neighbours(dict(batch))
            done += len(batch)
            if progress:
                progress(done, total)


def _public_entries() -> QuerySet[SearchPage]:
    public = public_pages(Page.objects.all()).order_by().values("pk")
    rows = SearchPage.objects.filter(pk__in=public).select_related("page")
    return rows.only(*FIELDS, "language", "page__content_type")


def _entries_of_kind(kind: Kind) -> QuerySet[SearchPage]:
    return _public_entries().filter(**dict(zip(KIND, kind, strict=True)))


def _vector_of(entry: SearchPage, rare: Mapping[str, float]) -> Vector:
    return make_vector([getattr(entry, name) for name in FIELDS], rare)


def _document_counts(tokens: Sequence[str] | None = None) -> dict[str, int]:
    """Return in how many pages these tokens stand, or all; an estimate.

    A page may hold several words of one token: between the most frequent one and their sum.
    """
    words = SearchWord.objects.all()
    if tokens is not None:
        words = words.filter(token__in=tokens)
    counted = words.values_list("token").annotate(Max("documents"), Sum("documents"))
    return {token: (most + whole) // 2 for token, most, whole in counted.iterator()}


def _nearest_to(entry: SearchPage) -> list[NearPage]:
    """Return the pages nearest to one, the nearest first, among those that the engine finds."""
    vector = _vectors_of([entry], entry.language)[entry.pk]
    if not vector:
        return []
    groups = [Group(((term,),), vector[term]) for term in islice(vector, QUERY_TERMS)]
    keys = engine().find(Match(groups, needs_all=False, limit=CANDIDATES))
    alike = _entries_of_kind((entry.page.content_type_id, entry.language))
    others = _vectors_of(alike.filter(pk__in=keys).exclude(pk=entry.pk), entry.language)
    near = [NearPage(key, cosine(vector, other)) for key, other in others.items()]
    near = [each for each in near if each.score >= NEAR]
    return sorted(near, key=lambda each: (-each.score, each.page_id))


def _vectors_of(entries: Collection[SearchPage], language: str) -> dict[int, Vector]:
    texts = (getattr(entry, name) for entry in entries for name in FIELDS)
    documents: dict[str, int] = {}
    for batch in batches(sorted({token for text in texts for token in text.split()}), BATCH_SIZE):
        documents |= _document_counts(batch)
    total = SearchPage.objects.count()
    rare = rarities(documents, total, ignored=function_tokens(language))
    return {entry.pk: _vector_of(entry, rare) for entry in entries}
