"""Wagtail's look at a page's view restrictions, left out where there can be none."""

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from search.once_per_change import once_per_change

# Where more are guarded, Wagtail looks each time.
MAX_GUARDED = 1000


class GuardedMixin:
    """A page that asks for its restrictions only below a page that may have one."""

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return the restrictions of this page and of those above it, as Wagtail does."""
        if self.alias_of_id or _is_below(self.path, _guarded_paths()):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()


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
    if guarded is None:
        return True
    return any(path[:end] in guarded for end in range(Page.steplen, len(path) + 1, Page.steplen))
