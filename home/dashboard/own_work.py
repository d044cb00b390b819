"""Lists on the dashboard what a user has in hand: drafts, and changes that are not live."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, PageLogEntry, WorkflowState

from blog.models import PostAuthor, PostTemplatesPage
from blog.models.querysets import among_editable_pages
from blog.review.since_live import since_live_address

MOST_PAGES = 10


class Work(NamedTuple):
    """A page, its state in words, and the address of its changes since it went live, if any."""

    page: Page
    state: str
    changes: str


def work_of(user: AbstractBaseUser) -> list[Work]:
    """Return the unpublished work that a user made, signed, edited or locked, the newest first.

    In a number of queries that holds for any number of pages; without templates, which are
    never published, and without what the user may no longer edit.
    """
    edited = PageLogEntry.objects.filter(user=user, action="wagtail.edit").values("page_id")
    signed = PostAuthor.objects.filter(author__user=user).values("post_id")
    concern = Q(owner=user) | Q(locked_by=user) | Q(pk__in=edited) | Q(pk__in=signed)
    in_hand = Q(live=False, expired=False) | Q(has_unpublished_changes=True)
    pages = Page.objects.filter(concern, in_hand, among_editable_pages(user), alias_of=None)
    for folder in PostTemplatesPage.objects.all():
        pages = pages.not_descendant_of(folder, inclusive=True)
    newest = pages.filter(latest_revision_created_at__isnull=False).order_by(
        "-latest_revision_created_at", "-pk"
    )
    found = newest.select_related("latest_revision__user").annotate_approved_schedule()
    rows = found.prefetch_workflow_states()[:MOST_PAGES]
    return [Work(page, _state_of(page), since_live_address(page)) for page in rows]


def _state_of(page: Page) -> str:
    state = page.current_workflow_state
    if state is None:
        return capfirst(page.status_string)
    is_sent_back = state.status == WorkflowState.STATUS_NEEDS_CHANGES
    text = _("Changes requested: %(task)s") if is_sent_back else _("In review: %(task)s")
    return text % {"task": state.current_task_state.task.name}


class OwnWorkPanel(Component):
    """The work in hand, or where it will stand."""

    name = "own_work"
    template_name = "home/dashboard/own_work.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"works": work_of(parent_context["request"].user)}
