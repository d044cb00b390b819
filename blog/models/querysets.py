"""Names the queries over posts."""

from datetime import datetime
from typing import Self

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, Q, QuerySet
from wagtail.models import Page, PageManager, PageQuerySet, get_page_models
from wagtail.permissions import policy_registry

from blog.archive.teasers import byline_prefetches
from blog.editor.short_forms import TextForm
from search.public.visibility import originals, public_pages


def among_editable_pages(user: AbstractBaseUser, *, field: str = "pk") -> Q:
    """Return the condition that a field names a page which a user may edit.

    By Wagtail's rules, or by a rule of the page's type.
    """
    policies = {policy_registry.get_by_type(model) for model in [Page, *get_page_models()]}
    may_edit = Q()
    for policy in policies:
        pages = policy.instances_user_has_any_permission_for(user, {"change"})
        may_edit |= Q(**{f"{field}__in": pages.order_by().values("pk")})
    return may_edit


class EditableRowsQuerySet(QuerySet):
    """Rows that tell something of a `page`, narrowed to whom they are told."""

    def editable_by(self, user: AbstractBaseUser) -> Self:
        """Those of pages that a user may edit."""
        return self.filter(among_editable_pages(user, field="page"))


class PostQuerySet(PageQuerySet):
    """Posts, narrowed and ordered as post lists show them."""

    def public(self) -> "PostQuerySet":
        """Only what an anonymous reader may see; stricter than Wagtail's own `public()`."""
        return public_pages(self)

    def originals(self) -> "PostQuerySet":
        """No aliases: they stand in their own blog's lists, and in nothing that leaves the site."""
        return originals(self)

    def whole(self) -> "PostQuerySet":
        """No short forms."""
        return self.filter(form=TextForm.POST)

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

    def with_documents(self) -> "PostQuerySet":
        """Fetch what is stored of their bodies along, in the same query."""
        posts = self.select_related("stored_document", "locale")
        return posts.defer("stored_document__markdown")

    def for_reading(self) -> "PostQuerySet":
        """Fetch along, in the same query, all that a post's own page shows and is one of a kind."""
        return self.with_documents().select_related("social_card", "series", "cover")

    def with_bylines(self) -> "PostQuerySet":
        """Fetch authors and tags with the posts, in two queries."""
        return self.prefetch_related(*byline_prefetches(self.model))


PostManager = PageManager.from_queryset(PostQuerySet)
