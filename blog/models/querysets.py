"""Named queries over posts."""

from collections.abc import Sequence

from django.apps import apps
from django.db.models import Prefetch, Q, prefetch_related_objects
from wagtail.models import Page, PageManager, PageQuerySet

from search.visibility import public_pages


class PostQuerySet(PageQuerySet):
    """Posts, narrowed and ordered as listings show them."""

    def public(self) -> "PostQuerySet":
        """Only what an anonymous reader may see; stricter than Wagtail's own `public()`."""
        return public_pages(self)

    def newest_first(self) -> "PostQuerySet":
        return self.order_by("-display_date", "-pk")

    def inside(self, ancestor: Page) -> "PostQuerySet":
        """Posts below a page: an index page's own, or all of a site."""
        return self.descendant_of(ancestor)

    def tagged(self, slug: str) -> "PostQuerySet":
        return self.filter(post_tags__tag__slug=slug)

    def older_than(self, post: Page) -> "PostQuerySet":
        """Posts that stand after `post` in a listing, nearest first."""
        return self.newest_first().filter(
            Q(display_date__lt=post.display_date)
            | Q(display_date=post.display_date, pk__lt=post.pk)
        )

    def newer_than(self, post: Page) -> "PostQuerySet":
        """Posts that stand before `post` in a listing, nearest first."""
        return self.order_by("display_date", "pk").filter(
            Q(display_date__gt=post.display_date)
            | Q(display_date=post.display_date, pk__gt=post.pk)
        )

    def with_bylines(self) -> "PostQuerySet":
        """Fetch authors and tags with the posts, in two queries."""
        return self.prefetch_related(*byline_prefetches())

    def with_teasers(self) -> "PostQuerySet":
        """Fetch with the posts all that a teaser shows, in four queries."""
        return self.defer_streamfields().with_bylines().prefetch_related("cover__renditions")


PostManager = PageManager.from_queryset(PostQuerySet)


def byline_prefetches() -> list[Prefetch]:
    """What a byline needs: the authors in their order, and the tags."""
    post_authors = apps.get_model("blog", "PostAuthor").objects.select_related("author")
    post_tags = apps.get_model("blog", "PostTag").objects.select_related("tag")
    return [Prefetch("post_authors", post_authors), Prefetch("post_tags", post_tags)]


def fetch_bylines(posts: Sequence[Page]) -> None:
    """Fetch authors and tags for posts at hand, in two queries."""
    prefetch_related_objects(posts, *byline_prefetches())


def fetch_teasers(posts: Sequence[Page]) -> None:
    """Fetch for posts at hand all that their teasers show, in four queries."""
    prefetch_related_objects(posts, *byline_prefetches(), "cover__renditions")
