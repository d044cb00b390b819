"""Reads what the heads of exported posts say that stands in no row of theirs."""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import Subquery
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from blog.exporting.front_matter import post_fields
from blog.exporting.post_text import exported_posts
from blog.exporting.sources import BIBLIOGRAPHY, CitedSources
from blog.models import BlogIndexPage, BlogPostPage


class Heads:
    """A blog's old addresses, private places and sources, read once for all of its posts."""

    def __init__(self, index: BlogIndexPage) -> None:
        self._index = index
        # The keys of the sources that posts cite of which the head was asked for.
        self.cited: set[str] = set()

    def fields(
        self,
        post: BlogPostPage,
        path_of: Callable[[str, int], str | None],
        *,
        bibliography: str = BIBLIOGRAPHY,
    ) -> dict[str, Any]:
        """Return what the head of a post says; `path_of` finds the file of its cover.

        `bibliography` is the path of the file of sources, for one that cites some.
        """
        cover = path_of("image", post.cover_id) if post.cover_id else ""
        cited = self._sources.of(post)
        self.cited |= cited
        return post_fields(
            post,
            cover=cover or "",
            aliases=self._aliases.get(post.pk, []),
            bibliography=bibliography if cited else "",
            is_private=any(post.path.startswith(place) for place in self._private),
        )

    @cached_property
    def _sources(self) -> CitedSources:
        return CitedSources()

    @cached_property
    def _aliases(self) -> dict[int, list[str]]:
        """The old addresses that lead to posts, by the posts' ids."""
        keys = exported_posts(self._index).values("pk")
        rows = Redirect.objects.filter(redirect_page__in=Subquery(keys)).order_by("old_path")
        found = defaultdict(list)
        for pk, address in rows.values_list("redirect_page_id", "old_path"):
            found[pk].append(address)
        return found

    @cached_property
    def _private(self) -> list[str]:
        return list(PageViewRestriction.objects.values_list("page__path", flat=True))
