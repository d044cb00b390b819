"""Pages with a draft that readers do not see yet."""

from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import Page, Revision

HIGH, LOW = "The rate is high.", "The rate is low."


def change(page: Page, text: str, user: User | None = None) -> Revision:
    """Give a page a newer draft with a text for its body."""
    draft = page.get_latest_revision_as_object()
    draft.body = [("markdown", text)]
    return draft.save_revision(user=user, log_action=True)


def since_live(page: Page) -> str:
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
