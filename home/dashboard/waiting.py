"""Lists on the dashboard what waits for a user's review."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, get_default_page_content_type

from blog.models.querysets import among_editable_pages
from blog.review.since_live import since_live_address

MOST_TASKS = 10


class Waiting(NamedTuple):
    """A page, the task it waits at, and the address of its changes for who may compare them."""

    page: Page
    task_state: TaskState
    changes: str


def waiting_for(user: AbstractBaseUser) -> tuple[list[Waiting], int]:
    """Return the pages that a user may approve, the longest waiting first, and their number.

    Pages alone have a workflow here.
    """
    kind = get_default_page_content_type()
    tasks = TaskState.objects.reviewable_by(user).filter(revision__base_content_type=kind)
    first = tasks.select_related("task", "revision__user").order_by("started_at", "pk")
    states = {int(state.revision.object_id): state for state in first[:MOST_TASKS]}
    pages = Page.objects.in_bulk(list(states))
    editable = Page.objects.filter(among_editable_pages(user), pk__in=list(states))
    comparable = set(editable.values_list("pk", flat=True))
    rows = [
        Waiting(pages[pk], state, since_live_address(pages[pk]) if pk in comparable else "")
        for pk, state in states.items()
        if pk in pages
    ]
    return rows, tasks.count()


class WaitingPanel(Component):
    """What waits; nothing for whoever reviews nothing now."""

    name = "waiting"
    template_name = "home/dashboard/waiting.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        rows, count = waiting_for(parent_context["request"].user)
        return {"rows": rows, "more": count - len(rows)}
