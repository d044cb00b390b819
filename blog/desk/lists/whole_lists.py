"""Lists posts in the admin to whoever may explore all of their blogs.

Wagtail asks of each post whether the user may, once for the list and once for its length. What
stands below a blog is in its index by date, and how much that is, the tree knows.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from wagtail.models import Page

from blog.models import BlogIndexPage

# Beyond it, a condition for each of them would be longer than what it saves.
MAX_BLOGS = 100


class WholeListMixin:
    """Shows all that stands below some pages, unless it is narrowed; see `find_parents`."""

    def find_parents(self) -> Sequence[Page]:
        """Return the pages whose children are the list; none where Wagtail is to find it."""
        raise NotImplementedError

    @cached_property
    def parents(self) -> Sequence[Page]:
        return [] if self.is_searching or self.is_filtering else self.find_parents()

    @cached_property
    def explorable_roots(self) -> Sequence[Page]:
        """The pages below which the user may explore everything."""
        return self.permission_policy.instances_with_direct_explore_permission(self.request.user)

    def get_base_queryset(self) -> QuerySet:
        if not self.parents:
            return super().get_base_queryset()
        # By their depth too, SQLite would look through all pages. Posts have none below them.
        below = reduce(or_, (Q(path__startswith=page.path) for page in self.parents))
        return self.annotate_queryset(self.model._default_manager.filter(below))

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        paginator = super().get_paginator(*args, **kwargs)
        if self.parents:
            paginator.count = sum(page.numchild for page in self.parents)
        return paginator


class WholeBlogMixin(WholeListMixin):
    """The explorer below one blog."""

    def find_parents(self) -> Sequence[Page]:
        blog = self.parent_page
        return [blog] if any(is_inside(blog, root) for root in self.explorable_roots) else []


class AllBlogsMixin(WholeListMixin):
    """The list of the posts of all blogs."""

    def find_parents(self) -> Sequence[Page]:
        """Return the blogs that the user may explore; none where one post alone is open to them."""
        blogs = list(BlogIndexPage.objects.all()[: MAX_BLOGS + 1])
        roots = self.explorable_roots
        is_partial = any(is_inside(root, blog) and root != blog for root in roots for blog in blogs)
        if is_partial or len(blogs) > MAX_BLOGS:
            return []
        return [blog for blog in blogs if any(is_inside(blog, root) for root in roots)]


def is_inside(page: Page, tree: Page) -> bool:
    """Tell whether a page stands at another or below it."""
    return page.path.startswith(tree.path)
