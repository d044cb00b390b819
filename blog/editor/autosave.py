"""Keeps Wagtail's autosave from a workflow action's part, and from taking an edit for saved."""

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.staticfiles import versioned_static
from wagtail.models import Page

ACTION = "action-workflow-action"


def drop_action_of_autosave(request: HttpRequest, page: Page) -> None:
    """Let an autosave save and nothing else.

    Wagtail 8 writes the chosen action into the form, which autosave takes for a change and posts
    beside the form itself: whichever comes second finds the task gone, and is a 500 when both
    run at once (tests/upstream/test_workflow_action_twice.py).
    """
    if request.method == "POST" and ACTION in request.POST and not request.accepts("text/html"):
        request.POST = request.POST.copy()
        del request.POST[ACTION]


def unsaved_edits_script() -> SafeString:
    """Return the tag of the script that sees what Wagtail's autosave would leave out."""
    return format_html('<script src="{}"></script>', versioned_static("blog/unsaved_edits.js"))
