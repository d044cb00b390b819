"""What a page type offers to search; search knows page types by this alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from django.db.models import QuerySet
from wagtail.models import Page, get_page_models


@dataclass(frozen=True)
class Facets:
    """What a reader narrows a search to; None where not asked for."""

    tag: str | None = None
    author: str | None = None
    year: int | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in (self.tag, self.author, self.year))


@runtime_checkable
class Faceted(Protocol):
    """A page type whose pages carry tags, authors and a date."""

    @classmethod
    def filter_by_facets(cls, facets: Facets) -> QuerySet:
        """Return this type's pages (public or not) that match every facet asked for."""
        ...

    @classmethod
    def prepare_hits(cls, pages: Sequence[Page]) -> None:
        """Fetch for pages at hand, in a constant number of queries, what a hit shows of them."""
        ...


def faceted_page_types() -> list[type[Page]]:
    """Return the installed page types that fulfil `Faceted`."""
    return [model for model in get_page_models() if isinstance(model, Faceted)]
