"""Named queries over posts."""

from django.db.models import Q
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

    def with_teasers(self) -> "PostQuerySet":
        """Fetch with the posts all that a teaser shows, in a constant number of queries."""
        return self.defer_streamfields().prefetch_related(
            "post_authors__author", "post_tags__tag", "cover__renditions"
        )

    def for_feed(self) -> "PostQuerySet":
        """Fetch with the posts all that a feed entry shows."""
        return self.prefetch_related("post_authors__author", "post_tags__tag")


PostManager = PageManager.from_queryset(PostQuerySet)
