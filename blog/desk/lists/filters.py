"""Filters the explorer and the list of all posts in the admin."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import (
    BooleanFilter,
    ChoiceFilter,
    DateFromToRangeFilter,
    Filter,
    ModelChoiceFilter,
)
from wagtail.admin.filters import DateRangePickerWidget, MultipleUserFilter
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import Page

from blog.archive.staleness import stale_among
from blog.editor.short_forms import TextForm
from blog.models import Author, BlogIndexPage, BlogPostPage, Series, Tag
from blog.models.querysets import PostQuerySet
from blog.taxonomy.revisions import post_revisions


def live(posts: PostQuerySet) -> PostQuerySet:
    return posts.filter(live=True)


def draft(posts: PostQuerySet) -> PostQuerySet:
    return posts.filter(live=False)


def changed(posts: PostQuerySet) -> PostQuerySet:
    return posts.filter(live=True, has_unpublished_changes=True)


def scheduled(posts: PostQuerySet) -> PostQuerySet:
    revisions = post_revisions().filter(approved_go_live_at__isnull=False)
    return posts.filter(pk__in=[int(pk) for pk in revisions.values_list("object_id", flat=True)])


def expired(posts: PostQuerySet) -> PostQuerySet:
    return posts.filter(expired=True)


def stale(posts: PostQuerySet) -> PostQuerySet:
    return stale_among(posts, BlogIndexPage.objects.all())


class Status(NamedTuple):
    """A status's label, and the function that narrows posts to those that have it."""

    label: str
    narrow: Callable[[PostQuerySet], PostQuerySet]


STATUSES = {
    "live": Status(_("Live"), live),
    "changed": Status(_("Live, with unpublished changes"), changed),
    "draft": Status(_("Draft"), draft),
    "scheduled": Status(_("Scheduled"), scheduled),
    "expired": Status(_("Expired"), expired),
    "stale": Status(_("Checked too long ago"), stale),
}


def all_of(model: type[Author | Series | Tag]) -> Callable[[HttpRequest | None], QuerySet]:
    return lambda request: model.objects.order_by("name", "pk")


def owners(request: HttpRequest | None) -> QuerySet:
    """Return who owns any page, by an index for each user; Wagtail looks at all pages."""
    return get_user_model().objects.filter(Exists(Page.objects.filter(owner=OuterRef("pk"))))


class PostFilterSet(PageFilterSet):
    """Wagtail's filters for pages, and those by what a post says of itself."""

    author = ModelChoiceFilter(
        field_name="post_authors__author", label=_("Author"), queryset=all_of(Author)
    )
    tag = ModelChoiceFilter(field_name="post_tags__tag", label=_("Tag"), queryset=all_of(Tag))
    series = ModelChoiceFilter(label=_("Series"), queryset=all_of(Series))
    status = ChoiceFilter(
        label=_("Status"),
        method="filter_status",
        choices=[(name, label) for name, (label, _narrow) in STATUSES.items()],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    # Named so, since a filter set has a form.
    text_form = ChoiceFilter(
        field_name="form", label=_("Form"), choices=TextForm.choices, empty_label=_("All")
    )
    display_date = DateFromToRangeFilter(label=_("Display date"), widget=DateRangePickerWidget)
    owner = MultipleUserFilter(
        label=PageFilterSet.base_filters["owner"].label,
        queryset=owners,
        widget=forms.CheckboxSelectMultiple,
    )
    is_featured = BooleanFilter(label=_("Featured"), widget=BooleanRadioSelect)
    has_child_pages = None

    class Meta:
        model = BlogPostPage
        fields = []

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """The posts' own filters first."""
        filters = super().get_filters()
        names = sorted(filters, key=lambda name: name in PageFilterSet.base_filters)
        return {name: filters[name] for name in names}

    def filter_status(self, posts: PostQuerySet, name: str, value: str) -> PostQuerySet:
        return STATUSES[value].narrow(posts)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow by ids, since the search that may follow knows of no related fields."""
        if not self.form.has_changed():
            return queryset
        matches = super().filter_queryset(BlogPostPage.objects.order_by())
        return queryset.filter(pk__in=matches.values("pk"))
