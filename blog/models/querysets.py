"""Named queries over posts."""

from collections.abc import Sequence
from datetime import datetime

from django.apps import apps
from django.db.models import F, Prefetch, Q, Subquery, prefetch_related_objects
from wagtail.models import Page, PageManager, PageQuerySet

from blog.models.series_place import fetch_series_places
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

    def dated_within(self, start: datetime, end: datetime | None) -> "PostQuerySet":
        """Posts from `start` on and before `end`, where there is one."""
        posts = self.filter(display_date__gte=start)
        return posts.filter(display_date__lt=end) if end else posts

    def in_series_order(self) -> "PostQuerySet":
        """By position; those without one come last, oldest first."""
        return self.order_by(F("series_position").asc(nulls_last=True), "display_date", "pk")

    def older_than(self, post: Page) -> "PostQuerySet":
        """Posts that stand after `post` in a listing, nearest first."""
        at_most = Q(display_date__lte=post.display_date)  # where the index is entered
        is_later_made = Q(display_date=post.display_date, pk__gte=post.pk or 0)
        return self.newest_first().filter(at_most, ~is_later_made)

    def newer_than(self, post: Page) -> "PostQuerySet":
        """Posts that stand before `post` in a listing, nearest first."""
        at_least = Q(display_date__gte=post.display_date)
        is_earlier_made = Q(display_date=post.display_date, pk__lte=post.pk or 0)
        return self.order_by("display_date", "pk").filter(at_least, ~is_earlier_made)

    def beside(self, post: Page) -> "tuple[Page | None, Page | None]":
        """Return the nearest older and newer post, in one query."""
        nearest = Q()
        for posts in (self.older_than(post), self.newer_than(post)):
            nearest |= Q(pk=Subquery(posts.values("pk")[:1]))
        rows = self.model.objects.filter(nearest).newest_first()
        found = list(rows.only("title", "url_path", "display_date"))
        place = (post.display_date, post.pk or 0)
        older = [each for each in found if (each.display_date, each.pk) < place]
        newer = [each for each in found if (each.display_date, each.pk) > place]
        return next(iter(older), None), next(iter(newer), None)

    def with_documents(self) -> "PostQuerySet":
        """Fetch what is stored of their bodies along, in the same query."""
        posts = self.select_related("stored_document", "locale")
        return posts.defer("stored_document__markdown")

    def for_reading(self) -> "PostQuerySet":
        """Fetch along, in the same query, all that a post's own page shows and is one of a kind."""
        return self.with_documents().select_related("social_card", "series", "cover")

    def with_bylines(self) -> "PostQuerySet":
        """Fetch authors and tags with the posts, in two queries."""
        return self.prefetch_related(*byline_prefetches())


PostManager = PageManager.from_queryset(PostQuerySet)


def byline_prefetches() -> list[Prefetch]:
    """What a byline needs: the authors in their order, and the tags."""
    post_authors = apps.get_model("blog", "PostAuthor").objects.select_related("author__portrait")
    post_tags = apps.get_model("blog", "PostTag").objects.select_related("tag")
    return [Prefetch("post_authors", post_authors), Prefetch("post_tags", post_tags)]


def fetch_bylines(posts: Sequence[Page]) -> None:
    """Fetch authors and tags for posts at hand, in two queries."""
    prefetch_related_objects(posts, *byline_prefetches())


def fetch_pictures(post: Page) -> None:
    """Fetch what a post's page shows of its cover and portraits, in one query; none without any."""
    images = [post.cover, *(author.portrait for author in post.authors)]
    prefetch_related_objects([image for image in images if image], "renditions")


def fetch_teasers(posts: Sequence[Page]) -> None:
    """Fetch for posts at hand all that their teasers show, in five queries.

    Four, where their query joined the covers.
    """
    prefetch_related_objects(posts, *byline_prefetches(), "cover__renditions")
    fetch_series_places(posts)
