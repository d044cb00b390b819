"""Shows in a page's editor what a reviewer asked to be changed."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from search.database.columns import shortened

MAX_COMMENT = 1_000


def show_reviewers_words(request: HttpRequest, page: Page) -> None:
    """Say who sent a page back, and with what words; a `before_edit_page` hook."""
    if request.method != "GET":
        return
    rejection = last_rejection(page)
    if rejection is None:
        return
    reviewer = rejection.finished_by
    name = (reviewer.get_full_name() or reviewer.get_username()) if reviewer else _("A reviewer")
    comment = shortened(rejection.comment.strip(), MAX_COMMENT)
    text = (
        _("%(name)s asks for changes: %(comment)s") if comment else _("%(name)s asks for changes.")
    )
    messages.warning(request, text % {"name": name, "comment": comment})


def last_rejection(page: Page) -> TaskState | None:
    """Return the rejection that a page waits upon; None once it was sent in again."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    rejected = state.task_states.filter(status=TaskState.STATUS_REJECTED)
    return rejected.select_related("finished_by").order_by("-finished_at", "-pk").first()
