"""Says when a post is not a folder's to change."""

from django.utils.translation import gettext

from blog.models import BlogPostPage


def why_held(post: BlogPostPage, *, is_published: bool) -> str:
    """Return why a post may not be changed or deleted now; empty if it may.

    A version that waits for its time would go live over a new draft, but not over what is
    published.
    """
    if post.locked:
        return gettext("locked on the site")
    if post.workflow_in_progress:
        return gettext("in review on the site")
    if post.go_live_at and post.approved_schedule and not is_published:
        return gettext("scheduled on the site: --publish takes it")
    return ""
