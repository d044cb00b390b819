"""Leads to the comparison of what readers see of a page with its newest draft."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page, PageLogEntry, TaskState, get_default_page_content_type

from blog.models import PostAuthor

MOST_PAGES = 10


def since_live_address(page: Page) -> str:
    """Return the address of the changes since a page went live; empty where there are none."""
    if not (page.live and page.has_unpublished_changes):
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])


def changed_pages(user: AbstractBaseUser) -> list[Page]:
    """Return the live pages with newer drafts that concern a user, the newest draft first.

    That is what waits for their review, what they made, signed, edited or locked, as far as they
    may still see its drafts.
    """
    ours = PageLogEntry.objects.filter(user=user, action="wagtail.edit").values("page_id")
    signed = PostAuthor.objects.filter(author__user=user).values("post_id")
    named = Q(owner=user) | Q(locked_by=user)
    concern = named | Q(pk__in=ours) | Q(pk__in=signed) | Q(pk__in=_to_review(user))
    pages = Page.objects.filter(concern, live=True, has_unpublished_changes=True)
    drafts = pages.filter(latest_revision_created_at__isnull=False)
    newest = drafts.order_by("-latest_revision_created_at", "-pk")[:MOST_PAGES]
    with_users = newest.select_related("latest_revision__user").specific(defer=True)
    return [page for page in with_users if _may_compare(page, user)]


def _to_review(user: AbstractBaseUser) -> list[int]:
    """Return the keys of the pages that wait for a user's review."""
    kind = get_default_page_content_type()
    of_pages = TaskState.objects.reviewable_by(user).filter(revision__base_content_type=kind)
    return [int(key) for key in of_pages.values_list("revision__object_id", flat=True)]


def _may_compare(page: Page, user: AbstractBaseUser) -> bool:
    """Tell whether Wagtail's comparison would answer the user."""
    permissions = page.permissions_for_user(user)
    return permissions.can_edit() or permissions.can_publish()


class ChangedPagesPanel(Component):
    """The dashboard's pages whose newest draft readers do not see yet."""

    name = "changed_pages"
    template_name = "blog/review/changed_pages.html"
    # After what waits for review (220), before the recent edits (250).
    order = 230

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        pages = changed_pages(parent_context["request"].user)
        return {"pages": [(page, since_live_address(page)) for page in pages]}


def add_changed_pages(request: HttpRequest, panels: list[Component]) -> None:
    """Show them on the dashboard; a `construct_homepage_panels` hook."""
    panels.append(ChangedPagesPanel())
