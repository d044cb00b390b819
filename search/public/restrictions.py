"""Makes Wagtail's look at a page's restrictions as strict as `search.public.visibility`."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from search.public.once_per_change import once_per_change

# Where more are guarded, each page looks for itself.
MAX_GUARDED = 1000


if TYPE_CHECKING:
    # What stands behind the mixin in every page type.
    from wagtail.models import Page as _Base
else:
    _Base = object


class GuardedMixin(_Base):
    """A page that readers see only where they may see all that it stands for.

    It asks for its restrictions only below a page that may have one.
    """

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return the restrictions of this page, of those above it, and of what these stand for.

        For an alias Wagtail looks at its source, but not above that.
        """
        if self.alias_of_id or _is_below(self.path, _guarded_paths()):
            return PageViewRestriction.objects.filter(page__in=_deciding_pages(self.path))
        return PageViewRestriction.objects.none()

    def update_aliases(self, **kwargs: Any) -> None:
        """Give the page's aliases what it has, unless it is not live (undo with wagtail#11344).

        Wagtail takes them live as soon as their source is scheduled.
        """
        if Page.objects.filter(pk=self.pk, live=True).exists():
            super().update_aliases(**kwargs)


def leaves_with_page(origin: object) -> bool:
    """Tell by a signal's `origin` whether a restriction is deleted because its page is.

    It goes first, and the page is public for a moment that nobody sees.
    """
    return isinstance(origin, Page | PageQuerySet)


def _deciding_pages(path: str) -> set[int]:
    """Return the ids of the pages whose restrictions hold for the page at a path of the tree.

    The page, those above it, and for an alias among these its source with those above that, and
    so on; a query for each step of a chain of aliases.
    """
    found: set[int] = set()
    paths = {path}
    while paths:
        pages = Page.objects.filter(path__in=set(_paths_up(paths))).exclude(pk__in=found)
        rows = list(pages.order_by().values_list("pk", "alias_of__path"))
        found.update(pk for pk, _source in rows)
        paths = {source for _pk, source in rows if source}
    return found


@once_per_change
def _guarded_paths() -> frozenset[str] | None:
    """Return the paths of pages that have a restriction, or are aliases with pages below.

    An alias has those of its source. None where there are many.
    """
    paths = Page.objects.order_by().values_list("path", flat=True)
    restricted = paths.filter(pk__in=PageViewRestriction.objects.values("page"))
    # By number, which enters the index; to ask for what is not null looks through all pages.
    aliases = paths.filter(alias_of__gt=0, numchild__gt=0)
    found = frozenset(restricted.union(aliases)[: MAX_GUARDED + 1])
    return None if len(found) > MAX_GUARDED else found


def _is_below(path: str, guarded: frozenset[str] | None) -> bool:
    return guarded is None or any(each in guarded for each in _paths_up([path]))


def _paths_up(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths of pages and of all pages above them."""
    for path in paths:
        for end in range(Page.steplen, len(path) + 1, Page.steplen):
            yield path[:end]
